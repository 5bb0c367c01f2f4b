# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""By when papers are handed over: the same day, or early on the next working day.

Local Vietnamese times without zone. Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lienthong.kernel import clock

LONGEST_REST = 60
"""Days after which a calendar without a working day is taken for wrong."""


@dataclass(frozen=True, slots=True)
class HandOverRule:
    """Received until ``cutoff``: by closing time; later: within ``minutes`` of the next day."""

    cutoff: time
    minutes: int


def latest_moment(start: datetime, rule: HandOverRule, calendar: clock.WorkCalendar) -> datetime:
    """The latest moment to hand over what was received at ``start``.

    Raises ``ClockError`` when a year has no calendar.
    """
    today = start.date()
    hours = calendar.legal_hours(today) if calendar.is_working(today) else ()
    closes = hours[-1].closes if hours else 0
    if hours and start.time() <= rule.cutoff and _minute(start) <= closes:
        return _at(today, closes)
    day = _next_working(today, calendar)
    return _at(day, calendar.legal_hours(day)[0].opens + rule.minutes)


def _next_working(after: date, calendar: clock.WorkCalendar) -> date:
    for distance in range(1, LONGEST_REST):
        day = after + timedelta(days=distance)
        if calendar.is_working(day):
            return day
    raise calendar.past_end()


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60))
