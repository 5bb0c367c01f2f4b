# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dense tables over the days of a calendar: working days and minutes by binary search.

Days are proleptic ordinals, times are minutes after midnight. A *position* counts what has passed:
working days (``work_position``) or working minutes (``minute_position``) since the table began.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple


class Interval(NamedTuple):
    """Working time from ``opens`` to ``closes``, minutes after midnight."""

    opens: int
    closes: int


Hours = tuple[Interval, ...]


def length(hours: Hours) -> int:
    """Working minutes of one day."""
    return sum(closes - opens for opens, closes in hours)


@dataclass(frozen=True)
class DayTable:
    """Working days in order, with their hours and the minutes worked up to the end of each."""

    workdays: Sequence[int]
    hours: Sequence[Hours]
    ends: Sequence[int]

    @classmethod
    def build(cls, days: Iterable[tuple[int, Hours]]) -> DayTable:
        """A table from (ordinal, hours) of working days in ascending order."""
        rows = list(days)
        hours = [row[1] for row in rows]
        return cls([row[0] for row in rows], hours, list(accumulate(map(length, hours))))

    def without(self, first: int, last: int) -> DayTable:
        """The same table with the days ``first``..``last`` made days off."""
        low, high = bisect_left(self.workdays, first), bisect_right(self.workdays, last)
        hours = [*self.hours[:low], *self.hours[high:]]
        days = [*self.workdays[:low], *self.workdays[high:]]
        return DayTable(days, hours, list(accumulate(map(length, hours))))

    def index(self, day: int) -> int | None:
        """Place of a working day, None for a day off."""
        place = bisect_left(self.workdays, day)
        found = place < len(self.workdays) and self.workdays[place] == day
        return place if found else None

    def work_position(self, day: int) -> int:
        """Working days up to and including ``day``."""
        return bisect_right(self.workdays, day)

    def nth_workday(self, position: int) -> int | None:
        """The working day that brings the position to ``position``, None past the table."""
        return self.workdays[position - 1] if 0 < position <= len(self.workdays) else None

    def next_workday(self, day: int) -> int | None:
        """``day`` itself or the first working day after it, None past the table."""
        return self.nth_workday(bisect_left(self.workdays, day) + 1)

    def closing(self, day: int) -> int:
        """Closing time of a working day. Raises LookupError on a day off."""
        place = self.index(day)
        if place is None:
            raise LookupError(day)
        return self.hours[place][-1].closes

    def minute_position(self, day: int, minute: int) -> int:
        """Working minutes that have passed at ``minute`` of ``day``."""
        place = bisect_left(self.workdays, day)
        passed = self.ends[place - 1] if place else 0
        if place == len(self.workdays) or self.workdays[place] != day:
            return passed
        for opens, closes in self.hours[place]:
            if opens < minute:
                passed += min(minute, closes) - opens
        return passed

    def at_minute(self, position: int) -> tuple[int, int] | None:
        """Day and minute that first reach the position: 11:30, not 13:30; None past the end.

        ``position`` is at least 1.
        """
        place = bisect_left(self.ends, position)
        if place == len(self.ends):
            return None
        rest = position - (self.ends[place - 1] if place else 0)
        for opens, closes in self.hours[place]:
            if rest <= closes - opens:
                return self.workdays[place], opens + rest
            rest -= closes - opens
        raise AssertionError("the ends of a table disagree with its hours")
