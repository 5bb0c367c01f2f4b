# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawing a PDF from HTML, once, with its empty fields.

An element marked ``data-field="name"`` becomes a text field that can be filled after signing; one
marked ``data-signature="name"`` a place for a signature. The marks are taken where the layout
puts them, so the template alone decides where number, date and signatures stand.
"""

import io
from dataclasses import dataclass, field

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from lienthong.core.documents.domain.pdf.assets import (
    FIELD_SHEET,
    STATIC_ORIGIN,
    AssetFetcher,
    Assets,
)
from lienthong.core.documents.domain.pdf.fields import Place, add_fields, places_on


class RenderError(Exception):
    """The page asks for something outside the package."""


@dataclass(frozen=True)
class Drawing:
    """What a template drew: the bytes and the places of its fields, in page order."""

    pdf: bytes
    pages: int
    places: tuple[Place, ...] = field(default=())


def render_pdf(html: str, *, css: str = "", assets: Assets | None = None) -> Drawing:
    """Return the PDF of ``html`` with its empty form and signature fields.

    The paper comes from ``@page``. Raises ``RenderError`` when the page asks for anything but
    packaged files and embedded data, ``FieldError`` when it names a field twice.
    """
    document = _laid_out(html, css, assets or Assets())
    places = places_on(document)
    buffer = io.BytesIO()
    document.write_pdf(buffer, pdf_tags=True)
    pdf = add_fields(buffer.getvalue(), places) if places else buffer.getvalue()
    return Drawing(pdf, len(document.pages), places)


def _laid_out(html: str, css: str, assets: Assets) -> Document:
    fonts, fetcher = FontConfiguration(), AssetFetcher(assets)
    try:
        sheets = [
            CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url=STATIC_ORIGIN)
            for text in (assets.css, FIELD_SHEET, css)
        ]
        return HTML(string=html, url_fetcher=fetcher, base_url=STATIC_ORIGIN).render(
            font_config=fonts, stylesheets=sheets
        )
    except FatalURLFetchingError as error:
        raise RenderError(str(error.__cause__ or error)) from error
