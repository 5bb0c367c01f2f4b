# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting what belongs to no dossier: a letter, a notice, a decision of the unit.

It is drafted, laid before its signer, signed or given back; then it goes the way of every document:
number, seal, issue, recipients. Legal basis: 30/2020/NĐ-CP, Điều 10–19.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.configure import keep_print_template
from lienthong.core.documents.actions.draft import draft_document, forget_problem, redraft_document
from lienthong.core.documents.actions.recipients import fill_recipients
from lienthong.core.documents.actions.requests import end_request
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.actions.work import must_read
from lienthong.core.documents.domain.free import FREE_DOCUMENT, LAYOUT, FreeKind, FreePaper
from lienthong.core.documents.enums import DocumentState, Paper
from lienthong.core.documents.events import DocumentVoided, SigningAsked, SigningReturned
from lienthong.core.documents.models import (
    IssuedDocument,
    Recipient,
    RequestAnswer,
    Signature,
    SigningRequest,
)
from lienthong.core.documents.permissions import DRAFT, SIGN, WORK_ON
from lienthong.core.documents.queries import locked_document, template_in_force, waiting_signatures
from lienthong.core.documents.queries.compose import checked_paper, content_of
from lienthong.core.documents.queries.free import (
    is_collective,
    kept_paper,
    open_request,
    signers_for,
)
from lienthong.core.documents.queries.part import received_by_units
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import one_line

BASIS, SINCE = "30/2020/NĐ-CP", date(2020, 3, 5)
LAID = gettext_lazy("Văn bản đang chờ ký. Hãy rút lại trước khi sửa.")
NOT_LAID = gettext_lazy("Văn bản không còn chờ bạn ký. Hãy tải lại trang.")
NO_REASON = gettext_lazy("Hãy ghi lý do.")
LEAVE_KIND = "leave"


@action(DRAFT)
def draft_free(unit: Unit, *, paper: FreePaper, actor: Actor) -> IssuedDocument:
    """Draft a document of the unit's agency that belongs to no dossier; the book follows its kind.

    Raises ``InvalidInput`` field by field. Legal basis: 30/2020/NĐ-CP, Điều 10.
    """
    offer, said = checked_paper(paper, version_of(unit.pk).agency_id)
    kind = offer.kind
    _put_in_force(kind)
    agency = version_of(version_of(unit.pk).agency_id)
    document: IssuedDocument = draft_document(
        unit,
        template=kind.template,
        owner_kind=FREE_DOCUMENT,
        owner_id=None,
        abstract=said.abstract,
        content=content_of(said, offer, agency, unit),
        series=kind.code,
        place=str(agency.details.get("place", agency.short_name)),
        actor=actor,
    )
    document.collective = said.collective
    document.save(update_fields=["collective"])
    fill_recipients(document, _everywhere(said))
    return document


@action(DRAFT)
def redraft_free(document: IssuedDocument, *, paper: FreePaper, actor: Actor) -> IssuedDocument:
    """Change a draft nobody has signed; its kind stays. Raises ``IllegalState`` while it is laid.

    Raises ``InvalidInput`` field by field.
    """
    document = _own_draft(document)
    chosen = kept_paper(document)["kind"]
    offer, said = checked_paper(replace(paper, kind=chosen), document.agency_id)
    document.abstract, document.collective = said.abstract, said.collective
    document.save(update_fields=["abstract", "collective"])
    document.file.title = said.abstract[:300]
    document.file.save(update_fields=["title"])
    agency = version_of(document.agency_id)
    content = content_of(said, offer, agency, document.unit)
    redrawn: IssuedDocument = redraft_document(document, content=content, actor=actor)
    fill_recipients(redrawn, _everywhere(said))
    return redrawn


@action(DRAFT)
def ask_signature(
    document: IssuedDocument, *, signer_id: int, note: str = "", actor: Actor
) -> SigningRequest:
    """Lay a draft before who may sign it today. Raises ``InvalidInput``, ``IllegalState``."""
    document = _own_draft(document)
    template = document.template_version.template.code
    may_sign = dict(signers_for(document.agency_id, template, collective=is_collective(document)))
    if signer_id not in may_sign:
        words = _("Người này không có thẩm quyền ký văn bản này hôm nay. Chọn người khác.")
        raise InvalidInput(words, fields={"signer": words})
    if actor.account_id is None:
        raise NotAllowed
    asked = SigningRequest.objects.create(
        document=document,
        signer=Account.objects.get(pk=signer_id),
        asked_by_id=actor.account_id,
        asked_at=timezone.now(),
        note=one_line(note)[:500],
    )
    publish(
        SigningAsked(
            document_id=document.pk, owner_kind=FREE_DOCUMENT, owner_id=None, account_id=signer_id
        )
    )
    return asked


@action(DRAFT)
def withdraw_request(document: IssuedDocument, *, actor: Actor) -> IssuedDocument:
    """Take a draft back that waits to be signed. Raises ``IllegalState`` once it is signed."""
    document = locked_document(document)
    if waiting_signatures(document) or not end_request(document, RequestAnswer.WITHDRAWN):
        raise IllegalState(_("Văn bản đang được ký hoặc không còn chờ ký."), code="not_laid")
    return document


@action(SIGN)
def return_document(document: IssuedDocument, *, reason: str, actor: Actor) -> IssuedDocument:
    """Give a draft back to who laid it before the signer, with what has to change.

    Raises ``InvalidInput`` without a reason, ``IllegalState`` when it is not the actor's to sign.
    """
    document, request = _laid_before(document, actor)
    said = one_line(reason)
    if not said:
        raise InvalidInput(str(NO_REASON), fields={"reason": str(NO_REASON)})
    end_request(document, RequestAnswer.RETURNED, reason=said)
    publish(
        SigningReturned(
            document_id=document.pk,
            owner_kind=FREE_DOCUMENT,
            owner_id=None,
            account_id=request.asked_by_id,
        )
    )
    return document


@action(SIGN)
def sign_free(document: IssuedDocument, *, actor: Actor) -> Signature:
    """Sign what is laid before the actor; the job makes the signature and ends the request.

    Raises as ``sign_document`` does, ``IllegalState`` when it is not the actor's to sign.
    """
    document, _request = _laid_before(document, actor)
    signed: Signature = sign_document(document, actor=actor)
    return signed


@action(DRAFT)
def drop_draft(document: IssuedDocument, *, reason: str, actor: Actor) -> IssuedDocument:
    """Give a draft up that nobody signed. Raises ``InvalidInput`` without a reason."""
    document = _own_draft(document)
    said = one_line(reason)
    if not said:
        raise InvalidInput(str(NO_REASON), fields={"reason": str(NO_REASON)})
    document.state, document.ended_reason = DocumentState.VOID, said[:500]
    document.ended_at = timezone.now()
    document.save(update_fields=["state", "ended_reason", "ended_at"])
    publish(DocumentVoided(document_id=document.pk, owner_kind=FREE_DOCUMENT, owner_id=None))
    return document


@action(OFFICER_DESK)
def receive_document(document: IssuedDocument, *, actor: Actor) -> IssuedDocument:
    """Note that the units of the actor have what was sent to them; once.

    After a recall it notes that they dropped it. Raises ``OutOfScope`` when nothing was sent there.
    """
    document = locked_document(document)
    rows = Recipient.objects.filter(received_by_units(actor), document=document)
    if not rows.exists():
        raise OutOfScope
    now = timezone.now()
    rows.filter(received_at=None).update(received_at=now, received_by=actor.name[:200])
    rows.filter(told_at__isnull=False, dropped_at=None).update(dropped_at=now)
    return document


def _own_draft(document: IssuedDocument) -> IssuedDocument:
    """The free document, locked: a draft that waits for nobody."""
    found = locked_document(document)
    if found.owner_kind != FREE_DOCUMENT:
        raise OutOfScope
    if found.state != DocumentState.DRAFT or open_request(found) is not None:
        raise IllegalState(LAID, code="laid")
    return found


def _laid_before(document: IssuedDocument, actor: Actor) -> tuple[IssuedDocument, SigningRequest]:
    found = locked_document(document)
    request = open_request(found)
    if request is None or request.signer_id not in {actor.account_id, actor.on_behalf_of_id}:
        raise IllegalState(NOT_LAID, code="not_laid")
    return found, request


def _everywhere(said: FreePaper) -> list[str]:
    """Whom it goes to: a leave also to who takes it."""
    own = [said.details["person"]] if said.kind == LEAVE_KIND else []
    return [*own, *said.to, *said.others]


@part_of_act
def _put_in_force(kind: FreeKind) -> None:
    """The print template of the kind, from the day of the decree, unless one is in force."""
    try:
        template_in_force(kind.template)
    except LookupError:
        keep_print_template(
            kind.template,
            title=kind.heading,
            template_name=LAYOUT,
            paper=Paper.A4,
            valid_from=SINCE,
            legal_basis=BASIS,
            to_be_confirmed=kind.to_be_confirmed,
            number_pattern="{value:02}/{symbol}",
            symbol=kind.symbol,
        )


@action(WORK_ON)
def draw_again(document: IssuedDocument, *, actor: Actor) -> IssuedDocument:
    """Order the PDF of a draft once more, at once, by whoever reads it.

    A draft that is drawn already, or signed, stays as it is. Raises ``OutOfScope``.
    """
    document = locked_document(document)
    must_read(document.file, actor)
    if document.state == DocumentState.DRAFT and document.drawn_from != document.content_digest:
        forget_problem(document)
        ports.defer("documents.render_document", document_id=document.pk)  # waits for no retry
    return document
