# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Small files for tests, made on the spot: DOCX with the parts asked for, blank PDF, a picture."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def body(*paragraphs: str) -> bytes:
    """The body of a DOCX with these paragraphs."""
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<w:document xmlns:w="{W}"><w:body>{lines}</w:body></w:document>'.encode()


def _types() -> bytes:
    kinds_of = "application/vnd.openxmlformats-"
    main = f"{kinds_of}officedocument.wordprocessingml.document.main+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{kinds_of}package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    ).encode()


def _start() -> bytes:
    one = f'<Relationship Id="r" Type="{LINK}/officeDocument" Target="word/document.xml"/>'
    return f'<Relationships xmlns="{RELS}">{one}</Relationships>'.encode()


def docx(parts: dict[str, bytes]) -> bytes:
    """A DOCX with these parts besides what every DOCX has."""
    buffer = io.BytesIO()
    whole = {"[Content_Types].xml": _types(), "_rels/.rels": _start()}
    whole |= {"word/document.xml": body("x"), **parts}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def blank_pdf(pages: int = 1) -> bytes:
    """A PDF of blank pages, A4."""
    document, buffer = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.save(buffer)
    return buffer.getvalue()


def red_png() -> bytes:
    """A small red picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "PNG")
    return buffer.getvalue()
