# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clerk's part: number, seal, issue; giving up what cannot be issued."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.findable import make_document_findable
from lienthong.core.documents.actions.sign import ask_annex_signature, request_signature
from lienthong.core.documents.domain.verdicts import all_valid
from lienthong.core.documents.enums import DocumentState, SignatureRole, SignatureState
from lienthong.core.documents.events import DocumentIssued, DocumentNumbered, DocumentVoided
from lienthong.core.documents.models import IssuedDocument, Signature
from lienthong.core.documents.permissions import ISSUE, NUMBER, SEAL
from lienthong.core.documents.queries import locked_document, verdicts_of, waiting_signatures
from lienthong.core.documents.queries.annexes import annexes_ready, unsigned_annexes
from lienthong.core.documents.rules import number_text, require_move
from lienthong.core.numbering.api import (
    Number,
    confirm_number,
    series_of,
    take_number,
    use_reserved,
    void_number,
)
from lienthong.core.units.api import version_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

SUBJECT_KIND = "documents.issueddocument"
NOT_VERIFIED = _("Chữ ký trên văn bản chưa kiểm tra xong hoặc không hợp lệ nên chưa ban hành được.")
ANNEX_OPEN = _("Còn phụ lục chưa có chữ ký số của cơ quan nên chưa ban hành được.")
NO_REASON = _("Hãy ghi lý do.")
OTHER_BOOK = _("Số này thuộc sổ khác. Hãy chọn số của sổ mà văn bản này vào.")


@action(NUMBER)
def number_document(
    document: IssuedDocument,
    *,
    dated_on: date | None = None,
    reserved: Number | None = None,
    actor: Actor,
) -> IssuedDocument:
    """Take the next number of the agency's book for a signed document; the number is ``issuing``.

    ``reserved`` uses a number kept back or inserted in that very book. The book row is locked last
    and nothing slow follows. The PDF gets number and date together with the seal. Raises
    ``IllegalState`` for a number of another book. Legal basis: 30/2020/NĐ-CP, Điều 15.
    """
    document = locked_document(document)
    require_move(document, DocumentState.NUMBERED)
    day = _day_of(reserved, dated_on)
    document.state, document.dated_on = DocumentState.NUMBERED, day
    publish(
        DocumentNumbered(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    number = _number_for(document, day, reserved, actor)
    document.number = number
    agency = version_of(document.agency_id, on=day).symbol
    within = document.unit_id != document.agency_id
    unit = version_of(document.unit_id, on=day).symbol if within else ""
    document.number_text = number_text(
        document.template_version, number.value, number.suffix, day, agency, unit
    )
    document.save(update_fields=["state", "dated_on", "number", "number_text"])
    make_document_findable(document)
    return document


def _day_of(reserved: Number | None, dated_on: date | None) -> date:
    """An inserted number brings its day; otherwise the day asked for, or today."""
    if reserved is not None and reserved.suffix and reserved.dated_on and dated_on is None:
        return reserved.dated_on
    return dated_on or timezone.localdate()


def _number_for(
    document: IssuedDocument, day: date, reserved: Number | None, actor: Actor
) -> Number:
    series = series_of(document.agency_id, document.series, on=day)
    if reserved is None:
        return take_number(
            document.agency_id,
            series,
            str(day.year),
            subject_kind=SUBJECT_KIND,
            subject_id=document.pk,
            account_id=actor.account_id,
            dated_on=day,
        )
    book = reserved.book
    if (book.unit_id, book.series, book.period) != (document.agency_id, series, str(day.year)):
        raise IllegalState(OTHER_BOOK, code="other_book")
    return use_reserved(reserved, subject_kind=SUBJECT_KIND, subject_id=document.pk, dated_on=day)


@action(SEAL)
def seal_document(
    document: IssuedDocument, *, field_name: str = "agency", actor: Actor
) -> Signature:
    """Ask for the agency's seal on a numbered document, and its signature on every annex.

    Number and date are filled with the seal. Legal basis: 30/2020/NĐ-CP, Điều 32.
    """
    document = locked_document(document)
    if document.state != DocumentState.NUMBERED:
        raise IllegalState
    sealed = request_signature(document, SignatureRole.SEAL, field_name, actor)
    for annex in unsigned_annexes(document):
        ask_annex_signature(annex, actor)
    return sealed


@action(ISSUE)
def issue_document(document: IssuedDocument, *, actor: Actor) -> IssuedDocument:
    """Put a sealed document in force once the worker found every signature valid.

    Repeating it changes nothing. Raises ``IllegalState`` before that.
    """
    document = locked_document(document)
    if document.state == DocumentState.ISSUED:
        return document
    require_move(document, DocumentState.ISSUED)
    if not all_valid(verdicts_of(document)):
        raise IllegalState(NOT_VERIFIED, code="not_verified")
    if not annexes_ready(document):
        raise IllegalState(ANNEX_OPEN, code="annex_open")
    document.state, document.issued_at = DocumentState.ISSUED, timezone.now()
    document.save(update_fields=["state", "issued_at"])
    make_document_findable(document)
    if document.number is not None:
        confirm_number(document.number)
    publish(
        DocumentIssued(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    return document


@action(ISSUE)
def void_document(document: IssuedDocument, *, reason: str, actor: Actor) -> IssuedDocument:
    """Give a document up before it is issued; its number stays in the book as void."""
    said = one_line(reason)
    if not said:
        raise InvalidInput(NO_REASON, fields={"reason": str(NO_REASON)})
    document = locked_document(document)
    require_move(document, DocumentState.VOID)
    for signature in waiting_signatures(document):
        signature.state = SignatureState.CANCELLED
        signature.save(update_fields=["state"])
    document.state, document.ended_reason = DocumentState.VOID, said[:500]
    document.ended_at = timezone.now()
    document.save(update_fields=["state", "ended_reason", "ended_at"])
    make_document_findable(document)
    if document.number is not None:
        void_number(document.number, reason=said[:300])
    publish(
        DocumentVoided(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    return document
