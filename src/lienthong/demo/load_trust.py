# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who signs in whose place, and which certification authority the demo believes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from lienthong.core.documents.api import (
    AnchorUse,
    SigningAuthority,
    grant_mandate,
    import_trust_anchor,
)
from lienthong.demo.load_units import position_ids
from lienthong.demo.plan import START
from lienthong.kernel.actor import Actor

PURPOSE = "Nạp tỉnh mẫu"
SOURCE = "Tổ chức chứng thực giả lập của bản chạy thử"


def load_trust() -> None:
    """Mandates of deputies, and the root of the demo's own test authority."""
    _load_mandates()
    root = _root_certificate(Path(settings.LIENTHONG_DATA_DIR) / "pki")
    for use in (AnchorUse.SIGNATURE, AnchorUse.TIME_STAMP):
        import_trust_anchor(root, use=use, source=SOURCE, actor=Actor.platform(PURPOSE))


def _load_mandates() -> None:
    positions = position_ids()
    for deputy, head in (("vice_chairman", "Chủ tịch"), ("deputy_director", "Giám đốc")):
        grant_mandate(
            SigningAuthority.KT,
            position_id=positions[deputy],
            for_title=head,
            legal_basis="30/2020/NĐ-CP, Điều 13",
            valid_from=START,
            actor=Actor.platform(PURPOSE),
        )


def _root_certificate(folder: Path) -> bytes:
    """The root of the authority in the folder, made by the simulators' own program if missing."""
    if not (folder / "root.cert.pem").exists():
        words = [sys.executable, "-m", "lienthong.simulators.pki", "--dir", str(folder)]
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603  # our own program
    return (folder / "root.cert.pem").read_bytes()
