# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Due dates from a start and a limit. Local times without zone, cut to the minute.

Legal basis: 91/2015/QH13, Điều 147 and 148 (the day of the event is not counted; a last day that is
a day off moves to the end of the next working day); 61/2018/NĐ-CP, Điều 18 (cut-off).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time

from lienthong.kernel.clock.calendar import WorkCalendar
from lienthong.kernel.clock.enums import TimeUnit
from lienthong.kernel.clock.errors import ClockError


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit as a procedure states it; ``cutoff`` overrides the calendar's for same-day."""

    unit: TimeUnit
    amount: int
    cutoff: time | None = None

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or self.amount < 1:
            raise ClockError("bad_amount", "Thời hạn phải là số nguyên từ 1 trở lên.")
        if self.unit is TimeUnit.SAME_DAY and self.amount != 1:
            raise ClockError("bad_amount", "Thời hạn trong ngày chỉ nhận số 1.")


def due(
    start: datetime,
    amount: int,
    unit: TimeUnit,
    calendar: WorkCalendar,
    *,
    cutoff: time | None = None,
) -> datetime:
    """The due moment of a limit that starts at ``start``; closing time for day units.

    Raises ClockError ``bad_amount``, ``timezone_given``, ``year_without_calendar``.
    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    return due_of(Limit(unit, amount, cutoff), to_minute(start), calendar)


def to_minute(at: datetime) -> datetime:
    """A local time cut to the minute. Raises ClockError ``timezone_given`` for an aware one."""
    if at.tzinfo is not None:
        raise ClockError("timezone_given", "Hãy ghi giờ địa phương, không kèm múi giờ.")
    return at.replace(second=0, microsecond=0)


def due_of(limit: Limit, start: datetime, calendar: WorkCalendar) -> datetime:
    """The due moment of a limit; ``start`` is already cut to the minute."""
    calendar.require(start.year, start.year)
    found = _due(limit, start, calendar)
    calendar.require(start.year, found.year)
    return found


def _due(limit: Limit, start: datetime, calendar: WorkCalendar) -> datetime:
    day = start.toordinal()
    if limit.unit is TimeUnit.WORKING_DAY:
        return closing_of_position(calendar, calendar.table.work_position(day) + limit.amount)
    if limit.unit is TimeUnit.HOUR:
        return at_minute_position(calendar, minutes_at(calendar, start) + limit.amount * 60)
    if limit.unit is TimeUnit.SAME_DAY:
        return roll(calendar, day if _before_cutoff(limit, start, calendar) else day + 1)
    if limit.unit is TimeUnit.DAY:
        return roll(calendar, day + limit.amount)
    return roll(calendar, _months_later(start, limit.amount, calendar))


def cutoff_of(limit: Limit, calendar: WorkCalendar) -> time:
    """The cut-off that applies to a same-day limit."""
    return limit.cutoff or calendar.cutoff


def _before_cutoff(limit: Limit, start: datetime, calendar: WorkCalendar) -> bool:
    """Whether the day of reception still serves; a desk that closes earlier decides earlier."""
    if calendar.table.index(start.toordinal()) is None:
        return True
    cutoff = cutoff_of(limit, calendar)
    last = min(cutoff.hour * 60 + cutoff.minute, calendar.table.closing(start.toordinal()))
    return start.hour * 60 + start.minute <= last


def nominal_end(limit: Limit, start: datetime, calendar: WorkCalendar) -> date:
    """The last day of a limit in calendar days or months before it moves off a day off."""
    if limit.unit is TimeUnit.MONTH:
        return date.fromordinal(_months_later(start, limit.amount, calendar))
    return date.fromordinal(start.toordinal() + limit.amount)


def _months_later(start: datetime, amount: int, calendar: WorkCalendar) -> int:
    years, month = divmod(start.month - 1 + amount, 12)
    year = start.year + years
    if year > MAXYEAR:
        raise calendar.past_end()
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def roll(calendar: WorkCalendar, day: int) -> datetime:
    """Closing time of the day, or of the next working day when it is a day off."""
    found = calendar.table.next_workday(day)
    if found is None:
        raise calendar.past_end()
    return _closing(calendar, found)


def closing_of_position(calendar: WorkCalendar, position: int) -> datetime:
    """Closing time of the working day at a position of the legal layer."""
    found = calendar.table.nth_workday(position)
    if found is None:
        raise calendar.past_end()
    return _closing(calendar, found)


def minutes_at(calendar: WorkCalendar, at: datetime) -> int:
    """Working minutes of the legal layer that have passed at a moment."""
    return calendar.table.minute_position(at.toordinal(), at.hour * 60 + at.minute)


def at_minute_position(calendar: WorkCalendar, position: int) -> datetime:
    """The moment at which a number of working minutes has passed."""
    found = calendar.table.at_minute(position)
    if found is None:
        raise calendar.past_end()
    return _moment(*found)


def _closing(calendar: WorkCalendar, day: int) -> datetime:
    return _moment(day, calendar.table.closing(day))


def _moment(day: int, minute: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(minute // 60, minute % 60))
