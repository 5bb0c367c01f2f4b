# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from lienthong.kernel import events
from lienthong.kernel.events import Event, OutsideTransaction, project, publish, subscribe


@dataclass(frozen=True, slots=True, kw_only=True)
class SomethingHappened(Event):
    """Only for these tests."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SomethingSpecialHappened(SomethingHappened):
    """A narrower event."""


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Declares a deferral before projections, in an order that must not matter."""
    said: list[str] = []
    subscribe(SomethingHappened)(lambda event: said.append(f"deferral {event.number}"))
    project(SomethingHappened)(lambda event: said.append(f"first projection {event.number}"))
    project(SomethingHappened)(lambda event: said.append(f"second projection {event.number}"))
    subscribe(SomethingSpecialHappened)(lambda event: said.append("special deferral"))
    yield said
    for kind in (SomethingHappened, SomethingSpecialHappened):
        events._projections.pop(kind, None)
        events._deferrals.pop(kind, None)


@pytest.mark.django_db
def test_publish_tells_projections_before_deferrals_in_declared_order(heard: list[str]) -> None:
    with transaction.atomic():
        publish(SomethingHappened(number=7))

    assert heard == ["first projection 7", "second projection 7", "deferral 7"]


@pytest.mark.django_db
def test_publish_when_event_is_narrower_then_listeners_of_the_wider_hear_it_too(
    heard: list[str],
) -> None:
    publish(SomethingSpecialHappened(number=1))

    assert heard == [
        "first projection 1",
        "second projection 1",
        "special deferral",
        "deferral 1",
    ]


@pytest.mark.django_db(transaction=True)
def test_publish_when_outside_a_transaction_then_is_refused_and_nobody_hears(
    heard: list[str],
) -> None:
    with pytest.raises(OutsideTransaction, match="SomethingHappened"):
        publish(SomethingHappened(number=1))

    assert heard == []


@pytest.mark.django_db
def test_publish_when_a_listener_fails_then_the_act_fails(heard: list[str]) -> None:
    def refuse(event: SomethingHappened) -> None:
        raise LookupError(event.number)

    project(SomethingHappened)(refuse)

    with pytest.raises(LookupError), transaction.atomic():
        publish(SomethingHappened(number=3))

    assert heard == ["first projection 3", "second projection 3"]


def test_declaration_when_repeated_then_counts_once(heard: list[str]) -> None:
    listener = events.listeners(SomethingHappened)[0]
    project(SomethingHappened)(listener)

    assert len(events.listeners(SomethingHappened)) == 3
