# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything sent over a bad line arrives: once, in order, nothing missing, nothing more.

The line drops, repeats, reorders and delays one message in a hundred each, and loses one answer
in a hundred. 100,000 messages before a release, 500 on every change.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from resource import RUSAGE_SELF, getrusage

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.integration.adapters.carriers import PartnerAwayError, _carriers
from lienthong.core.integration.adapters.handlers import _handlers
from lienthong.core.integration.api import (
    Incoming,
    Outgoing,
    Partner,
    accept_incoming,
    enqueue,
    register_carrier,
    register_handler,
)
from lienthong.kernel.ports import tasks
from lienthong.testing.sizes import some

COUNT = len(some(range(100_000), 500))
KEYS = max(COUNT // 100, 5)
FAULTS = ("drop", "lost", "repeat", "reorder", "delay")
LATE = 40  # messages that overtake a delayed one


class BadLine:
    """Takes what is handed over, and delivers it to the other side's inbox, badly.

    One message in a hundred meets each fault, in a fixed turn, so that a failure can be repeated.
    """

    def __init__(self, there: Partner) -> None:
        self.there = there
        self.handed = 0
        self.met: Counter[str] = Counter()
        self.held: list[tuple[int, Outgoing]] = []
        self.unanswered: set[int] = set()

    def carry(self, message: Outgoing) -> str:
        """Hand one message over. Raises ``PartnerAwayError`` when no answer comes back."""
        self.handed += 1
        fault = dict(enumerate(FAULTS)).get(self.handed % 100, "")
        self.met[fault] += 1
        if fault in {"drop", "lost"}:
            self.unanswered.add(message.pk)
        if fault == "drop":
            raise PartnerAwayError("mất giữa đường")
        if fault in {"reorder", "delay"}:
            self.held.append((self.handed + (1 if fault == "reorder" else LATE), message))
        else:
            self.deliver(message)
        if fault == "repeat":
            self.deliver(message)
        self.let_go(self.handed)
        if fault == "lost":
            raise PartnerAwayError("mất câu trả lời")
        return f"nhận-{message.pk}"

    def answer_again(self) -> None:
        """What got no answer is tried once more at once, as after the pause."""
        Outgoing.objects.filter(pk__in=self.unanswered).update(next_at=timezone.now())
        Partner.objects.update(rests_until=None)
        self.unanswered.clear()

    def let_go(self, moment: int) -> None:
        """Deliver what was held back until this moment."""
        ready = [one for one in self.held if one[0] <= moment]
        self.held = [one for one in self.held if one[0] > moment]
        for _until, message in ready:
            self.deliver(message)

    def deliver(self, message: Outgoing) -> None:
        """Put it into the inbox of the other side."""
        with transaction.atomic():
            accept_incoming(
                self.there,
                message_id=message.dedupe_key,
                payload=message.payload,
                ordering_key=message.ordering_key,
                sequence=message.payload["sequence"],
            )


@pytest.fixture
def ends() -> Iterator[tuple[Partner, Partner]]:
    yield (
        Partner.objects.create(code="day", title="Bên gửi"),
        Partner.objects.create(code="kia", title="Bên nhận"),
    )
    _carriers.pop("day", None)
    _handlers.pop("kia", None)


@pytest.mark.release
@pytest.mark.timeout(7200)
@pytest.mark.django_db(transaction=True)
def test_bad_line_ends_with_zero_differences(
    ends: tuple[Partner, Partner], record_property: Callable[[str, object], None]
) -> None:
    here, there = ends
    line = BadLine(there)
    ledger: dict[str, list[int]] = defaultdict(list)
    register_carrier("day", "Bên gửi", line.carry)
    register_handler("kia", lambda told: ledger[told.ordering_key].append(told.payload["sequence"]))
    began, sent = time.process_time(), write_everything(here)

    while Outgoing.objects.filter(done_at__isnull=True).exists():
        tasks()["integration.carry"](partner="day")
        line.answer_again()
    line.let_go(line.handed + LATE)
    tasks()["integration.handle"](partner="kia")

    assert dict(ledger) == sent
    assert Incoming.objects.filter(state="done").count() == Incoming.objects.count() == COUNT
    assert set(Outgoing.objects.order_by().values_list("state", flat=True).distinct()) == {"sent"}
    assert {fault for fault in FAULTS if line.met[fault] >= COUNT // 100} == set(FAULTS)
    record_property("cpu_seconds", round(time.process_time() - began, 1))
    record_property("memory_mib", getrusage(RUSAGE_SELF).ru_maxrss // 1024)
    record_property("faults", dict(line.met))


def write_everything(here: Partner) -> dict[str, list[int]]:
    """Put all messages into the outbox, key by key in turn; what must arrive."""
    sent: dict[str, list[int]] = defaultdict(list)
    for start in range(0, COUNT, 1000):
        with transaction.atomic():
            for number in range(start, min(start + 1000, COUNT)):
                key, sequence = f"viec-{number % KEYS}", number // KEYS + 1
                enqueue(
                    here,
                    topic="thu",
                    ordering_key=key,
                    dedupe_key=f"{key}:{sequence}",
                    payload={"sequence": sequence},
                )
                sent[key].append(sequence)
    return dict(sent)
