# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Examines a stranger's PDF in a process of its own, so that a hostile file ends only that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lienthong.core.documents.domain.verdicts import SignatureVerdict, TrustSet

PROGRAM = "lienthong.core.documents.domain.pdf.examine"
SOURCE = Path(__file__).resolve().parents[4]
LARGEST = 64 * 1024 * 1024  # bytes
PATIENCE = 90.0  # seconds


@dataclass(frozen=True)
class Examined:
    """The verdicts in the order of signing, or the code of why there are none."""

    verdicts: tuple[SignatureVerdict, ...] = ()
    refusal: str = ""


def examine(path: Path, trust: TrustSet, *, at: datetime, largest: int = LARGEST) -> Examined:
    """Return what the signatures of a file are worth; never raises for what the file contains.

    ``refusal`` is ``too_large``, ``not_pdf``, ``encrypted``, ``broken`` or ``too_complex``.
    """
    if path.stat().st_size > largest:
        return Examined(refusal="too_large")
    asked = json.dumps({"trust": trust.plain(), "at": at.isoformat()})
    try:
        done = subprocess.run(  # noqa: S603  # our own program, the file is its argument
            [sys.executable, "-m", PROGRAM, str(path)],
            input=asked,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Examined(refusal="too_complex")
    if done.returncode != 0:
        return Examined(refusal="too_complex")
    found = json.loads(done.stdout)
    rows = found.get("verdicts", [])
    return Examined(tuple(map(SignatureVerdict.from_row, rows)), found.get("refusal", ""))
