# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's bindery: certified copies, renditions, page pictures, pages bound together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.key_ring import key_ring, time_stamps
from lienthong.core.documents.adapters.office import draw_office
from lienthong.core.documents.adapters.press import Drawn, assets, unit_holder
from lienthong.core.documents.adapters.prints import drawn_html
from lienthong.core.documents.adapters.recogniser import MOST_PAGES
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain import images, kinds
from lienthong.core.documents.domain.copies import CopyForm
from lienthong.core.documents.domain.dates import date_text
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pages import read_pages
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.domain.words import clean
from lienthong.core.documents.enums import CopyMedium
from lienthong.core.documents.models import CertifiedCopy, FileVersion
from lienthong.core.units.api import version_of
from lienthong.kernel.language import of_record

MOST_SHOWN_LETTERS = 200_000
"""Letters of a text file that are drawn as pages; all of them are searched and compared."""


def draw_copy(copy: CertifiedCopy, form: CopyForm, *, at: datetime, body: str = "") -> Drawn:
    """Draw a certified copy of an issued document; an electronic one gets the agency's signature.

    ``body`` are the words of the own of the sheet behind a paper copy.

    Raises ``UnreadableFileError``, ``SigningError``. Legal basis: 30/2020/NĐ-CP, Điều 25.
    """
    from lienthong.core.documents.domain.pdf import assemble  # worker only

    original = copy.document.current_version
    if original is None:
        raise UnreadableFileError("no paper")
    total = original.pages or 1
    part = (read_bytes(original), read_pages(copy.pages, total))
    if copy.medium == CopyMedium.ELECTRONIC:
        pdf = _marked(copy, form, assemble.bind([part]), at)
        return Drawn(file_store().keep_bytes(pdf), len(part[1]))
    sheet = _copy_sheet(copy, form, body)
    pdf = assemble.bind([part, (sheet, (1,))])
    return Drawn(file_store().keep_bytes(pdf), len(part[1]) + 1)


def _marked(copy: CertifiedCopy, form: CopyForm, pdf: bytes, at: datetime) -> bytes:
    from lienthong.core.documents.domain.pdf.marks import with_mark  # worker only
    from lienthong.core.documents.domain.pdf.sign import sign_field  # worker only
    from lienthong.core.documents.domain.pdf.stamps import mark_size  # worker only

    agency = copy.document.agency_id
    name = version_of(agency).name
    lines = form.mark_lines(copy.number_text, name)
    order = SignatureOrder("agency", Appearance(name, lines, "mark"), at, reason=form.heading)
    signer = key_ring().signer_of(unit_holder(agency))
    marked = with_mark(pdf, order, mark_size(lines, at))
    return sign_field(marked, order, signer, time_stamps(), assets())


def _copy_sheet(copy: CertifiedCopy, form: CopyForm, body: str) -> bytes:
    from lienthong.core.documents.domain.pdf.render import render_pdf  # worker only

    document, agency = copy.document, version_of(copy.document.agency_id)
    context = {
        "copy": copy,
        "document": document,
        "form": form,
        "agency": agency,
        "day": date_text(copy.dated_on) if copy.dated_on else "",
    }
    html = drawn_html("documents/print/copy_sheet.html", body, context)
    return render_pdf(html, assets=assets()).pdf


def draw_rendition(version: FileVersion) -> str:
    """Draw an office file as PDF in the cage, or a text, and return its key.

    Raises ``OfficeError``.
    """
    if version.content_type == kinds.TEXT:
        return file_store().keep_bytes(_text_pages(version)).key
    with file_store().local(version.storage_key) as path:
        return file_store().keep_bytes(draw_office(path, version.content_type)).key


def _text_pages(version: FileVersion) -> bytes:
    """The words of a text file on A4 pages, as many as a preview shows."""
    from lienthong.core.documents.domain.pdf.render import render_pdf  # worker only

    words = clean(kinds.read_text(read_bytes(version)) or "")[:MOST_SHOWN_LETTERS]
    with of_record():
        html = render_to_string("documents/print/plain_text.html", {"words": words})
    return render_pdf(html, assets=assets()).pdf


def draw_pages(version: FileVersion, *, after: int = 0) -> list[str]:
    """Draw the pages that follow page ``after`` of a PDF, rendition or picture, a lot at a time.

    Returns keys, wide and small in turn; none when all are drawn. Raises ``UnreadableFileError``.
    """
    from lienthong.core.documents.domain.pdf.words import SMALL, page_pictures  # worker only

    store = file_store()
    if version.content_type not in kinds.IMAGES:
        drawn = page_pictures(_pdf_of(version), after=after)
        return [store.keep_bytes(picture).key for pair in drawn for picture in pair]
    if after:
        return []
    with store.local(version.storage_key) as path:
        pair = images.preview_jpeg(path), images.preview_jpeg(path, side=SMALL)
    return [store.keep_bytes(picture).key for picture in pair]


def own_words(version: FileVersion) -> str:
    """Return the words of a stored PDF; raise ``UnreadableFileError``."""
    from lienthong.core.documents.domain.pdf.words import pdf_words  # worker only

    return clean(pdf_words(read_bytes(version)))


def rendition_words(version: FileVersion) -> str:
    """Return the words of the PDF that was drawn of a version; raise ``UnreadableFileError``."""
    from lienthong.core.documents.domain.pdf.words import pdf_words  # worker only

    return clean(pdf_words(_pdf_of(version)))


def bind_parts(parts: Sequence[tuple[FileVersion, str]]) -> Drawn:
    """Bind pages of versions (all, or as written) into one PDF; raise ``UnreadableFileError``."""
    from lienthong.core.documents.domain.pdf import assemble  # worker only

    pieces = []
    for version, pages in parts:
        picture = version.content_type in kinds.IMAGES
        pdf = images.pages_pdf([read_bytes(version)]) if picture else _pdf_of(version)
        pieces.append((pdf, read_pages(pages, assemble.count_pages(pdf))))
    bound = assemble.bind(pieces)
    return Drawn(file_store().keep_bytes(bound), sum(len(pages) for _pdf, pages in pieces))


def page_images(version: FileVersion) -> list[bytes]:
    """Return the pictures in which words can be recognised: the picture itself, or the pages."""
    from lienthong.core.documents.domain.pdf.words import page_pictures  # worker only

    if version.content_type in kinds.IMAGES:
        return [read_bytes(version)]
    return [wide for wide, _small in page_pictures(_pdf_of(version), most=MOST_PAGES)]


def locks_out(version: FileVersion) -> bool:
    """Return whether a signature in a PDF forbids that another one follows it."""
    from lienthong.core.documents.domain.pdf import assemble  # light: no engine is loaded

    return assemble.closed_to_signatures(read_bytes(version))


def _pdf_of(version: FileVersion) -> bytes:
    key = version.rendition_key or version.storage_key
    if not version.rendition_key and version.content_type != kinds.PDF:
        raise UnreadableFileError("no pages")
    with file_store().open(key) as stream:
        return stream.read()
