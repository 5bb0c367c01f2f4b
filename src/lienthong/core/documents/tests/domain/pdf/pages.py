# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages and tools for PDF tests."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RESULT = """<html lang="vi"><head><title>Trích lục khai sinh</title></head><body>
<p>Số: <span class="number" data-field="number" data-title="Số"></span></p>
<p>Đồng Hới, <em class="date" data-field="date"></em></p>
<h1>TRÍCH LỤC KHAI SINH</h1><p>Họ và tên: Nguyễn Văn Ước</p>
<div class="sign" data-signature="person" data-leaves="number date agency"></div>
<div class="sign" data-signature="agency" data-closes></div></body></html>"""
CSS = """@page { size: A4; margin: 20mm } .number { width: 60mm } .date { width: 70mm }
.sign { width: 70mm; height: 22mm }"""


def text_of(pdf: bytes, folder: Path) -> str:
    """What a reader copies out of the page."""
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    words = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


@dataclass(frozen=True)
class PdfsigLine:
    """What Debian's pdfsig says of one signature."""

    field: str
    signature: str
    certificate: str
    total: bool


def pdfsig(
    pdf: bytes, root_pem: bytes, folder: Path, lists: Sequence[bytes] = ()
) -> list[PdfsigLine]:
    """Check with pdfsig, trusting one root and its lists through an NSS database made for it.

    Raises ``CalledProcessError`` when it does not open the file or finds no signature.
    """
    path, root, nss = folder / "signed.pdf", folder / "root.pem", folder / "nss"
    path.write_bytes(pdf)
    root.write_bytes(root_pem)
    if not nss.exists():
        nss.mkdir()
        _run("certutil", "-N", "-d", f"sql:{nss}", "--empty-password")
        trust = ["-n", "root", "-t", "CT,C,C", "-a", "-i", str(root)]
        _run("certutil", "-A", "-d", f"sql:{nss}", *trust)
    for place, body in enumerate(lists):
        crl = folder / f"{place}.crl"
        crl.write_bytes(body)
        _run("crlutil", "-I", "-B", "-d", f"sql:{nss}", "-i", str(crl))
    said = _run("pdfsig", "-nssdir", f"sql:{nss}", str(path))
    lines = [_line(part) for part in re.split(r"Signature #\d+:", said)[1:]]
    return [line for line in lines if line.signature]  # a field without signature says nothing


def _run(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def _line(part: str) -> PdfsigLine:
    def after(label: str) -> str:
        found = re.search(rf"- {label}: (.*)", part)
        return found[1].strip() if found else ""

    return PdfsigLine(
        after("Signature Field Name"),
        after("Signature Validation"),
        after("Certificate Validation"),
        "- Total document signed" in part,
    )
