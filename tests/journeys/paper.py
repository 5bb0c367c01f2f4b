# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Paper as others see it: Debian's pdfsig and pdftotext."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CODE = re.compile(r"/xac-minh/\s*([0-9A-Za-z-]+)")


@dataclass(frozen=True)
class Signature:
    """What pdfsig says of one signature."""

    signer: str
    valid: str
    trusted: str


def signatures(pdf: Path, folder: Path) -> list[Signature]:
    """Check a file with pdfsig, trusting the demo's own root."""
    root = Path(os.environ["LIENTHONG_DATA_DIR"]) / "pki" / "root.cert.pem"
    nss = folder / "nss"
    nss.mkdir()
    _said("certutil", "-N", "-d", f"sql:{nss}", "--empty-password")
    trust = ["-n", "root", "-t", "CT,C,C", "-a", "-i", str(root)]
    _said("certutil", "-A", "-d", f"sql:{nss}", *trust)
    said = _said("pdfsig", "-nssdir", f"sql:{nss}", str(pdf))
    return [_signature(part) for part in re.split(r"Signature #\d+:", said)[1:]]


def text_of(pdf: Path) -> str:
    """The words of a file."""
    return _said("pdftotext", "-layout", str(pdf), "-")


def _signature(part: str) -> Signature:
    labels = ("Signer Certificate Common Name", "Signature Validation", "Certificate Validation")
    found = [re.search(rf"- {label}: (.*)", part) for label in labels]
    return Signature(*(match[1].strip() if match else "" for match in found))


def _said(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
