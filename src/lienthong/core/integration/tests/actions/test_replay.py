# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dead letters go once more with a reason; the inbox does what it was told in order, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.integration.actions.carry import lease_next, settle_failed, settle_sent
from lienthong.core.integration.adapters.carriers import (
    PartnerAwayError,
    UndeliverableError,
    _carriers,
)
from lienthong.core.integration.adapters.handlers import _handlers
from lienthong.core.integration.api import (
    Circuit,
    Incoming,
    Outgoing,
    Partner,
    Sought,
    accept_incoming,
    enqueue,
    find_incoming,
    find_outgoing,
    health_of_partners,
    register_carrier,
    register_handler,
    replay_incoming,
    replay_outgoing,
)
from lienthong.core.integration.permissions import REPLAY
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.ports import tasks
from lienthong.testing.outbox import carry, let_time_pass

ADMINISTRATOR = Actor.platform("quản trị")
WHY = "Đối tác đã sửa xong địa chỉ"


@pytest.fixture
def partner(db: None) -> Iterator[Partner]:
    yield Partner.objects.create(code="truc", title="Trục văn bản")
    _carriers.pop("truc", None)
    _handlers.pop("truc", None)


def send(partner: Partner, number: int, **changes: Any) -> Outgoing:
    with transaction.atomic():
        made = enqueue(
            partner,
            topic="thu",
            ordering_key="k",
            dedupe_key=f"tin-{number}",
            payload={"number": number},
        )
    let_time_pass()
    Outgoing.objects.filter(pk=made.pk).update(**changes)
    return made


def test_dead_letter_goes_once_more_and_says_why(partner: Partner) -> None:
    told: list[int] = []

    def refuse(message: Outgoing) -> str:
        raise UndeliverableError("không nhận")

    register_carrier("truc", "Trục văn bản", refuse)
    dead = send(partner, 1)
    carry("truc")
    dead.refresh_from_db()
    assert (dead.state, dead.error) == ("failed", "không nhận")

    with pytest.raises(InvalidInput):
        replay_outgoing(dead, reason="vì", actor=ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        replay_outgoing(dead, reason=WHY, actor=Actor.anonymous())
    replay_outgoing(dead, reason=WHY, actor=ADMINISTRATOR.acting(purpose=WHY))
    with pytest.raises(IllegalState):
        replay_outgoing(dead, reason=WHY, actor=ADMINISTRATOR)

    def take(message: Outgoing) -> str:
        told.append(message.pk)
        return "ok"

    register_carrier("truc", "Trục văn bản", take)
    let_time_pass()
    carry("truc")

    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.replays, told) == ("sent", 1, 1, [dead.pk])
    record = AuditRecord.objects.get(permission=REPLAY.code)
    assert (record.purpose, record.subject_id) == (WHY, dead.pk)
    assert "payload" not in record.changes


def test_health_tells_lag_errors_circuit_and_last_success(partner: Partner) -> None:
    now = timezone.now()
    hour = now - timedelta(hours=1)
    send(partner, 1, state="sent", done_at=hour)
    send(partner, 2, state="sent", done_at=now - timedelta(days=2))
    send(partner, 3, state="failed", done_at=hour)
    oldest = send(partner, 4, created_at=hour, attempts=2, error="không trả lời")
    send(partner, 5, attempts=1)
    given_back = now - timedelta(days=2)
    send(partner, 6, attempts=3, error="đã ngừng nối", next_at=given_back, created_at=now)
    Incoming.objects.create(partner=partner, message_id="a", payload={}, state="failed")
    Partner.objects.update(rests_until=now + timedelta(seconds=9))
    Partner.objects.create(code="an", title="Yên ổn")

    troubled, calm = health_of_partners(now)

    assert (troubled.partner, calm.partner.code) == (partner, "an")
    assert (troubled.waiting, troubled.retrying, troubled.dead) == (3, 1, 1)
    assert (troubled.oldest_at, troubled.last_success) == (hour, hour)
    assert (troubled.tried_lately, troubled.error_rate, calm.error_rate) == (3, 2 / 3, None)
    assert (troubled.unhandled, troubled.dead_incoming) == (0, 1)
    assert (troubled.circuit, calm.circuit) == (Circuit.OPEN, Circuit.CLOSED)
    assert [troubled.is_troubled, calm.is_troubled] == [True, False]
    later = now + timedelta(minutes=1)
    assert health_of_partners(later)[0].circuit == Circuit.TRYING
    with transaction.atomic():
        leased = lease_next(partner.pk)
        assert leased is not None
        assert leased.pk == oldest.pk
        settle_sent(leased, reference="")
    assert health_of_partners(later)[0].circuit == Circuit.CLOSED
    Partner.objects.filter(pk=partner.pk).update(is_active=False)
    assert health_of_partners(later)[0].circuit == Circuit.OFF


def test_messages_are_found_by_partner_state_and_any_part_of_a_key(partner: Partner) -> None:
    first, second = send(partner, 1), send(partner, 22, state="sent", done_at=timezone.now())
    taken = Incoming.objects.create(partner=partner, message_id="su-kien-7", payload={})

    assert find_outgoing(Sought(), most=9) == [second, first]
    assert find_outgoing(Sought(partner="truc", text="N-22"), most=9) == [second]
    assert find_outgoing(Sought(state="waiting"), most=9) == [first]
    assert find_outgoing(Sought(before=second.pk), most=9) == [first]
    assert find_outgoing(Sought(partner="khac"), most=9) == []
    assert find_incoming(Sought(text="kien"), most=9) == [taken]


def test_inbox_does_in_order_what_arrived_out_of_order(partner: Partner) -> None:
    done: list[tuple[str, int]] = []
    broken = {("a", 2)}

    def handle(message: Incoming) -> None:
        one = (message.ordering_key, message.sequence or 0)
        if one in broken:
            raise IllegalState("chưa làm được")
        done.append(one)

    register_handler("truc", handle)
    arrivals = [("a", 3), ("b", 1), ("a", 1), ("a", 1), ("a", 2), ("", None)]
    for key, sequence in arrivals:
        with transaction.atomic():
            accept_incoming(
                partner,
                message_id=f"{key}{sequence}",
                payload={},
                ordering_key=key,
                sequence=sequence,
            )
        tasks()["integration.handle"](partner="truc")

    assert done == [("b", 1), ("a", 1), ("a", 3), ("", 0)]
    dead = Incoming.objects.get(state="failed")
    assert (dead.message_id, dead.error) == ("a2", "chưa làm được")
    broken.clear()
    replay_incoming(dead, reason=WHY, actor=ADMINISTRATOR)
    tasks()["integration.handle"](partner="truc")
    assert done[-1] == ("a", 2)
    dead.refresh_from_db()
    assert (dead.state, dead.error, dead.replays) == ("done", "", 1)
    _handlers.pop("truc")
    Incoming.objects.update(state="failed")
    with pytest.raises(IllegalState):
        replay_incoming(dead, reason=WHY, actor=ADMINISTRATOR)


def test_given_up_after_the_last_attempt_is_a_dead_letter(partner: Partner) -> None:
    def away(message: Outgoing) -> str:
        raise PartnerAwayError("im lặng")

    register_carrier("truc", "Trục văn bản", away)
    message = send(partner, 1, attempts=7)
    carry("truc")
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 8)
    with transaction.atomic():
        settle_failed(message, error="x" * 900, for_good=True)
    assert len(message.error) == 500
