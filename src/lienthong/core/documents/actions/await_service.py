# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signatures that wait until a silent service answers again, and go on by themselves.

One of those that wait for a service asks it from time to time; the others follow once it answered.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from lienthong.core.documents.actions.sign import fail_signature
from lienthong.core.documents.domain.signatures import GIVEN_UP
from lienthong.core.documents.models import IssuedDocument, Signature
from lienthong.core.documents.permissions import WORK, WORK_ON
from lienthong.core.documents.queries import locked_document
from lienthong.core.documents.queries.failures import (
    awaited,
    first_of_each,
    to_ask,
    waiting_for_service,
)
from lienthong.core.documents.rules import takes_answer
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor


@action(WORK)
def let_wait(signature: Signature, *, failure: str, actor: Actor) -> Signature:
    """Note what a signature waits for; nothing was signed, and the signer need not ask again.

    One that was given up meanwhile stays so.
    """
    locked_document(signature.document)
    signature = Signature.objects.select_for_update(of=("self",)).get(pk=signature.pk)
    if takes_answer(signature):
        signature.failure, signature.asked_at = failure[:300], None
        signature.save(update_fields=["failure", "asked_at"])
    return signature


@action(WORK)
def ask_services(purpose: str, *, actor: Actor) -> int:
    """Have one signature of each silent service ask it again; return how many services."""
    firsts = [one.pk for one in first_of_each(waiting_for_service())]
    return _ask(waiting_for_service().filter(pk__in=firsts), leads=True)


@action(WORK_ON)
def ask_again(document: IssuedDocument, *, actor: Actor) -> int:
    """Who signs or initials has the service asked at once that it waits for; return how many."""
    return _ask(_own(waiting_for_service(), document, actor), leads=True)


@action(WORK_ON)
def stop_waiting(document: IssuedDocument, *, actor: Actor) -> int:
    """Who signs, initials or seals waits no longer: it can be done again, also in another way.

    Also while the service is being asked, from the first time on: what it answers then is dropped.
    Return how many signatures were given up; one that was made meanwhile stands.
    """
    locked_document(document)
    mine = list(_own(awaited(), document, actor))
    for one in mine:
        why = one.failure or GIVEN_UP
        fail_signature(one, failure=why, actor=Actor.platform(why))
    return len(mine)


def _own(
    signatures: QuerySet[Signature], document: IssuedDocument, actor: Actor
) -> QuerySet[Signature]:
    return signatures.filter(document=document, account_id=actor.account_id or 0)


@action(WORK)
def follow_signature(signature: Signature, *, actor: Actor) -> int:
    """The service answered this signature: all others that wait ask now. Return how many."""
    return _ask(waiting_for_service(), leads=False)


@part_of_act
def _ask(signatures: QuerySet[Signature], *, leads: bool) -> int:
    """Order the jobs of those that are not being asked already, and note when."""
    asked = list(to_ask(signatures).select_for_update(of=("self",)))
    Signature.objects.filter(pk__in=[one.pk for one in asked]).update(asked_at=timezone.now())
    for one in asked:
        lock = one.document.job_lock
        ports.defer("documents.apply_signature", lock=lock, signature_id=one.pk, leads=leads)
    return len(asked)
