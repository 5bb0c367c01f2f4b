# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When the acts of a life are done: office hours, haste and delay. Pure, by dice."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from lienthong.demo.lives.chance import Weighted, below
from lienthong.kernel import clock


@dataclass(frozen=True)
class Timetable:
    """``days`` are the working days, in order; nothing happens after ``until``.

    ``waits`` says before each act for how many half days it waits at most, at each speed, and
    ``least`` before which acts it waits so many at least;
    ``stalled`` is the share of lives that stand still somewhere.
    """

    days: Sequence[date]
    until: datetime
    waits: Mapping[str, Sequence[int]]
    speeds: Weighted[int]
    stalled: float
    least: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _place_of_day(self) -> dict[date, int]:
        return {day: place for place, day in enumerate(self.days)}

    def moments(
        self, course: Sequence[str], start: datetime, dice: random.Random
    ) -> tuple[datetime, ...]:
        """When each act is done, up to the end of the span or to where the life stands still."""
        speed, waits = self.speeds.pick(dice), self.waits
        last = len(course)
        if dice.random() < self.stalled:
            last = dice.randint(1, len(course))
        moments = [start]
        for act in course[1:last]:
            most = waits.get(act, waits["default"])[speed]
            moment = self._after(moments[-1], _between(dice, self.least.get(act, 0), most), dice)
            if moment >= self.until:
                break
            moments.append(moment)
        return tuple(moments)

    def working_day(self, day: date, later: int) -> date:
        """So many working days after a day; no later than the last one known."""
        while day not in self._place_of_day:
            day += timedelta(days=1)
        return self.days[min(self._place_of_day[day] + later, len(self.days) - 1)]

    def _after(self, moment: datetime, halves: int, dice: random.Random) -> datetime:
        """So many half working days later, in office hours, and never before."""
        local = moment.astimezone(clock.VIETNAM)
        day, hour = local.date(), local.hour
        while day not in self._place_of_day:
            day, hour = day + timedelta(days=1), 0
        half = (0 if hour < 12 else 1) + halves
        place = self._place_of_day[day] + half // 2
        found = self._in_half(place, half % 2, dice)
        if found > moment:
            return found
        later = moment + timedelta(minutes=_between(dice, 2, 25), seconds=below(dice, 60))
        if later.astimezone(clock.VIETNAM).hour < 17:
            return later
        return self._in_half(place + 1, 0, dice)

    def _in_half(self, place: int, half: int, dice: random.Random) -> datetime:
        day = self.days[min(place, len(self.days) - 1)]
        begin, length = (7 * 60 + 30, 240) if half == 0 else (13 * 60 + 30, 205)
        minutes = begin + below(dice, length)
        return datetime(
            day.year, day.month, day.day, minutes // 60, minutes % 60, below(dice, 60),
            below(dice, 1_000) * 1000, tzinfo=clock.VIETNAM,
        )  # fmt: skip

    def at(self, day: date, hour: int, dice: random.Random) -> datetime:
        """A moment within the hour of a day."""
        return datetime(
            day.year, day.month, day.day, hour, below(dice, 60), below(dice, 60),
            below(dice, 1_000) * 1000, tzinfo=clock.VIETNAM,
        )  # fmt: skip


def _between(dice: random.Random, least: int, most: int) -> int:
    """A whole number, both ends among them."""
    return least + below(dice, most - least + 1)
