# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Deliveries follow their row in the outbox; officers hear what happened to them and for them."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.access.events import RoleEnding
from lienthong.core.accounts.events import SecondFactorChanged, SignInLocked
from lienthong.core.documents.api import FREE_DOCUMENT
from lienthong.core.documents.events import (
    CertificateEnding,
    DocumentSent,
    DocumentWithdrawn,
    ProofsEnding,
    SigningAsked,
    SigningReturned,
    TemplateIncomplete,
)
from lienthong.core.integration.api import OutgoingState
from lienthong.core.integration.events import OutgoingSettled
from lienthong.core.notifications.enums import DeliveryState
from lienthong.core.notifications.models import MessageDelivery
from lienthong.core.references.events import InstrumentEnding
from lienthong.core.ui.events import ViewGiven
from lienthong.core.units.events import DayBegun, PostEnded
from lienthong.kernel import ports
from lienthong.kernel.events import project, subscribe

_STATES = {
    OutgoingState.WAITING: DeliveryState.WAITING,
    OutgoingState.SENT: DeliveryState.SENT,
    OutgoingState.FAILED: DeliveryState.FAILED,
}


@project(OutgoingSettled)
def follow_outbox(event: OutgoingSettled) -> None:
    """The delivery shows what became of its row."""
    if event.topic != "notifications.delivery":
        return
    state = _STATES[OutgoingState(event.state)]
    MessageDelivery.objects.filter(pk=event.payload["delivery"]).update(
        state=state,
        attempts=event.attempts,
        next_at=event.next_at,
        error=event.error,
        reference=event.reference,
        sent_at=timezone.now() if state == DeliveryState.SENT else None,
    )


@subscribe(SignInLocked)
def tell_lock(event: SignInLocked) -> None:
    """The holder hears that somebody tried wrong passwords."""
    if event.account_id is not None:
        ports.defer(
            "notifications.tell_lock",
            account_id=event.account_id,
            at=timezone.now().isoformat(),
            until=event.until.isoformat(),
        )


@subscribe(SecondFactorChanged)
def tell_second_factor(event: SecondFactorChanged) -> None:
    """The holder hears that the second factor changed."""
    ports.defer(
        "notifications.tell_second_factor",
        account_id=event.account_id,
        at=timezone.now().isoformat(),
        present=event.present,
    )


@subscribe(PostEnded)
def tell_post(event: PostEnded) -> None:
    """The holder hears when a post ends and the rights with it."""
    ports.defer("notifications.tell_post", post_id=event.post_id)


@subscribe(RoleEnding)
def tell_role(event: RoleEnding) -> None:
    """Holders hear that their role is to end, or that it goes on after all."""
    on = event.on.isoformat() if event.on else ""
    at = timezone.now().isoformat()
    ports.defer("notifications.tell_role", role_id=event.role_id, on=on, at=at)


@subscribe(DayBegun)
def tell_ended_roles(event: DayBegun) -> None:
    """Holders hear on the day that their role has ended."""
    ports.defer("notifications.tell_ended_roles", day=event.day.isoformat())


@subscribe(InstrumentEnding)
def tell_instrument(event: InstrumentEnding) -> None:
    """Who keeps what rests on the instrument hears that it ends."""
    ports.defer("notifications.tell_instrument", pk=event.instrument_id, on=event.on.isoformat())


@subscribe(DayBegun)
def tell_ended_instruments(event: DayBegun) -> None:
    """They hear again on the day on which an instrument with things resting on it is over."""
    ports.defer("notifications.tell_ended_instruments", day=event.day.isoformat())


@subscribe(CertificateEnding)
def tell_certificate(event: CertificateEnding) -> None:
    """The holder, or who keeps the seal and the lists, hears that a certificate ends soon."""
    ports.defer(
        "notifications.tell_certificate",
        key=event.key,
        subject=event.subject,
        ends=event.ends.isoformat(),
        account_id=event.account_id,
        unit_id=event.unit_id,
    )


@subscribe(ProofsEnding)
def tell_proofs(event: ProofsEnding) -> None:
    """Administrators hear that documents will soon not prove themselves any more."""
    ports.defer("notifications.tell_proofs", count=event.count, before=event.before.isoformat())


@subscribe(TemplateIncomplete)
def tell_template(event: TemplateIncomplete) -> None:
    """Who keeps print templates hears which of them stops papers, and what it lacks."""
    ports.defer("notifications.tell_template", template=event.template, words=event.words)


@subscribe(SigningAsked)
def tell_signer(event: SigningAsked) -> None:
    """The signer hears that a draft waits for the signature."""
    ports.defer("notifications.tell_signer", document_id=event.document_id)


@subscribe(SigningReturned)
def tell_drafter(event: SigningReturned) -> None:
    """Who drafted the document and who laid it hear what has to change; of a dossier, its app."""
    if event.owner_kind == FREE_DOCUMENT:
        ports.defer("notifications.tell_drafter", document_id=event.document_id)


@subscribe(ViewGiven)
def tell_heir(event: ViewGiven) -> None:
    """Who is to look after a shared view hears of it."""
    ports.defer(
        "notifications.tell_heir",
        view_id=event.view_id,
        name=event.name,
        list_code=event.list_code,
        account_id=event.account_id,
        by=event.by,
        at=event.at.isoformat(),
    )


@subscribe(DocumentSent)
def tell_receivers(event: DocumentSent) -> None:
    """The clerks of the units hear that a document came."""
    ports.defer(
        "notifications.tell_receivers",
        document_id=event.document_id,
        unit_ids=list(event.unit_ids),
    )


@subscribe(DocumentWithdrawn)
def tell_withdrawal(event: DocumentWithdrawn) -> None:
    """The clerks of the units that received it hear that it is to be dropped."""
    ports.defer("notifications.tell_withdrawal", document_id=event.document_id)
