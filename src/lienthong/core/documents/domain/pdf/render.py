# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawing a PDF from HTML, once, with its empty fields.

An element marked ``data-field="name"`` becomes a text field that can be filled after signing; one
marked ``data-signature="name"`` a place for a signature. The marks are taken where the layout
puts them, so the template alone decides where number, date and signatures stand.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.urls import FatalURLFetchingError

from lienthong.core.documents.domain.pdf.assets import STATIC_ORIGIN, Assets
from lienthong.core.documents.domain.pdf.fields import Place, add_fields, places_on
from lienthong.core.documents.domain.pdf.kit import Kit, Source, borrowed

_LONG_WORD = re.compile(r"\w{40,}|\S{100,}")
_PIECE = re.compile(r"\S{20}(?=\S)")
BREAK = "\u200b"


class RenderError(Exception):
    """The page asks for something outside the package."""


@dataclass(frozen=True)
class Drawing:
    """What a template drew: the bytes and the places of its fields, in page order."""

    pdf: bytes
    pages: int
    places: tuple[Place, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """What its places are called."""
        return tuple(place.name for place in self.places)


def render_pdf(html: str, *, css: str = "", assets: Assets | None = None) -> Drawing:
    """Return the PDF of ``html`` with its empty form and signature fields.

    The paper comes from ``@page``. Raises ``RenderError`` when the page asks for anything but
    packaged files and embedded data, ``FieldError`` when it names a field twice.
    """
    chosen = assets or Assets()
    with borrowed(chosen) as kit:
        document = _laid_out(html, css, kit)
        places = places_on(document)
        buffer = io.BytesIO()
        document.write_pdf(buffer, pdf_tags=True)
        pages = len(document.pages)
    pdf = add_fields(buffer.getvalue(), places) if places else buffer.getvalue()
    return Drawing(pdf, pages, places)


def _laid_out(html: str, css: str, kit: Kit) -> Document:
    try:
        page = HTML(string=html, url_fetcher=kit.fetcher, base_url=STATIC_ORIGIN)
        _let_long_words_break(page.etree_element)
        sheets = kit.sheets(tuple(_take_sheets(page.etree_element)))
        own = [kit.parse(("text", css))] if css else []
        return page.render(font_config=kit.fonts, stylesheets=[*sheets, *own])
    except FatalURLFetchingError as error:
        raise RenderError(str(error.__cause__ or error)) from error


def _take_sheets(root: Any) -> Iterator[Source]:
    """Take the style sheets for every medium out of a page: they are parsed once for all pages."""
    for parent in list(root.iter()):
        for element in list(parent):
            source = _sheet_in(element)
            if source is not None:
                parent.remove(element)
                yield source


def _sheet_in(element: Any) -> Source | None:
    if "media" in element.attrib or element.get("type", "text/css") != "text/css":
        return None
    if element.tag == "style":
        return "text", element.text or ""
    is_sheet = element.tag == "link" and element.get("rel") == "stylesheet"
    return ("url", urljoin(STATIC_ORIGIN, element.get("href", ""))) if is_sheet else None


def _let_long_words_break(root: Any) -> None:
    """Give endless words places where a line may end, so that no cell grows beyond the paper.

    The style sheet could allow it everywhere (``overflow-wrap: anywhere``), but measuring a word
    of thousands of letters letter by letter takes the press minutes.
    """
    for element in root.iter():
        if element.tag not in {"style", "svg"}:
            element.text = _breakable(element.text)
        element.tail = _breakable(element.tail)


def _breakable(text: str | None) -> str | None:
    if not text or len(text) < 40:
        return text
    return _LONG_WORD.sub(lambda found: _PIECE.sub(rf"\g<0>{BREAK}", found[0]), text)
