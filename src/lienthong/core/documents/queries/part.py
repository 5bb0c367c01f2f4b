# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has to do with a document beside those who see the books of its agency."""

from __future__ import annotations

from django.db.models import Q

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.documents.domain.free import FREE_DOCUMENT
from lienthong.core.documents.models import IssuedDocument, Recipient, SigningRequest
from lienthong.core.documents.permissions import VIEW_BOOKS
from lienthong.kernel.actor import Actor


def takes_part(actor: Actor, document: IssuedDocument) -> bool:
    """Return whether an officer drafted it, is asked to sign it, or received it."""
    if not actor.is_officer:
        return False
    if document.owner_kind == FREE_DOCUMENT and document.drafted_by_id == actor.account_id:
        return True
    asked = SigningRequest.objects.filter(document=document, signer_id__in=_selves(actor))
    return (
        asked.exists()
        or Recipient.objects.filter(received_by_units(actor), document=document).exists()
    )


def received_by_units(actor: Actor) -> Q:
    """What was sent to the actor's unit, or to an agency whose books the actor sees."""
    own = Q(unit_id=actor.unit_id or 0)
    kept = reachable_unit_ids(reach(actor, VIEW_BOOKS))
    within = Q(unit__isnull=False) if kept is None else Q(unit_id__in=kept)
    return (own | within) & Q(sent_at__isnull=False)


def _selves(actor: Actor) -> list[int]:
    return [one for one in (actor.account_id, actor.on_behalf_of_id) if one is not None]
