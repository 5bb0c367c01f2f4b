# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafting: the content is fixed, the PDF is drawn by a job, once, before the first signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.codes import new_code
from lienthong.core.documents.domain.places import places_words
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.enums import DocumentState, SignatureState
from lienthong.core.documents.events import (
    DocumentDrafted,
    DocumentRendered,
    TemplateIncomplete,
)
from lienthong.core.documents.models import File, IssuedDocument
from lienthong.core.documents.permissions import DRAFT, WORK
from lienthong.core.documents.queries import locked_document, template_in_force
from lienthong.core.documents.rules import may_redraft
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.events import publish
from lienthong.kernel.text import one_line

NOT_DRAWN = "failed"
"""What a file says whose document could not be drawn the last time it was tried."""


@action(DRAFT)
def draft_document(
    unit: Unit,
    *,
    template: str,
    owner_kind: str,
    owner_id: int | None,
    abstract: str,
    content: Mapping[str, Any],
    series: str = "",
    place: str = "",
    person_id: int | None = None,
    issue_when_sealed: bool = True,
    actor: Actor,
) -> IssuedDocument:
    """Draft a document of the unit's agency and order its PDF; ``content`` is kept as it is.

    ``series`` names the book its number will come from. Raises ``LookupError`` when no version of
    the template is in force. Legal basis: 30/2020/NĐ-CP, Điều 10.
    """
    version = template_in_force(template)
    title = one_line(abstract)[:500]
    file = File.objects.create(
        title=title[:300],
        owner_kind=owner_kind,
        owner_id=owner_id,
        unit_id=unit.pk,
        person_id=person_id,
    )
    document = IssuedDocument.objects.create(
        template_version=version,
        owner_kind=owner_kind,
        owner_id=owner_id,
        agency_id=version_of(unit.pk).agency_id,
        unit=unit,
        person_id=person_id,
        abstract=title,
        place=place,
        content=dict(content),
        verification_code=new_code(),
        file=file,
        series=series or template,
        issue_when_sealed=issue_when_sealed,
        drafted_by_id=actor.account_id,
    )
    publish(DocumentDrafted(document_id=document.pk, owner_kind=owner_kind, owner_id=owner_id))
    ports.defer("documents.render_document", lock=document.job_lock, document_id=document.pk)
    return document


@action(DRAFT)
def redraft_document(
    document: IssuedDocument, *, content: Mapping[str, Any], actor: Actor
) -> IssuedDocument:
    """Change the content of a draft nobody has signed, and draw it again.

    What was initialled is dropped: who initialled it has not seen the change. Raises
    ``IllegalState`` once it is signed.
    """
    document = locked_document(document)
    if not may_redraft(document):
        raise IllegalState
    document.content = dict(content)
    document.save(update_fields=["content"])
    draw_anew(document)
    return document


@part_of_act
def draw_anew(document: IssuedDocument) -> None:
    """Order the PDF of a locked draft that changed; what was initialled on the old one is void."""
    dropped = document.signatures.filter(state=SignatureState.DONE)
    if dropped.exists():
        document.drawn_from = ""
    document.signatures.exclude(state=SignatureState.CANCELLED).update(
        state=SignatureState.CANCELLED
    )
    document.state = DocumentState.DRAFT
    document.save(update_fields=["state", "drawn_from"])
    forget_problem(document)
    ports.defer("documents.render_document", lock=document.job_lock, document_id=document.pk)


@part_of_act
def draw_once_more(document: IssuedDocument) -> None:
    """Order the PDF of a draft that nobody has signed or initialled anew."""
    signed = document.signatures.filter(state=SignatureState.DONE)
    if document.state != DocumentState.DRAFT or signed.exists():
        return
    document.drawn_from = ""
    document.save(update_fields=["drawn_from"])
    ports.defer("documents.render_document", lock=document.job_lock, document_id=document.pk)


@action(WORK)
def record_drawing_failure(
    document: IssuedDocument, *, digest: str, problem: str = NOT_DRAWN, actor: Actor
) -> IssuedDocument:
    """Note that the content with that digest could not be drawn, for who waits for the paper.

    What its template lacks is told to who keeps templates.
    """
    document = locked_document(document)
    if document.content_digest != digest or document.drawn_from == digest:
        return document
    File.objects.filter(pk=document.file_id).update(problem=problem)
    template = document.template_version.template
    words = places_words(problem, template.title)
    if words:
        publish(TemplateIncomplete(template=template.code, title=template.title, words=words))
    return document


@part_of_act
def forget_problem(document: IssuedDocument) -> None:
    """Say no longer that the last drawing failed: there is a new one, or it is ordered."""
    File.objects.filter(pk=document.file_id).exclude(problem="").update(problem="")


@action(WORK)
def record_rendering(
    document: IssuedDocument,
    *,
    kept: Kept,
    pages: int,
    digest: str,
    actor: Actor,
) -> IssuedDocument:
    """Add the PDF drawn from the content with that digest; once, and only while it is current."""
    document = locked_document(document)
    stale = document.state != DocumentState.DRAFT or document.content_digest != digest
    if stale or document.drawn_from == digest:
        return document
    document.drawn_from = digest
    document.save(update_fields=["drawn_from"])
    forget_problem(document)
    version = add_produced(
        document.file,
        kept=kept,
        name=f"{document.abstract}.pdf",
        content_type=kinds.PDF,
        pages=pages,
        actor=actor,
    )
    ports.defer("documents.check_version", version_id=version.pk)
    publish(
        DocumentRendered(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
        )
    )
    return document
