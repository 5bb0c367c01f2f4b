# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The kinds of document that an officer drafts outside any dossier."""

from __future__ import annotations

from pathlib import Path

from lienthong.core.documents.domain.free import LAYOUTS, FreeKind
from lienthong.core.references.api import packaged_setting

_KINDS = Path(__file__).parents[1] / "reference" / "kinds.yaml"


def free_kinds() -> dict[str, FreeKind]:
    """Return the kinds that can be drafted, by code. Legal basis: 30/2020/NĐ-CP, Phụ lục III."""
    rows = packaged_setting("documents.kinds", _KINDS)["kinds"]
    kinds = [FreeKind(**row) for row in rows if row["layout"] in LAYOUTS]
    return {kind.code: kind for kind in kinds}
