# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Bytes that came in: what became of a receipt, what nothing refers to and the sweep takes."""

from __future__ import annotations

from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.storage import Stray
from lienthong.core.documents.models import FileVersion
from lienthong.core.documents.queries import keys_in_use
from lienthong.kernel.prepared import Prepared


def stray_files() -> list[Stray]:
    """Return what no version, preview, page or session refers to, what lies longest first."""
    return file_store().strays(keys_in_use)


def version_of_receipt(receipt: str) -> FileVersion | None:
    """The version that a receipt made; none while it was not taken."""
    return _TAKEN.first(receipt)


_TAKEN: Prepared[FileVersion] = Prepared(
    lambda receipt: FileVersion.objects.filter(receipt=receipt)[:1]
)
