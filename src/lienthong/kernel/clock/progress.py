# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a deadline stands: outcome, time left for the chip, last days for the next act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lienthong.kernel.clock.arithmetic import closing_of_position, minutes_at, to_minute
from lienthong.kernel.clock.calendar import WorkCalendar
from lienthong.kernel.clock.enums import ChipState, Outcome, TimeUnit
from lienthong.kernel.clock.rules import rule
from lienthong.kernel.clock.words import span
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import ngettext


@dataclass(frozen=True, slots=True)
class Remaining:
    """What the chip says: days in the deadline's unit, working minutes; negative when late."""

    state: ChipState
    text: str
    days: int
    minutes: int

    def as_dict(self) -> dict[str, str | int]:
        """Plain data for the chip."""
        return {
            "state": self.state.value,
            "words": self.text,
            "days": self.days,
            "minutes": self.minutes,
        }


def outcome(unit: TimeUnit, due_at: datetime, finished_at: datetime) -> Outcome:
    """Early, on time or late by local date; a limit in hours is late by the minute.

    Legal basis: 91/2015/QH13, Điều 148 (a day limit ends at 24:00 of its last day).
    """
    if unit is TimeUnit.HOUR and to_minute(finished_at) > due_at:
        return Outcome.LATE
    if finished_at.date() == due_at.date():
        return Outcome.ON_TIME
    return Outcome.EARLY if finished_at.date() < due_at.date() else Outcome.LATE


def outcome_words(unit: TimeUnit, due_at: datetime, finished_at: datetime, on: WorkCalendar) -> str:
    """``Xong trước hạn``, ``Xong đúng hạn``, ``Xong trễ 1 ngày``."""
    found = outcome(unit, due_at, finished_at)
    if found is Outcome.LATE:
        late = _late(unit, due_at, finished_at, on).text
        return _("Xong %(late)s") % {"late": late[:1].lower() + late[1:]}
    return _("Xong trước hạn") if found is Outcome.EARLY else _("Xong đúng hạn")


def remaining(unit: TimeUnit, due_at: datetime, now: datetime, calendar: WorkCalendar) -> Remaining:
    """Time left or overdue at ``now`` (local), in the words of the chip.

    Days are working days unless the limit is in calendar days or months. Raises ClockError.
    """
    now = to_minute(now)
    calendar.require(min(now.year, due_at.year), max(now.year, due_at.year))
    by_minute = unit is TimeUnit.HOUR
    if now > due_at if by_minute else now.date() > due_at.date():
        return _late(unit, due_at, now, calendar)
    minutes = max(0, minutes_at(calendar, due_at) - minutes_at(calendar, now))
    days = _days(unit, now.date(), due_at.date(), calendar)
    if minutes > rule("due_soon_working_hours", now.date()).value * 60:
        left = ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", days)
        text = left % {"days": days} if days else _left(minutes)
        return Remaining(ChipState.ON_TIME, text, days, minutes)
    text = _left(minutes) if minutes else _last_moments(now, due_at)
    return Remaining(ChipState.DUE_SOON, text, days, minutes)


def _left(minutes: int) -> str:
    return _("Còn %(span)s") % {"span": span(minutes)}


def _last_moments(now: datetime, due_at: datetime) -> str:
    if now.date() == due_at.date():
        return _("Đến hạn hôm nay")
    tomorrow = (due_at.date() - now.date()).days == 1
    return _("Đến hạn ngày mai") if tomorrow else _("Sắp đến hạn")


def _late(unit: TimeUnit, due_at: datetime, now: datetime, calendar: WorkCalendar) -> Remaining:
    days = _days(unit, due_at.date(), now.date(), calendar)
    minutes = max(0, minutes_at(calendar, now) - minutes_at(calendar, due_at))
    day_long = rule("due_soon_working_hours", now.date()).value * 60
    if unit is TimeUnit.HOUR and minutes < day_long:
        text = _("Trễ %(span)s") % {"span": span(max(1, minutes))}
        return Remaining(ChipState.LATE, text, -days, -minutes)
    days = max(1, days)
    text = ngettext("Trễ %(days)s ngày", "Trễ %(days)s ngày", days) % {"days": days}
    return Remaining(ChipState.LATE, text, -days, -minutes)


def _days(unit: TimeUnit, after: date, until: date, calendar: WorkCalendar) -> int:
    if unit in (TimeUnit.DAY, TimeUnit.MONTH):
        return (until - after).days
    table = calendar.table
    return table.work_position(until.toordinal()) - table.work_position(after.toordinal())


def latest_supplement_day(received: date, calendar: WorkCalendar) -> date:
    """Last day on which the agency may ask for a supplement during appraisal.

    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 4.
    """
    calendar.require(received.year, received.year)
    days = rule("supplement_within_working_days", received).value
    position = calendar.table.work_position(received.toordinal()) + days
    found = closing_of_position(calendar, position).date()
    calendar.require(received.year, found.year)
    return found


def latest_apology_day(due_day: date, calendar: WorkCalendar) -> date:
    """Last day for the apology, read safely: a working day at least one calendar day before.

    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
    """
    latest = due_day - timedelta(days=rule("apology_days_before", due_day).value)
    return _workday_at(calendar, calendar.table.work_position(latest.toordinal()), due_day)


def working_days_before(due_day: date, days: int, calendar: WorkCalendar) -> date:
    """The working day ``days`` working days before a due day, for the warnings T-2 and T-1."""
    before = calendar.table.work_position(due_day.toordinal() - 1)
    return _workday_at(calendar, before - days + 1, due_day)


def _workday_at(calendar: WorkCalendar, position: int, until: date) -> date:
    calendar.require(until.year, until.year)
    if position < 1:
        calendar.require(until.year - 1, until.year)
    found = closing_of_position(calendar, position).date()
    calendar.require(found.year, until.year)
    return found
