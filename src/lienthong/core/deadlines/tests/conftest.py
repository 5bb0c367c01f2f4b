# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from django.db import transaction

from lienthong.core.deadlines.actions.calendars import load_calendar
from lienthong.core.deadlines.actions.start import start_deadline
from lienthong.core.deadlines.events import DueChanged
from lienthong.core.deadlines.models import Deadline, WorkCalendar
from lienthong.core.references.api import Instrument
from lienthong.core.units.api import Unit, UnitClosure
from lienthong.kernel import clock, events
from lienthong.kernel.actor import Actor

PLATFORM = Actor.platform("test")
WORKING_DAY, HOUR = clock.TimeUnit.WORKING_DAY, clock.TimeUnit.HOUR


def at(text: str) -> datetime:
    """A local time as the absolute moment."""
    return clock.to_aware(datetime.fromisoformat(text))


def local(moment: datetime) -> str:
    """A stored moment as local time to the minute."""
    return clock.to_local(moment).isoformat(timespec="minutes")


@dataclass
class Place:
    """A province with one commune and the default calendar."""

    province: Unit
    commune: Unit
    calendar: WorkCalendar
    decree: Instrument


@pytest.fixture
def place(db: None) -> Place:
    Instrument.objects.get_or_create(
        key="45/2019/QH14", defaults={"title": "Bộ luật Lao động", "kind": "law"}
    )
    decree, _ = Instrument.objects.get_or_create(
        key="61/2018/NĐ-CP", defaults={"title": "Một cửa", "kind": "decree"}
    )
    province, commune = Unit.objects.create(code="P"), Unit.objects.create(code="C")
    for unit, above in ((province, []), (commune, [province])):
        for depth, ancestor in enumerate([unit, *above]):
            UnitClosure.objects.create(ancestor=ancestor, unit=unit, depth=depth)
    revision = load_calendar("default", actor=PLATFORM)
    return Place(province, commune, revision.calendar, decree)


@pytest.fixture
def begin(place: Place) -> Callable[..., Deadline]:
    def start(text: str, amount: int = 5, unit: clock.TimeUnit = WORKING_DAY) -> Deadline:
        with transaction.atomic():
            return start_deadline(clock.Limit(unit, amount), unit_id=place.commune.pk, at=at(text))

    return start


@dataclass
class Heard:
    """The events told during a test."""

    events: list[DueChanged] = field(default_factory=list)

    def moves(self) -> list[tuple[str, str, str]]:
        return [(local(e.due_before), local(e.due_at), e.state) for e in self.events]


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    listeners = events._projections.setdefault(DueChanged, [])
    listeners.append(heard.events.append)
    yield heard
    listeners.remove(heard.events.append)


def days_with(calendar: WorkCalendar, *off: date, basis: str = "Công điện 1") -> dict[str, object]:
    """The newest days of a calendar with more days off."""
    days: dict[str, object] = dict(calendar.revisions.order_by("-id")[0].days)
    more = [
        {"date": day.isoformat(), "kind": "local_off", "name": "nghỉ bão", "legal_basis": basis}
        for day in off
    ]
    return days | {"days": [*days["days"], *more]}  # type: ignore[misc]
