# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting what belongs to no dossier: a letter, a notice, a decision of the unit.

It is drafted, laid before its signer (``laying``); then it goes the way of every document: number,
seal, issue, recipients. Legal basis: 30/2020/NĐ-CP, Điều 10–19.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from lienthong.core.documents.actions.configure import put_in_force
from lienthong.core.documents.actions.draft import draft_document, forget_problem, redraft_document
from lienthong.core.documents.actions.laying import NO_REASON, own_draft
from lienthong.core.documents.actions.recipients import fill_recipients
from lienthong.core.documents.actions.work import must_read
from lienthong.core.documents.domain.free import FREE_DOCUMENT, FreePaper
from lienthong.core.documents.enums import DocumentState
from lienthong.core.documents.events import DocumentVoided
from lienthong.core.documents.models import IssuedDocument, Recipient
from lienthong.core.documents.permissions import DRAFT, WORK_ON
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.queries.compose import checked_paper, content_of
from lienthong.core.documents.queries.free import kept_paper
from lienthong.core.documents.queries.laying import drawn_marks, required_marks
from lienthong.core.documents.queries.packaged import paper_of
from lienthong.core.documents.queries.part import received_by_units
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.events import publish
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import one_line

LEAVE_KIND = "leave"


@action(DRAFT)
def draft_free(unit: Unit, *, paper: FreePaper, actor: Actor) -> IssuedDocument:
    """Draft a document of the unit's agency that belongs to no dossier; the book follows its kind.

    Raises ``InvalidInput`` field by field. Legal basis: 30/2020/NĐ-CP, Điều 10.
    """
    offer, said = checked_paper(paper, version_of(unit.pk).agency_id)
    kind = offer.kind
    put_in_force(paper_of(kind))
    agency = version_of(version_of(unit.pk).agency_id)
    document: IssuedDocument = draft_document(
        unit,
        template=kind.template,
        owner_kind=FREE_DOCUMENT,
        owner_id=None,
        abstract=said.abstract,
        content=content_of(said, offer, agency, unit, required_marks(kind.code, agency.unit_id)),
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
    document = own_draft(document)
    chosen = kept_paper(document)["kind"]
    offer, said = checked_paper(replace(paper, kind=chosen), document.agency_id)
    document.abstract, document.collective = said.abstract, said.collective
    document.save(update_fields=["abstract", "collective"])
    document.file.title = said.abstract[:300]
    document.file.save(update_fields=["title"])
    agency = version_of(document.agency_id)
    content = content_of(said, offer, agency, document.unit, drawn_marks(document))
    redrawn: IssuedDocument = redraft_document(document, content=content, actor=actor)
    fill_recipients(redrawn, _everywhere(said))
    return redrawn


@action(DRAFT)
def drop_draft(document: IssuedDocument, *, reason: str, actor: Actor) -> IssuedDocument:
    """Give a draft up that nobody signed. Raises ``InvalidInput`` without a reason."""
    document = own_draft(document)
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


def _everywhere(said: FreePaper) -> list[str]:
    """Whom it goes to: a leave also to who takes it."""
    own = [said.details["person"]] if said.kind == LEAVE_KIND else []
    return [*own, *said.to, *said.others]


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
