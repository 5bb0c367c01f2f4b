# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages taken out of PDF files and bound together anew; what was signed is only a picture then."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.fields import SIGNATURE, Place, add_fields
from lienthong.core.documents.domain.pdfcheck import set_limits

UNREADABLE = (
    pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, TypeError, AttributeError,
    KeyError, RecursionError,
)  # fmt: skip
STAMP = (66 * 72 / 25.4, 21 * 72 / 25.4)  # points: width and height of the mark of a copy
EDGE = 5 * 72 / 25.4  # points from the edges of the page
CARRIED = ("/AcroForm", "/OpenAction", "/AA", "/Names", "/Perms")


def count_signatures(pdf: bytes) -> int:
    """Return how many signatures a PDF carries; raise ``UnreadableFileError``."""
    set_limits()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            form: Any = document.Root.get("/AcroForm", {})
            return sum(_signed(field) for field in form.get("/Fields", []))
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error


def _signed(field: Any) -> int:
    own = int(str(field.get("/FT", "")) == "/Sig" and "/V" in field)
    return own + sum(_signed(kid) for kid in field.get("/Kids", []) if "/T" in kid)


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has; raise ``UnreadableFileError``."""
    set_limits()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.pages)
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error


def bind(parts: Iterable[tuple[bytes, tuple[int, ...]]]) -> bytes:
    """Return one PDF of the pages (from 1) of several, in order.

    Filled fields and marks of signatures are drawn in; nothing active, no form and no signature is
    carried over. Raises ``UnreadableFileError``.
    """
    set_limits()
    bound = pikepdf.new()
    try:
        for pdf, pages in parts:
            with pikepdf.open(io.BytesIO(pdf)) as source:
                source.flatten_annotations("all")
                for number in pages:
                    _strip(source.pages[number - 1])
                    bound.pages.append(source.pages[number - 1])
                for name in CARRIED:
                    if name in bound.Root:
                        del bound.Root[name]
        buffer = io.BytesIO()
        bound.save(buffer)
    except (*UNREADABLE, IndexError) as error:
        raise UnreadableFileError(str(error)) from error
    return buffer.getvalue()


def _strip(page: pikepdf.Page) -> None:
    for name in ("/AA", "/Annots"):
        if name in page.obj:
            del page.obj[name]


def with_copy_mark(pdf: bytes) -> bytes:
    """Return the PDF with an empty signature field at the top right of page 1, named ``agency``.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I (cell 14: signature of an electronic copy).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _left, _bottom, right, top = (float(side) for side in document.pages[0].mediabox)
    place = Place(
        "agency",
        SIGNATURE,
        "Chữ ký số của cơ quan sao",
        0,
        (right - EDGE - STAMP[0], top - EDGE - STAMP[1], right - EDGE, top - EDGE),
        closes=True,
    )
    return add_fields(pdf, (place,))
