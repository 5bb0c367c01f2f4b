# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has to do with a document beside those who see the books of its agency."""

from __future__ import annotations

from django.db.models import Q

from lienthong.core.access.api import reach, reach_of, reachable_unit_ids
from lienthong.core.documents.domain.free import FREE_DOCUMENT
from lienthong.core.documents.models import (
    IssuedDocument,
    Recipient,
    RequestPurpose,
    SigningRequest,
)
from lienthong.core.documents.permissions import INITIAL, SIGN, VIEW_BOOKS
from lienthong.kernel.actor import Actor, Holding

NEEDS = {
    RequestPurpose.CONTENT: INITIAL,
    RequestPurpose.FORM: INITIAL,
    RequestPurpose.SIGN: SIGN,
}
"""The right that each signature needs; of the secretary only that the minutes name him."""


def takes_part(actor: Actor, document: IssuedDocument) -> bool:
    """Return whether an officer drafted it, is asked to sign it, or received it."""
    if not actor.is_officer:
        return False
    if document.owner_kind == FREE_DOCUMENT and document.drafted_by_id == actor.account_id:
        return True
    received = Recipient.objects.filter(received_by_units(actor), document=document)
    return was_asked(actor, document) or received.exists()


def was_asked(actor: Actor, document: IssuedDocument) -> bool:
    """Return whether an officer is or was asked to initial or sign it."""
    asked = SigningRequest.objects.filter(asked_of(actor), document=document)
    return actor.is_officer and asked.exists()


def received_by_units(actor: Actor) -> Q:
    """What was sent to the actor's unit, or to an agency whose books the actor sees."""
    own = Q(unit_id=actor.unit_id or 0)
    kept = reachable_unit_ids(reach(actor, VIEW_BOOKS))
    within = Q(unit__isnull=False) if kept is None else Q(unit_id__in=kept)
    return (own | within) & Q(sent_at__isnull=False)


def asked_of(actor: Actor) -> Q:
    """What is asked of the actor: by name, or of a lender whose role that signs there was lent.

    Being the secretary of minutes is nothing that is lent. Legal basis: 30/2020/NĐ-CP, Điều 13.
    """
    found = Q(signer_id=actor.account_id)
    for held in actor.holdings:
        if held.from_account_id is not None:
            found |= _lent(held)
    return found


def is_asked_of(actor: Actor, request: SigningRequest) -> bool:
    """Return whether the request is the actor's to answer."""
    if request.signer_id == actor.account_id:
        return True
    return SigningRequest.objects.filter(asked_of(actor), pk=request.pk).exists()


def answering(actor: Actor, request: SigningRequest) -> Actor:
    """Return the actor as one who answers it in the place of whoever was asked.

    Who acts for himself, in his own right, still does.
    """
    if actor.on_behalf_of_id in {None, request.signer_id}:
        return actor
    lent = (one for one in actor.holdings if one.from_account_id == request.signer_id)
    held = next(lent, None)
    return actor.for_holding(held) if held is not None else actor


def _lent(held: Holding) -> Q:
    purposes = [one for one, right in NEEDS.items() if right.code in held.permissions]
    asked = Q(signer_id=held.from_account_id, purpose__in=purposes)
    units = reachable_unit_ids(reach_of([held]))
    if units is None:
        return asked
    return asked & (Q(document__unit_id__in=units) | Q(document__agency_id__in=units))
