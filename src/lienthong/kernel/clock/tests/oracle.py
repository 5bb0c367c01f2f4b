# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A slow, plain second opinion on the legal clock, and strategies for calendars of ten years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from lienthong.kernel.clock import (
    CalendarYear,
    DayKind,
    Interval,
    SpecialDay,
    TimeUnit,
    WorkCalendar,
)

FIRST_YEAR, LAST_YEAR = 2024, 2033
OFFICE = (Interval(420, 690), Interval(810, 1020))
MORNING = (Interval(420, 690),)
WEEKS = (
    (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ()),
    (OFFICE, OFFICE, OFFICE, OFFICE, MORNING, (), ()),
    (OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, MORNING, ()),
)
_DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
MOMENTS = st.datetimes(
    datetime.fromisoformat(f"{FIRST_YEAR}-01-01"),
    datetime.fromisoformat(f"{LAST_YEAR - 2}-12-31T23:59"),
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """A calendar of ten years with random days off and swapped rest days."""
    week = draw(st.sampled_from(WEEKS))
    picked = draw(st.sets(_DAYS, max_size=60))
    days = tuple(
        SpecialDay(
            day,
            draw(st.sampled_from([DayKind.HOLIDAY, DayKind.LOCAL_OFF]))
            if week[day.weekday()]
            else DayKind.SWAPPED_WORK,
            f"ngày {day:%d/%m}",
            "Quyết định thử",
        )
        for day in sorted(picked)
    )
    years = tuple(CalendarYear(year, "thử") for year in range(FIRST_YEAR, LAST_YEAR + 1))
    return WorkCalendar("test", "Lịch thử", week, week, time(15), "", years, days)


def slow_due(start: datetime, amount: int, unit: TimeUnit, calendar: WorkCalendar) -> datetime:
    """The due moment, one day or one minute at a time."""
    start = start.replace(second=0, microsecond=0)
    if unit is TimeUnit.HOUR:
        return _hours(start, amount, calendar)
    if unit is TimeUnit.WORKING_DAY:
        return _close(_later_workday(start.date(), amount, calendar), calendar)
    if unit is TimeUnit.SAME_DAY:
        hours = calendar.legal_hours(start.date())
        in_time = start.time() <= calendar.cutoff
        in_time = in_time and (not hours or start.hour * 60 + start.minute <= hours[-1].closes)
        return _rolled(start.date() if in_time else start.date() + timedelta(days=1), calendar)
    if unit is TimeUnit.DAY:
        return _rolled(start.date() + timedelta(days=amount), calendar)
    year, month = start.year, start.month
    for _ in range(amount):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return _rolled(date(year, month, min(start.day, monthrange(year, month)[1])), calendar)


def _later_workday(day: date, amount: int, calendar: WorkCalendar) -> date:
    while amount:
        day += timedelta(days=1)
        amount -= bool(calendar.legal_hours(day))
    return day


def _rolled(day: date, calendar: WorkCalendar) -> datetime:
    while not calendar.legal_hours(day):
        day += timedelta(days=1)
    return _close(day, calendar)


def _close(day: date, calendar: WorkCalendar) -> datetime:
    closes = calendar.legal_hours(day)[-1].closes
    return datetime.combine(day, time()) + timedelta(minutes=closes)


def _hours(at: datetime, amount: int, calendar: WorkCalendar) -> datetime:
    left = amount * 60
    while left:
        minute = at.hour * 60 + at.minute
        hours = calendar.legal_hours(at.date())
        left -= any(opens <= minute < closes for opens, closes in hours)
        at += timedelta(minutes=1)
    return at
