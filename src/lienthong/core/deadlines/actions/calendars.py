# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put calendars into use, give them to units, recompute open deadlines after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lienthong.core.deadlines.actions.adjust import Change, adjustment_row, tell
from lienthong.core.deadlines.enums import AdjustmentKind, Reason
from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    Deadline,
    DueAdjustment,
    WorkCalendar,
)
from lienthong.core.deadlines.permissions import ASSIGN, REVISE
from lienthong.core.deadlines.queries.calendars import calendar_value, latest_revision
from lienthong.core.deadlines.queries.changes import Recomputed, open_deadlines
from lienthong.core.deadlines.queries.reckoning import current_revision, due_of
from lienthong.core.references.api import Instrument
from lienthong.core.units.api import Unit
from lienthong.kernel import clock
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class RecomputationReport:
    """What a new revision did to the open deadlines of its calendar."""

    revision_id: int
    looked_at: int
    changed: tuple[Recomputed, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data: how many were looked at, before and after of those that moved."""
        return {
            "revision_id": self.revision_id,
            "looked_at": self.looked_at,
            "changed": [change.as_dict() for change in self.changed],
        }


@action(REVISE)
def load_calendar(code: str, *, actor: Actor) -> CalendarRevision:
    """The packaged calendar as the newest revision; unchanged data make none.

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
    return _revised(calendar, clock.to_dict(value), _instrument(value.instrument))


@action(REVISE)
def revise_calendar(
    calendar: WorkCalendar, *, days: Mapping[str, Any], instrument_id: int, actor: Actor
) -> CalendarRevision:
    """Put new calendar data into use; ``recompute_calendar`` then moves the open deadlines.

    Raises ``InvalidInput`` when the data are no calendar. Legal basis: 45/2019/QH14, Điều 112.
    """
    try:
        value = clock.from_dict(days)
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    return _revised(calendar, clock.to_dict(value), Instrument.objects.get(pk=instrument_id))


@action(REVISE)
def recompute_calendar(calendar: WorkCalendar, *, actor: Actor) -> RecomputationReport:
    """Recompute the open deadlines of a calendar by its newest revision, never the closed ones.

    Raises ``InvalidInput`` when the revision lacks a needed year; then nothing moved.
    """
    revision = latest_revision(calendar)
    rows: list[DueAdjustment] = []
    changed: list[Recomputed] = []
    for deadline in open_deadlines(calendar, lock=True):
        if current_revision(deadline).pk == revision.pk:
            continue
        row = _recompute(deadline, revision, actor)
        rows.append(row)
        if row.due_after != row.due_before:
            before, after = clock.to_local(row.due_before), clock.to_local(row.due_after)
            changed.append(Recomputed(deadline, before, after))
    DueAdjustment.objects.bulk_create(rows, batch_size=_BATCH)
    for change in changed:
        _move(change)
    return RecomputationReport(revision.pk, len(rows), tuple(changed))


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
    calendar: WorkCalendar, days: dict[str, Any], instrument: Instrument
) -> CalendarRevision:
    WorkCalendar.objects.select_for_update(of=("self",)).get(pk=calendar.pk)
    latest = calendar.revisions.order_by("-made_at", "-id").first()
    if latest is not None and latest.days == days:
        return latest
    return CalendarRevision.objects.create(
        calendar=calendar, made_at=timezone.now(), days=days, instrument=instrument
    )


def _instrument(key: str) -> Instrument:
    found = Instrument.objects.filter(key=key).first()
    if found is None:
        raise LookupError(key)
    return found


def _recompute(deadline: Deadline, revision: CalendarRevision, actor: Actor) -> DueAdjustment:
    wanted = clock.Adjustment(clock.AdjustmentKind.CALENDAR, calendar=calendar_value(revision))
    try:
        applied = due_of(deadline, [wanted]).applied[-1]
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    change = Change(
        AdjustmentKind.CALENDAR,
        Reason.NEW_CALENDAR,
        revision.instrument_id,
        approved_by_id=actor.account_id,
    )
    return adjustment_row(deadline, change, applied, revision=revision)


def _move(change: Recomputed) -> None:
    before, change.deadline.due_at = change.deadline.due_at, clock.to_aware(change.after)
    change.deadline.save(update_fields=["due_at"])
    tell(change.deadline, before)
