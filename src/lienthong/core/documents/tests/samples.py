# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Good and bad files for tests, made on the spot."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
from PIL import Image


def pdf(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return saved(document)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def locked_pdf(user: str = "") -> bytes:
    document = pikepdf.open(io.BytesIO(pdf()))
    return saved(document, encryption=pikepdf.Encryption(owner="chủ", user=user))


def pdf_with(action: pikepdf.Dictionary) -> bytes:
    document = pikepdf.open(io.BytesIO(pdf()))
    document.Root.OpenAction = document.make_indirect(action)
    return saved(document)


def script_pdf() -> bytes:
    return pdf_with(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def bomb_pdf() -> bytes:
    """A PDF whose table of objects unpacks to 120 MB."""
    packer = zlib.compressobj(6)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(120)) + packer.flush()
    table = (
        b"%%PDF-1.7\n1 0 obj\n"
        b"<</Type/XRef/Size 2/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>"
        b"\nstream\n" % len(packed)
    )
    return table + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, kind, **options)
    return buffer.getvalue()


def turned_jpeg() -> bytes:
    """A picture 40 × 20 taken with the phone on its side, with the place it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "nhà của tôi"
    return picture(exif=exif)


def huge_png() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b""))
        + _chunk(b"IEND", b"")
    )  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def docx(**extra: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, data in extra.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
