# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Handing messages over: take one, let it go or put it back with a later moment.

Nothing is locked while a partner is spoken to: the message is taken with a lease. A worker that
dies in the middle loses the lease and the message is handed over again, under the same key.
"""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.integration.adapters.carriers import title_of
from lienthong.core.integration.domain.patience import LEASE, REST, next_wait
from lienthong.core.integration.enums import OutgoingState
from lienthong.core.integration.events import OutgoingSettled
from lienthong.core.integration.models import Outgoing, Partner
from lienthong.core.integration.queries import take_waiting
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.events import publish

LONGEST_ERROR = 500


@part_of_act
def partner_by_code(code: str) -> Partner:
    """The partner with the code; made when it is first needed."""
    told = {"title": title_of(code), "made_at": timezone.now()}
    partner, _made = Partner.objects.get_or_create(code=code, defaults=told)
    return partner


@part_of_act
def lease_next(partner_id: int) -> Outgoing | None:
    """The next message that is due, taken for a while; None without one."""
    taken = take_waiting(partner_id, 1)
    if not taken:
        return None
    message = taken[0]
    message.attempts += 1
    message.next_at = timezone.now() + LEASE
    message.save(update_fields=["attempts", "next_at"])
    return message


@part_of_act
def settle_sent(message: Outgoing, *, reference: str) -> None:
    """The partner has it: whoever was left alone for a while is trusted again."""
    message.state, message.done_at, message.error = OutgoingState.SENT, timezone.now(), ""
    rested = Partner.objects.filter(pk=message.partner_id, rests_until__isnull=False)
    rested.update(rests_until=None)
    _settle(message, reference)


@part_of_act
def settle_failed(message: Outgoing, *, error: str, for_good: bool = False) -> None:
    """It was not taken: again later, or never when refused for good or tried often enough."""
    wait = None if for_good else next_wait(message.attempts)
    message.error = error[:LONGEST_ERROR]
    if wait is None:
        message.state, message.done_at = OutgoingState.FAILED, timezone.now()
    else:
        message.next_at = timezone.now() + wait
    _settle(message, "")


@part_of_act
def put_back(message: Outgoing, *, error: str) -> None:
    """It was too early: the attempt does not count."""
    message.attempts -= 1
    message.error = error[:LONGEST_ERROR]
    message.next_at = timezone.now() + REST
    _settle(message, "")


@part_of_act
def let_rest(partner: Partner) -> None:
    """Leave a partner that does not answer alone for a while."""
    Partner.objects.filter(pk=partner.pk).update(rests_until=timezone.now() + REST)


def _settle(message: Outgoing, reference: str) -> None:
    message.save(update_fields=["state", "attempts", "next_at", "error", "done_at"])
    publish(
        OutgoingSettled(
            outgoing_id=message.pk,
            topic=message.topic,
            payload=dict(message.payload),
            state=message.state,
            attempts=message.attempts,
            next_at=None if message.done_at else message.next_at,
            error=message.error,
            reference=reference,
        )
    )
