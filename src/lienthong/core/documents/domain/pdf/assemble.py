# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages taken out of PDF files and bound together anew; what was signed is only a picture then."""

import io
from collections.abc import Iterable
from typing import Any

import pikepdf

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdfcheck import set_limits

UNREADABLE = (
    pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, TypeError, AttributeError,
    KeyError, RecursionError,
)  # fmt: skip
CARRIED = ("/AcroForm", "/OpenAction", "/AA", "/Names", "/Perms")


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


def closed_to_signatures(pdf: bytes) -> bool:
    """Return whether a signature in the PDF forbids that another one follows it.

    Raises ``UnreadableFileError``. Source: ISO 32000-2, 12.8.2 (DocMDP, FieldMDP).
    """
    set_limits()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            form: Any = document.Root.get("/AcroForm", {})
            return any(_closes(field) for field in form.get("/Fields", []))
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error


def _closes(field: Any) -> bool:
    made = str(field.get("/FT", "")) == "/Sig" and "/V" in field
    rules: list[Any] = []
    if made:
        rules = [one.get("/TransformParams", {}) for one in field.V.get("/Reference", [])]
        rules += [field.Lock] if "/Lock" in field else []
    below = (_closes(kid) for kid in field.get("/Kids", []) if "/T" in kid)
    return any(_forbids(rule) for rule in rules) or any(below)


def _forbids(rule: Any) -> bool:
    """Nothing may change any more, or no field may, but those that are named."""
    return int(rule.get("/P", 2)) == 1 or str(rule.get("/Action", "")) in {"/All", "/Exclude"}
