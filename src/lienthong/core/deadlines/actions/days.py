# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Single days of a calendar: days off, swaps, and taking them back; a job moves open deadlines.

Legal basis: 45/2019/QH14, Điều 112.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.deadlines.actions.calendars import revise_calendar
from lienthong.core.deadlines.domain.days import (
    Days,
    entry_of,
    with_days_off,
    with_swap,
    without_day,
    without_others,
)
from lienthong.core.deadlines.models import CalendarRevision, WorkCalendar
from lienthong.core.deadlines.permissions import REVISE
from lienthong.core.deadlines.queries.calendars import latest_revision
from lienthong.core.references.api import Instrument
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold, mark_of_values
from lienthong.kernel.errors import InvalidInput, StaleVersion

LONGEST = 31


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off in a row, all for one reason and on one ground."""

    first: date
    last: date
    kind: str
    name: str
    instrument: Instrument

    def applied_to(self, days: Days) -> Days:
        """The calendar with these days. Raises ``InvalidInput``."""
        if not 0 <= (self.last - self.first).days < LONGEST:
            told = _("Từ 1 đến 31 ngày, ngày cuối không trước ngày đầu.")
            raise InvalidInput(fields={"last": told})
        basis = self.instrument.key
        return with_days_off(
            days, self.first, self.last, kind=self.kind, name=self.name, basis=basis
        )


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day off, worked on a rest day instead."""

    off: date
    work: date
    name: str
    instrument: Instrument

    def applied_to(self, days: Days) -> Days:
        """The calendar with the swap. Raises ``InvalidInput``."""
        if self.off == self.work:
            raise InvalidInput(fields={"work": _("Hai ngày phải khác nhau.")})
        basis = self.instrument.key
        return with_swap(days, self.off, self.work, name=self.name, basis=basis)


@dataclass(frozen=True, slots=True)
class OrdinaryDay:
    """A special day becomes ordinary again; a swap goes with its other half.

    ``seen`` is the mark of what was special about it; empty asks for nothing.
    """

    day: date
    instrument: Instrument
    seen: str = ""

    def applied_to(self, days: Days) -> Days:
        """The calendar without it. Raises ``StaleVersion``.

        Raises ``InvalidInput`` when nothing is special about it.
        """
        if entry_of(days, self.day) is None:
            told = _("Ngày này không có gì đặc biệt trong lịch.")
            raise InvalidInput(fields={"day": told})
        _require(days, self.day, self.seen)
        return without_day(days, self.day)


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A special day gives way to another: another kind, name or ground, or another swap.

    ``seen`` is the mark of what was special about it; empty asks for nothing.
    """

    day: date
    by: DaysOff | Swap
    seen: str = ""

    def applied_to(self, days: Days) -> Days:
        """The calendar with the other. Raises ``InvalidInput``, ``StaleVersion``."""
        _require(days, self.day, self.seen)
        return self.by.applied_to(without_day(days, self.day))


@dataclass(frozen=True, slots=True)
class OnlyDays:
    """Special days that are not among these become ordinary again, as another calendar has it."""

    days: frozenset[date]
    instrument: Instrument

    def applied_to(self, days: Days) -> Days:
        """The calendar without the others; a swap goes with its other half."""
        return without_others(days, self.days)


def _require(days: Days, day: date, seen: str) -> None:
    """Raises ``StaleVersion`` when the day is not as it was seen."""
    if seen and mark_of_values(entry_of(days, day)) != seen:
        raise StaleVersion


@action(REVISE)
def change_days(
    calendar: WorkCalendar,
    *,
    change: DaysOff | Swap | OrdinaryDay | OtherDay | OnlyDays,
    seen: str = "",
    actor: Actor,
) -> CalendarRevision:
    """Put the changed calendar into use as its newest revision, on the ground of the change.

    Raises ``InvalidInput`` when it makes no calendar, ``StaleVersion`` when somebody was faster.
    """
    locked = hold(calendar, seen=seen)
    days = change.applied_to(latest_revision(locked).days)
    ground = change.by if isinstance(change, OtherDay) else change
    instrument_id = ground.instrument.pk
    return revise_calendar(locked, days=days, instrument_id=instrument_id, actor=actor)


@action(REVISE)
def copy_calendar(
    code: str,
    *,
    name: str,
    like: WorkCalendar,
    only: frozenset[date] | None = None,
    actor: Actor,
) -> WorkCalendar:
    """A calendar of one's own that begins like another, with ``only`` these of its special days.

    Raises ``InvalidInput``.
    """
    if WorkCalendar.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có lịch dùng.")})
    newest = latest_revision(like)
    made = WorkCalendar.objects.create(code=code, name=name)
    days: Days = {**newest.days, "code": code, "name": name}
    days = days if only is None else without_others(days, only)
    revise_calendar(made, days=days, instrument_id=newest.instrument_id, actor=actor)
    return made


@action(REVISE)
def align_calendar(
    calendar: WorkCalendar,
    *,
    name: str,
    only: frozenset[date] | None,
    seen: str = "",
    actor: Actor,
) -> WorkCalendar:
    """The calendar is called and has only special days as another installation says of it.

    Raises ``StaleVersion``.
    """
    renamed = rename_calendar(calendar, name=name, seen=seen, actor=actor)
    newest = latest_revision(renamed)
    there = {date.fromisoformat(entry["date"]) for entry in newest.days["days"]}
    if only is not None and there - only:
        change = OnlyDays(only, newest.instrument)
        change_days(renamed, change=change, actor=actor)
    return renamed


@action(REVISE)
def rename_calendar(
    calendar: WorkCalendar, *, name: str, seen: str = "", actor: Actor
) -> WorkCalendar:
    """The calendar is called otherwise; its days stay. Raises ``StaleVersion``."""
    locked = hold(calendar, seen=seen)
    locked.name = name
    locked.save(update_fields=["name"])
    return locked
