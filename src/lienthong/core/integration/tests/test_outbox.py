# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The outbox: a message exists exactly if its act does, and never overtakes its forerunner."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.integration.api import (
    Incoming,
    Outgoing,
    Partner,
    accept_incoming,
    enqueue,
    take_waiting,
)
from lienthong.testing.threads import PATIENCE, together, values


@pytest.fixture
def partner(db: None) -> Partner:
    return Partner.objects.create(code="cong-quoc-gia", title="Cổng Dịch vụ công quốc gia")


def send(partner: Partner, key: str, number: int, **changes: Any) -> Outgoing:
    with transaction.atomic():
        message = enqueue(
            partner,
            topic="dossier.state",
            ordering_key=key,
            dedupe_key=f"{key}-{number}",
            payload={"number": number},
        )
    an_hour_ago = timezone.now() - timedelta(hours=1)  # before the test's own transaction
    for name, value in ({"next_at": an_hour_ago} | changes).items():
        setattr(message, name, value)
    message.save()
    return message


def take(partner: Partner, limit: int = 20) -> list[str]:
    with transaction.atomic():
        return [message.dedupe_key for message in take_waiting(partner.pk, limit)]


def finish(dedupe_key: str) -> None:
    Outgoing.objects.filter(dedupe_key=dedupe_key).update(done_at=timezone.now(), state="sent")


def test_only_the_first_of_each_key_is_taken(partner: Partner) -> None:
    for key, number in (("a", 1), ("a", 2), ("b", 1), ("a", 3)):
        send(partner, key, number)

    assert take(partner) == ["a-1", "b-1"]
    finish("a-1")
    assert sorted(take(partner)) == ["a-2", "b-1"]


def test_message_that_must_wait_holds_back_those_behind_it(partner: Partner) -> None:
    send(partner, "a", 1, next_at=timezone.now() + timedelta(minutes=5))
    send(partner, "a", 2)
    send(partner, "b", 1)

    assert take(partner) == ["b-1"]


def test_messages_of_another_partner_are_left_alone(partner: Partner) -> None:
    other = Partner.objects.create(code="khac", title="Nơi khác")
    send(other, "a", 1)

    assert take(partner) == []
    assert take(other) == ["a-1"]


def test_same_message_again_changes_nothing(partner: Partner) -> None:
    first = send(partner, "a", 1)
    with transaction.atomic():
        again = enqueue(
            partner, topic="t", ordering_key="z", dedupe_key="a-1", payload={"number": 9}
        )

    assert (again.pk, again.payload) == (first.pk, {"number": 1})
    assert Outgoing.objects.count() == 1


def test_message_of_an_undone_act_does_not_exist(partner: Partner) -> None:
    with transaction.atomic():
        send(partner, "a", 1)
        transaction.set_rollback(True)

    assert not Outgoing.objects.exists()


def test_incoming_message_is_taken_once(partner: Partner) -> None:
    with transaction.atomic():
        taken = [accept_incoming(partner, message_id="m1", payload={"n": n}) for n in (1, 2)]

    assert taken == [True, False]
    assert Incoming.objects.get().payload == {"n": 1}


@pytest.mark.django_db(transaction=True)
def test_what_one_worker_holds_another_skips_and_does_not_overtake() -> None:
    partner = Partner.objects.create(code="cong", title="Cổng")
    for key, number in (("a", 1), ("a", 2), ("b", 1)):
        send(partner, key, number)
    held, may_end = threading.Event(), threading.Event()

    def first() -> list[str]:
        with transaction.atomic():
            messages = [message.dedupe_key for message in take_waiting(partner.pk, 1)]
            held.set()
            assert may_end.wait(PATIENCE)
            finish(messages[0])
        return messages

    def second() -> list[str]:
        assert held.wait(PATIENCE)
        found = take(partner)
        may_end.set()
        return found

    assert values(together([first, second])) == [["a-1"], ["b-1"]]
    assert sorted(take(partner)) == ["a-2", "b-1"]


@pytest.mark.django_db(transaction=True)
def test_several_workers_send_everything_once_and_in_order() -> None:
    partner = Partner.objects.create(code="cong", title="Cổng")
    for number in range(8):
        for key in "abc":
            send(partner, key, number)
    sent: list[str] = []

    def work() -> None:
        while Outgoing.objects.filter(done_at__isnull=True).exists():
            with transaction.atomic():
                for message in take_waiting(partner.pk, 2):
                    sent.append(message.dedupe_key)
                    finish(message.dedupe_key)

    values(together([work] * 4))

    for key in "abc":
        assert [one for one in sent if one.startswith(key)] == [f"{key}-{n}" for n in range(8)]


moves = st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=20)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
def test_order_holds_whatever_fails_on_the_way(
    partner: Partner, moves: list[tuple[str, bool]]
) -> None:
    Outgoing.objects.all().delete()
    for number, (key, _) in enumerate(moves):
        send(partner, key, number)
    sent: list[int] = []
    fails = {f"{key}-{number}": fails for number, (key, fails) in enumerate(moves)}
    while messages := take(partner, 3):
        for name in messages:
            if fails.pop(name, False):
                continue  # sent again later
            sent.append(int(name[2:]))
            finish(name)

    for key in "ab":
        mine = [number for number, (other, _) in enumerate(moves) if other == key]
        assert [number for number in sent if number in mine] == mine
