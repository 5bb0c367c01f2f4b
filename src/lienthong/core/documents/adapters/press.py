# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's press: draws, signs, seals and checks. Nothing here touches a row.

Only jobs call it; the PDF engines are loaded when the first one runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.safestring import mark_safe

from lienthong.core.documents.adapters.kept import read_bytes, whole_bytes
from lienthong.core.documents.adapters.key_ring import key_ring, time_stamps
from lienthong.core.documents.adapters.prints import drawn_html
from lienthong.core.documents.adapters.proofs import proof_of
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.adapters.trust import read_certificate, serial_of
from lienthong.core.documents.domain import images, kinds
from lienthong.core.documents.domain.annexes import mark_lines
from lienthong.core.documents.domain.dates import date_text
from lienthong.core.documents.domain.free import BEFORE_INITIALS
from lienthong.core.documents.domain.places import FILLED, require_places
from lienthong.core.documents.domain.qr import qr_svg
from lienthong.core.documents.domain.signatures import (
    Appearance,
    Holder,
    SignatureOrder,
    SigningError,
)
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.domain.verdicts import SignatureVerdict, TrustSet
from lienthong.core.documents.domain.words import clean, docx_words
from lienthong.core.documents.enums import PREFIX, FileSource, SignatureRole
from lienthong.core.documents.models import FileVersion, IssuedDocument, Signature, SignatureImage
from lienthong.core.units.api import version_of

WITHOUT_PROOF = "b-t"
LONGEST_CERTIFIED_NAME = 64  # bytes


@dataclass(frozen=True)
class Signed:
    """A signed PDF in the store, with what the certificate and the check say."""

    kept: Kept
    signed_at: datetime
    subject: str
    serial: str
    unproven: str = ""


@dataclass(frozen=True)
class Drawn:
    """A drawn PDF in the store, with the names of its places to fill and sign."""

    kept: Kept
    pages: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What the look into a version brought: signature verdicts, key of its preview, its words."""

    verdicts: tuple[SignatureVerdict, ...]
    preview_key: str
    words: str | None = None
    proof_until: datetime | None = None


def print_html(template_name: str, context: dict[str, Any], *, body: str = "") -> Drawn:
    """Draw any print of the platform from a Django template, or from a body in its place; keep it.

    Pages may use the platform's static files and nothing else. Raises ``RenderError``.
    """
    from lienthong.core.documents.domain.pdf.render import render_pdf  # worker only

    drawing = render_pdf(drawn_html(template_name, body, context), assets=assets())
    return Drawn(file_store().keep_bytes(drawing.pdf), drawing.pages, drawing.names)


def bind_pages(versions: Sequence[FileVersion]) -> Drawn:
    """Bind pictures into one PDF, a page each in the order given, upright; keep it.

    Raises ``UnreadableFileError``.
    """
    pages = [read_bytes(version) for version in versions]
    return Drawn(file_store().keep_bytes(images.pages_pdf(pages)), len(pages))


def draw_document(document: IssuedDocument) -> Drawn:
    """Draw a draft with its empty fields for number, date and signatures.

    Raises ``IncompletePrintError`` when its template has no place for one of them.
    """
    version = document.template_version
    drawn = print_html(version.template_name, document_context(document), body=version.body)
    require_places(drawn.places, document.content.get("fills", FILLED))
    return drawn


def document_context(document: IssuedDocument) -> dict[str, Any]:
    """Return what a template of an issued document may use, for screens and paper alike."""
    address = verification_address(document.verification_code)
    return {
        **BEFORE_INITIALS | document.content,
        "document": document,
        "template_version": document.template_version,
        "agency": version_of(document.agency_id),
        "code": document.printed_code,
        "verification_url": address,
        "qr": mark_safe(qr_svg(address)),  # noqa: S308  # drawn here, from our own address
    }


def verification_address(code: str) -> str:
    """Return the public address at which the paper can be verified."""
    return f"{settings.LIENTHONG_PUBLIC_URL}/xac-minh/{code}"


def make_signature(
    signature: Signature, *, at: datetime, level: str = "b-t", evidence: TrustSet | None = None
) -> Signed:
    """Put an ordered signature on its document; a seal fills number and date first.

    ``level`` is a PAdES level; ``b-lt`` and ``b-lta`` keep what status services and the lists of
    ``evidence`` say of revocation. When nothing proves a certificate of this signature good now it
    is a time-stamp only, and ``unproven`` names who issued it: a silent authority must not stop the
    office. Raises ``SigningError`` when the key or the time-stamp authority fails, ``FieldError``
    when the document has no such empty field.
    """
    from lienthong.core.documents.domain.pdf.sign import sign_field  # worker only

    pdf = filled_for(signature, whole_bytes(signature.base_version))
    signer = key_ring().signer_of(holder_of(signature))
    proof = None if evidence is None else proof_of(signer, pdf, evidence, at)
    unproven = proof.unproven if proof else ""
    order = replace(order_of(signature, at), level=WITHOUT_PROOF if unproven else level)
    believed = proof.trust if proof else None
    signed = sign_field(pdf, order, signer, time_stamps(), assets(), believed)
    return Signed(file_store().keep_bytes(signed), at, *_names(signer.certificate), unproven)


def filled_for(signature: Signature, pdf: bytes) -> bytes:
    """Return the document with what is written before it is signed: number and date, or capacity
    and name, or the place of an annex's mark; earlier signatures stay valid.

    Raises ``SigningError``, ``FieldError``.
    """
    from lienthong.core.documents.domain.pdf.sign import fill_fields, fill_known  # worker only

    if signature.role == SignatureRole.SEAL:
        return fill_fields(pdf, seal_values(signature.document), assets())
    if signature.role == SignatureRole.SIGN:
        return fill_known(pdf, _block(signature), assets())
    if signature.role == SignatureRole.ANNEX:
        return _with_place(signature, pdf)
    return pdf


def _with_place(signature: Signature, pdf: bytes) -> bytes:
    """The annex with the place for the agency's mark at the top right of its first page."""
    from lienthong.core.documents.domain.pdf.marks import with_mark  # worker only
    from lienthong.core.documents.domain.pdf.stamps import mark_size  # worker only

    order = order_of(signature, timezone.now())
    return with_mark(pdf, order, mark_size(order.appearance.lines, order.at))


def seal_print(version: FileVersion, *, unit_id: int, reason: str, at: datetime) -> Signed:
    """Put a unit's digital signature on a drawn print, into its place ``agency``.

    Raises ``SigningError`` when the key or the time-stamp authority fails, ``FieldError`` when the
    print has no such empty place.
    """
    from lienthong.core.documents.domain.pdf.sign import sign_field  # worker only

    signer = key_ring().signer_of(unit_holder(unit_id))
    look = Appearance(version_of(unit_id).name, (), "plain")
    order = SignatureOrder("agency", look, at, reason=reason[:200])
    signed = sign_field(whole_bytes(version), order, signer, time_stamps(), assets())
    return Signed(file_store().keep_bytes(signed), at, *_names(signer.certificate))


def seal_values(document: IssuedDocument) -> dict[str, str]:
    """Return what is written into the fields, those the paper ``fills``, when it is sealed."""
    if document.dated_on is None or not document.number_text:
        raise SigningError("the document has no number yet")
    known = {"number": document.number_text, "date": date_text(document.dated_on)}
    fills = document.content.get("fills", FILLED)
    known["issued_with"] = str(document.content.get("issued_with", "")) % known
    return {name: known[name] for name in fills}


def check_version(version: FileVersion, trust: TrustSet, *, at: datetime) -> Checked:
    """Verify the signatures of a stored PDF and draw a small picture of a picture or PDF.

    Raises ``UnreadableFileError``.
    """
    from lienthong.core.documents.domain.pdf.preview import first_page  # worker only
    from lienthong.core.documents.domain.pdf.renew import proof_ends  # worker only
    from lienthong.core.documents.domain.pdf.verify import verify_pdf  # worker only
    from lienthong.core.documents.domain.pdf.words import pdf_words  # worker only

    if version.content_type == kinds.PDF:
        data = read_bytes(version)
        verdicts = verify_pdf(data, trust, at=at)
        is_searched = version.file.internal or version.source != FileSource.PRODUCED
        words = clean(pdf_words(data)) if is_searched else None
        ends = proof_ends(data) if verdicts else None
        return Checked(verdicts, file_store().keep_bytes(first_page(data)).key, words, ends)
    if version.content_type in kinds.IMAGES:
        with file_store().local(version.storage_key) as path:
            return Checked((), file_store().keep_bytes(images.preview_jpeg(path)).key)
    if version.content_type == kinds.DOCX:
        with file_store().local(version.storage_key) as path:
            return Checked((), "", clean(docx_words(path)))
    text = read_bytes(version) if version.content_type == kinds.TEXT else b""
    return Checked((), "", clean(kinds.read_text(text) or "") if text else None)


def assets() -> Any:
    """What pages and looks may be drawn with: the platform's static files."""
    from lienthong.core.documents.domain.pdf.assets import packaged_assets  # worker only

    return packaged_assets(settings.STATIC_URL, finders.find)


def holder_of(signature: Signature) -> Holder:
    """Whose key makes the signature: the agency's for seal and annex, else the person's."""
    if signature.role in {SignatureRole.SEAL, SignatureRole.ANNEX}:
        return unit_holder(signature.document.agency_id)
    return Holder(
        "account",
        signature.account_id,
        signature.signer_name,
        signature.position_text,
        signature.unit_text,
    )


def unit_holder(unit_id: int) -> Holder:
    """The unit as a certificate names it: the short name, or cut, when the full one does not fit.

    Source: ITU-T X.520, upper bound of common and organisation names.
    """
    version = version_of(unit_id)
    fits = len(version.name.encode()) <= LONGEST_CERTIFIED_NAME
    whole = version.name if fits else version.short_name
    name = whole.encode()[:LONGEST_CERTIFIED_NAME].decode(errors="ignore")
    return Holder("unit", unit_id, name, agency=name)


def order_of(signature: Signature, at: datetime) -> SignatureOrder:
    """What the signature says, and where it stands."""
    agency = signature.document.agency_id
    if signature.role == SignatureRole.ANNEX:
        said = mark_lines(signature.document.number_text)
        look = Appearance(version_of(agency).name, said, "mark")
    elif signature.role == SignatureRole.SEAL:
        look = Appearance(version_of(agency).name, (), "agency", **_picture(unit_id=agency))
    else:
        ink = "initial" if signature.role == SignatureRole.INITIAL else "person"
        own = _picture(account_id=signature.account_id)
        look = Appearance(signature.signer_name, _lines(signature), ink, **own)
    return SignatureOrder(signature.field_name, look, at, reason=signature.document.abstract[:200])


def _picture(**whose: int) -> dict[str, Any]:
    """The holder's picture of today with its width; nothing without one."""
    rows = SignatureImage.objects.on(timezone.localdate()).order_by("-valid_from", "-pk")
    found = rows.filter(**whose).first()
    return {"image": bytes(found.picture), "width_mm": found.width_mm} if found else {}


def _lines(signature: Signature) -> tuple[str, ...]:
    """For whom: the lines of the block that begin with a prefix; then the post."""
    marks = tuple(f"{prefix} " for prefix in PREFIX.values() if prefix)
    capacity = [str(line) for line in signature.capacity if str(line).startswith(marks)]
    post = ", ".join(text for text in (signature.position_text, signature.unit_text) if text)
    return tuple(line for line in (*capacity, post) if line)


def _block(signature: Signature) -> dict[str, str]:
    """The words around the signature: capacity above, name beneath. 30/2020/NĐ-CP, Phụ lục I."""
    return {"capacity": "\n".join(signature.capacity), "signer": signature.signer_name}


def _names(certificate: bytes) -> tuple[str, str]:
    return read_certificate(certificate).subject[:500], serial_of(certificate)
