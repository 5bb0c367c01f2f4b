# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What follows when a paper was signed or sealed or could not be, and who is told of what."""

from __future__ import annotations

from lienthong.core.cases.api import EventAudience
from lienthong.core.cases.events import CaseTold, OpinionLapsed, WorkMoved
from lienthong.core.documents.events import (
    DocumentIssued,
    DocumentSigned,
    DocumentTakenOver,
    SignatureFailed,
    SigningReturned,
)
from lienthong.core.integration.api import OutgoingState
from lienthong.core.integration.events import OutgoingSettled
from lienthong.kernel import ports
from lienthong.kernel.events import subscribe
from lienthong.modules.onestop.adapters import population
from lienthong.modules.onestop.adapters.postal import TOPIC
from lienthong.modules.onestop.notifications import OFFICER_TOLD, SILENT

OWNER = "onestop.dossier"


@subscribe(DocumentSigned)
def after_signing(event: DocumentSigned) -> None:
    """The leader's step ends."""
    if event.owner_kind == OWNER:
        _defer("onestop.complete_signing", event.owner_id)


@subscribe(DocumentIssued)
def after_issue(event: DocumentIssued) -> None:
    """The clerk's step ends, the result can be returned."""
    if event.owner_kind == OWNER:
        _defer("onestop.complete_issue", event.owner_id)


@subscribe(SignatureFailed)
def after_failure(event: SignatureFailed) -> None:
    """The step is free again."""
    if event.owner_kind == OWNER:
        _defer("onestop.note_failure", event.owner_id)


@subscribe(SigningReturned)
def after_return(event: SigningReturned) -> None:
    """Who was to initial the paper gave it back: the officer gets the work again."""
    if event.owner_kind == OWNER:
        _defer("onestop.send_back_uninitialled", event.owner_id)


@subscribe(DocumentTakenOver)
def after_taking_over(event: DocumentTakenOver) -> None:
    """A step that waited for a key of the agency that ended is free again."""
    if event.owner_kind == OWNER and event.anew:
        _defer("onestop.note_failure", event.owner_id)


@subscribe(CaseTold)
def after_event(event: CaseTold) -> None:
    """The citizen is told of everything they may read, the officer who leads of answers."""
    if event.kind != OWNER:
        return
    if event.audience == EventAudience.CITIZEN and event.told not in SILENT:
        _tell("onestop.tell_citizen", event)
    if event.told in OFFICER_TOLD:
        _tell("onestop.tell_officer", event)


@subscribe(OpinionLapsed)
def after_lapse(event: OpinionLapsed) -> None:
    """The silence of an asked unit is recorded as consent."""
    if event.kind == OWNER:
        ports.defer(
            "onestop.record_silence", lock=f"case:{event.case_id}", opinion_id=event.opinion_id
        )


@subscribe(OutgoingSettled)
def after_carrying(event: OutgoingSettled) -> None:
    """The shipment shows whether the carrier knows the item."""
    if event.topic == TOPIC and event.state != OutgoingState.WAITING:
        key, failed = event.payload["id"], event.state == OutgoingState.FAILED
        problem = event.error if failed else ""
        ports.defer("onestop.note_registration", lock=key, key=key, problem=problem)


@subscribe(OutgoingSettled)
def after_asking(event: OutgoingSettled) -> None:
    """A question that could not be asked is not waited for any longer."""
    if event.topic == population.TOPIC and event.state == OutgoingState.FAILED:
        asked = {"id": event.payload["id"]}
        ports.defer("onestop.give_up_asking", payload=asked, error=event.error)


@subscribe(WorkMoved)
def after_succession(event: WorkMoved) -> None:
    """Officers of the unit that continues another find the dossier; the others no longer do."""
    if event.kind == OWNER:
        _defer("onestop.find_again", event.case_id)


def _tell(task: str, event: CaseTold) -> None:
    at = event.at.isoformat()
    ports.defer(task, case_id=event.case_id, event_id=event.event_id, at=at)


def _defer(task: str, dossier_id: int | None) -> None:
    ports.defer(task, lock=f"case:{dossier_id}", dossier_id=dossier_id)
