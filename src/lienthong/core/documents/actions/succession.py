# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in the making when a unit ends: the unit that continues it takes them over."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.actions.findable import make_document_findable
from lienthong.core.documents.actions.requests import end_request
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.enums import DocumentState, SignatureState
from lienthong.core.documents.events import DocumentTakenOver
from lienthong.core.documents.models import Annex, IssuedDocument, RequestAnswer
from lienthong.core.documents.permissions import WORK
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.queries.succession import IN_THE_MAKING
from lienthong.core.numbering.api import void_number
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import publish
from lienthong.kernel.language import of_record


@action(WORK)
def take_over_document(
    document: IssuedDocument, *, ended: Unit, heir: Unit, on: date, actor: Actor
) -> IssuedDocument:
    """A paper that is not issued goes from a unit that ended to its heir; nothing of it is lost.

    When the issuing agency itself ended, nobody can seal in its name any more: the paper becomes a
    draft of the heir, drawn and signed anew, and its number stays in the old book as void. What
    was signed remains among the versions. Repeating it changes nothing.
    """
    document = locked_document(document)
    if document.state not in IN_THE_MAKING or ended.pk not in document.scope_unit_ids():
        return document
    anew = document.agency_id == ended.pk
    document.taken_from = ended
    if document.unit_id == ended.pk:
        document.unit = heir
    if anew:
        document.agency_id = version_of(heir.pk).agency_id
        _begin_anew(document, on, actor)
    document.save()
    _keep_files_with(document)
    make_document_findable(document)
    publish(
        DocumentTakenOver(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            from_unit_id=ended.pk,
            anew=anew,
        )
    )
    if anew:
        ports.defer("documents.render_document", lock=document.job_lock, document_id=document.pk)
    return document


def _begin_anew(document: IssuedDocument, on: date, actor: Actor) -> None:
    """As if nobody had signed: no signature counts, the number is void, the page is drawn again."""
    live = document.signatures.exclude(state=SignatureState.CANCELLED)
    live.update(state=SignatureState.CANCELLED)
    if document.number is not None:
        with of_record():
            why = _("Cơ quan kết thúc từ ngày %(day)s.") % {"day": f"{on:%d/%m/%Y}"}
        void_number(document.number, reason=why)
    end_request(document, RequestAnswer.WITHDRAWN)
    document.state, document.drawn_from = DocumentState.DRAFT, ""
    document.number, document.number_text, document.dated_on = None, "", None
    for annex in document.annexes.select_related("file").order_by("position"):
        _unsigned(annex, actor)


def _unsigned(annex: Annex, actor: Actor) -> None:
    """The annex as it was brought, in front of what the agency that ended signed."""
    first, newest = annex.file.versions.order_by("number").first(), annex.file.current
    if first is None or newest is None or first.pk == newest.pk:
        return
    again = add_produced(
        annex.file,
        kept=Kept(first.storage_key, first.sha256, first.size),
        name=first.original_name,
        content_type=kinds.PDF,
        pages=first.pages,
        actor=actor,
    )
    ports.defer("documents.check_version", version_id=again.pk)


def _keep_files_with(document: IssuedDocument) -> None:
    """The files are kept by the unit that has the paper now."""
    annexes = [annex.file for annex in document.annexes.select_related("file")]
    for file in (document.file, *annexes):
        file.unit_id = document.unit_id
        file.save(update_fields=["unit"])
