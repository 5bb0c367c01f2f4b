# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Working calendars: plain values, one per unit, valid for the years they name.

Two layers: *legal* working hours decide limits, *reception* hours only say when the desk is open.
Legal basis: 45/2019/QH14, Điều 112; 91/2015/QH13, Điều 147 and 148.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cached_property

from lienthong.kernel.clock.enums import DayKind
from lienthong.kernel.clock.errors import ClockError
from lienthong.kernel.clock.tables import DayTable, Hours

_CACHED_CUTS = 256
Week = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]


@dataclass(frozen=True)
class SpecialDay:
    """A date that differs from the ordinary week, with its name and its reason in law."""

    day: date
    kind: DayKind
    name: str
    legal_basis: str
    to_be_confirmed: bool = False
    swapped_with: date | None = None
    hours: Hours = ()

    @property
    def is_off(self) -> bool:
        """False only for a rest day that became a working day."""
        return self.kind is not DayKind.SWAPPED_WORK


@dataclass(frozen=True)
class CalendarYear:
    """A year whose days off are known; provisional until the official notice is loaded."""

    year: int
    legal_basis: str
    provisional: bool = False
    to_be_confirmed: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """Working hours by weekday (Monday first), special days and known years of one calendar."""

    code: str
    name: str
    hours: Week
    reception: Week
    cutoff: time
    cutoff_basis: str
    years: tuple[CalendarYear, ...]
    days: tuple[SpecialDay, ...] = ()
    instrument: str = ""
    _off: tuple[int, int] | None = field(default=None, repr=False)
    _base: WorkCalendar | None = field(default=None, repr=False, compare=False)

    @cached_property
    def by_day(self) -> dict[date, SpecialDay]:
        """Special days by date."""
        return {special.day: special for special in self.days}

    @cached_property
    def by_year(self) -> dict[int, CalendarYear]:
        """Known years by number."""
        return {known.year: known for known in self.years}

    @cached_property
    def table(self) -> DayTable:
        """The legal layer as a table."""
        if self._base is not None and self._off is not None:
            return self._base.table.without(*self._off)
        return DayTable.build(self._legal_days())

    @cached_property
    def offs(self) -> tuple[list[int], list[SpecialDay]]:
        """Days off that fall on a day of the ordinary working week: ordinals and entries."""
        found = sorted(
            (s for s in self.days if s.is_off and self.hours[s.day.weekday()]),
            key=lambda s: s.day,
        )
        return [s.day.toordinal() for s in found], found

    @cached_property
    def swaps(self) -> tuple[list[int], list[SpecialDay]]:
        """Rest days that became working days: ordinals and entries."""
        found = sorted((s for s in self.days if not s.is_off), key=lambda s: s.day)
        return [s.day.toordinal() for s in found], found

    @cached_property
    def rest_weekdays(self) -> tuple[int, ...]:
        """Weekdays without ordinary working hours (0 = Monday)."""
        return tuple(number for number, hours in enumerate(self.hours) if not hours)

    @cached_property
    def _cut(self) -> dict[tuple[date, date], WorkCalendar]:
        return {}

    def _legal_days(self) -> Iterator[tuple[int, Hours]]:
        for year in sorted(self.by_year):
            for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
                hours = self.legal_hours(date.fromordinal(ordinal))
                if hours:
                    yield ordinal, hours

    def legal_hours(self, day: date) -> Hours:
        """Legal working hours of a date, empty on a day off."""
        special = self.by_day.get(day)
        if special is None:
            return self.hours[day.weekday()]
        return () if special.is_off else self.swapped_hours(special)

    def swapped_hours(self, special: SpecialDay) -> Hours:
        """Hours of a swapped working day: its own, else those of the day it replaces."""
        if special.hours:
            return special.hours
        if special.swapped_with is not None:
            return self.hours[special.swapped_with.weekday()]
        return next((hours for hours in self.hours if hours), ())

    def reception_hours(self, day: date) -> Hours:
        """When the desk is open; a Saturday morning here is no working day for limits."""
        special = self.by_day.get(day)
        if special is None:
            return self.reception[day.weekday()]
        return () if special.is_off else self.swapped_hours(special)

    def is_working(self, day: date) -> bool:
        """Whether a date is a legal working day. Raises ClockError for an unknown year."""
        self.require(day.year, day.year)
        return bool(self.legal_hours(day))

    def require(self, first: int, last: int) -> None:
        """Refuse years without a calendar."""
        for year in range(first, last + 1):
            if year not in self.by_year:
                raise ClockError("year_without_calendar", f"Chưa có lịch làm việc năm {year}.")

    def past_end(self) -> ClockError:
        """The refusal for a limit that runs beyond the last known year."""
        last = max(self.by_year, default=0)
        return ClockError(
            "year_without_calendar",
            f"Thời hạn vượt quá năm {last}, năm cuối đã có lịch làm việc.",
        )

    def is_provisional(self, first: int, last: int) -> bool:
        """Whether any of the years still waits for its official notice."""
        return any(self.by_year[year].provisional for year in range(first, last + 1))

    def days_off_between(self, after: int, until: int) -> list[SpecialDay]:
        """Days off on ordinary working weekdays in (after, until], by ordinal."""
        return _between(self.offs, after, until)

    def swaps_between(self, after: int, until: int) -> list[SpecialDay]:
        """Swapped working days in (after, until], by ordinal."""
        return _between(self.swaps, after, until)

    def with_days_off(
        self, first: date, last: date, *, name: str = "", legal_basis: str = ""
    ) -> WorkCalendar:
        """This calendar after the dates ``first``..``last`` were announced as days off."""
        key = (first, last)
        if not name and key in self._cut:
            return self._cut[key]
        self.require(first.year, last.year)
        low, high = first.toordinal(), last.toordinal()
        kept = tuple(s for s in self.days if not first <= s.day <= last or s.is_off)
        taken = {s.day for s in kept}
        added = tuple(
            SpecialDay(day, DayKind.HOLIDAY, name or "theo thông báo mới", legal_basis)
            for day in map(date.fromordinal, range(low, high + 1))
            if day not in taken
        )
        cut = replace(self, days=kept + added, _off=(low, high), _base=self)
        if not name:
            if len(self._cut) >= _CACHED_CUTS:
                self._cut.clear()
            self._cut[key] = cut
        return cut


def _between(found: tuple[list[int], list[SpecialDay]], after: int, until: int) -> list[SpecialDay]:
    ordinals, specials = found
    return specials[bisect_right(ordinals, after) : bisect_right(ordinals, until)]
