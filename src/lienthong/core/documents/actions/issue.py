# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clerk's part: number, seal, issue; giving up what cannot be issued."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.findable import make_document_findable
from lienthong.core.documents.actions.sign import request_signature
from lienthong.core.documents.domain.verdicts import all_valid
from lienthong.core.documents.enums import DocumentState, SignatureRole, SignatureState
from lienthong.core.documents.events import DocumentIssued, DocumentNumbered, DocumentVoided
from lienthong.core.documents.models import CertifiedCopy, IssuedDocument, Signature
from lienthong.core.documents.permissions import ISSUE, NUMBER, SEAL
from lienthong.core.documents.queries import locked_document, verdicts_of, waiting_signatures
from lienthong.core.documents.rules import number_text, require_move
from lienthong.core.numbering.api import confirm_number, take_number, void_number
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

SUBJECT_KIND = "documents.issueddocument"
NOT_VERIFIED = _("Chữ ký trên văn bản chưa kiểm tra xong hoặc không hợp lệ nên chưa ban hành được.")
NO_REASON = _("Hãy ghi lý do.")


@action(NUMBER)
def number_document(
    document: IssuedDocument, *, dated_on: date | None = None, actor: Actor
) -> IssuedDocument:
    """Take the next number of the agency's book for a signed document; the number is ``issuing``.

    The book row is locked last and nothing slow follows. The PDF gets number and date together
    with the seal. Legal basis: 30/2020/NĐ-CP, Điều 15.
    """
    document = locked_document(document)
    require_move(document, DocumentState.NUMBERED)
    day = dated_on or timezone.localdate()
    document.state, document.dated_on = DocumentState.NUMBERED, day
    publish(
        DocumentNumbered(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    number = take_number(
        document.agency_id,
        document.series,
        str(day.year),
        subject_kind=SUBJECT_KIND,
        subject_id=document.pk,
    )
    document.number = number
    document.number_text = number_text(document.template_version, number.value, number.suffix, day)
    document.save(update_fields=["state", "dated_on", "number", "number_text"])
    make_document_findable(document)
    return document


@action(SEAL)
def seal_document(
    document: IssuedDocument, *, field_name: str = "agency", actor: Actor
) -> Signature:
    """Ask for the agency's seal on a numbered document; number and date are filled with it.

    Legal basis: 30/2020/NĐ-CP, Điều 32.
    """
    document = locked_document(document)
    if document.state != DocumentState.NUMBERED:
        raise IllegalState
    return request_signature(document, SignatureRole.SEAL, field_name, actor)


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


@action(ISSUE)
def record_copy(
    document: IssuedDocument, *, kind: str, quantity: int, recipient: str, actor: Actor
) -> CertifiedCopy:
    """Note copies that the agency made of an issued document.

    Legal basis: 30/2020/NĐ-CP, Điều 25.
    """
    if document.state != DocumentState.ISSUED:
        raise IllegalState
    if actor.account_id is None:
        raise NotAllowed
    return CertifiedCopy.objects.create(
        document=document,
        kind=kind,
        quantity=quantity,
        recipient=one_line(recipient)[:200],
        unit_id=actor.unit_id or document.unit_id,
        made_by_id=actor.account_id,
        made_at=timezone.now(),
    )
