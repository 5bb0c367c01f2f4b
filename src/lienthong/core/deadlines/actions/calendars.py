# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put calendars into use, give them to units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from lienthong.core.deadlines.domain.days import changes_between
from lienthong.core.deadlines.events import CalendarRevised
from lienthong.core.deadlines.models import CalendarAssignment, CalendarRevision, WorkCalendar
from lienthong.core.deadlines.permissions import ASSIGN, REVISE
from lienthong.core.references.api import Instrument
from lienthong.core.units.api import Unit
from lienthong.kernel import clock
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish


@action(REVISE)
def load_calendar(code: str, *, actor: Actor) -> CalendarRevision:
    """The packaged calendar as the newest revision; unchanged data make none.

    A job then moves the open deadlines, as after ``revise_calendar``.
    Raises ``InvalidInput`` for an unknown code, ``LookupError`` when its instrument is not loaded.
    Legal basis: 45/2019/QH14, Điều 112.
    """
    try:
        value = clock.packaged_calendar(code)
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    calendar, _created = WorkCalendar.objects.get_or_create(
        code=value.code, defaults={"name": value.name}
    )
    return _revised(calendar, clock.to_dict(value), _instrument(value.instrument), actor)


@action(REVISE)
def revise_calendar(
    calendar: WorkCalendar, *, days: Mapping[str, Any], instrument_id: int, actor: Actor
) -> CalendarRevision:
    """Put new calendar data into use; a job then moves the open deadlines.

    Raises ``InvalidInput`` when the data are no calendar. Legal basis: 45/2019/QH14, Điều 112.
    """
    try:
        value = clock.from_dict(days)
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    instrument = Instrument.objects.get(pk=instrument_id)
    return _revised(calendar, clock.to_dict(value), instrument, actor)


@action(ASSIGN)
def assign_calendar(
    unit: Unit, *, calendar: WorkCalendar, valid_from: date, instrument_id: int | None, actor: Actor
) -> CalendarAssignment:
    """Give a unit its calendar from a day; the one in use ends that day.

    Raises ``InvalidInput`` when a later or equal assignment exists.
    """
    rows = CalendarAssignment.objects.filter(unit=unit).order_by("-valid_from")
    latest = rows.select_for_update(of=("self",)).first()
    if latest is not None and latest.valid_from >= valid_from:
        raise InvalidInput(code="assignment_exists")
    if latest is not None and (latest.valid_to is None or latest.valid_to > valid_from):
        latest.valid_to = valid_from
        latest.save(update_fields=["valid_to"])
    return CalendarAssignment.objects.create(
        unit=unit, calendar=calendar, valid_from=valid_from, instrument_id=instrument_id
    )


def _revised(
    calendar: WorkCalendar, days: dict[str, Any], instrument: Instrument, actor: Actor
) -> CalendarRevision:
    WorkCalendar.objects.select_for_update(of=("self",)).get(pk=calendar.pk)
    latest = calendar.revisions.order_by("-made_at", "-id").first()
    if latest is not None and latest.days == days:
        return latest
    made = CalendarRevision.objects.create(
        calendar=calendar, made_at=timezone.now(), days=days, instrument=instrument
    )
    made.told = changes_between(latest.days, days) if latest is not None else {}
    publish(
        CalendarRevised(
            calendar_id=calendar.pk, revision_id=made.pk, approved_by_id=actor.account_id
        )
    )
    return made


def _instrument(key: str) -> Instrument:
    found = Instrument.objects.filter(key=key).first()
    if found is None:
        raise LookupError(key)
    return found
