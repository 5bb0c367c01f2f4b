# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lienthong.kernel.clock import (
    ClockError,
    Limit,
    TimeUnit,
    WorkCalendar,
    due,
    from_dict,
    packaged_calendar,
    to_dict,
)
from lienthong.kernel.clock.arithmetic import minutes_at
from lienthong.kernel.clock.tests.oracle import MOMENTS, calendars, slow_due

DEFAULT = packaged_calendar("default")
UNITS = st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.DAY, TimeUnit.HOUR])


@settings(max_examples=120, deadline=None)
@given(calendars(), st.lists(MOMENTS, min_size=3, max_size=3), st.integers(1, 60))
def test_due_when_any_calendar_then_agrees_with_counting_one_by_one(
    calendar: WorkCalendar, starts: list[datetime], amount: Any
) -> None:
    for start in starts:
        for unit in (TimeUnit.WORKING_DAY, TimeUnit.DAY):
            assert due(start, amount, unit, calendar) == slow_due(start, amount, unit, calendar)
        same = slow_due(start, 1, TimeUnit.SAME_DAY, calendar)
        assert due(start, 1, TimeUnit.SAME_DAY, calendar) == same
        months = amount % 20 + 1
        assert due(start, months, TimeUnit.MONTH, calendar) == slow_due(
            start, months, TimeUnit.MONTH, calendar
        )


@settings(max_examples=40, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 20))
def test_due_when_hours_then_agrees_with_counting_minutes(
    calendar: WorkCalendar, start: datetime, amount: Any
) -> None:
    found = due(start, amount, TimeUnit.HOUR, calendar)
    assert found == slow_due(start, amount, TimeUnit.HOUR, calendar)
    begin = start.replace(second=0, microsecond=0)
    assert minutes_at(calendar, found) - minutes_at(calendar, begin) == amount * 60


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, MOMENTS, st.integers(1, 40), UNITS)
def test_due_when_started_later_then_never_earlier(
    calendar: WorkCalendar, one: datetime, other: datetime, amount: Any, unit: TimeUnit
) -> None:
    first, second = sorted((one, other))
    assert due(first, amount, unit, calendar) <= due(second, amount, unit, calendar)


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 40), UNITS)
def test_due_when_longer_then_never_earlier_and_in_working_time(
    calendar: WorkCalendar, start: datetime, amount: Any, unit: TimeUnit
) -> None:
    found = due(start, amount, unit, calendar)
    assert found <= due(start, amount + 1, unit, calendar)
    assert calendar.is_working(found.date())
    assert found > start


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 20), st.integers(1, 20))
def test_due_when_working_days_in_two_parts_then_same_as_one(
    calendar: WorkCalendar, start: datetime, first: int, second: int
) -> None:
    half = due(start, first, TimeUnit.WORKING_DAY, calendar)
    whole = due(start, first + second, TimeUnit.WORKING_DAY, calendar)
    assert due(half, second, TimeUnit.WORKING_DAY, calendar) == whole


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 40), UNITS, st.integers(0, 60))
def test_due_when_more_days_off_then_never_earlier(
    calendar: WorkCalendar, start: datetime, amount: Any, unit: TimeUnit, after: int
) -> None:
    off = start.date() + timedelta(days=after)
    less = calendar.with_days_off(off, off)
    assume(calendar.is_working(off))
    assert due(start, amount, unit, less) >= due(start, amount, unit, calendar)


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [
        ("2024-12-31T10:00", 3, TimeUnit.DAY),
        ("2024-12-31T10:00", 3, TimeUnit.WORKING_DAY),
        ("2027-12-31T10:00", 1, TimeUnit.WORKING_DAY),
        ("2027-12-31T16:00", 2, TimeUnit.HOUR),
        ("2027-12-31T16:00", 1, TimeUnit.SAME_DAY),
        ("2027-12-01T16:00", 32, TimeUnit.DAY),
        ("2026-01-05T16:00", 10**30, TimeUnit.MONTH),
        ("2026-01-05T16:00", 10**30, TimeUnit.DAY),
        ("2026-01-05T16:00", 10**30, TimeUnit.HOUR),
        ("9999-12-31T23:59", 1, TimeUnit.DAY),
        ("0001-01-01T00:00", 1, TimeUnit.MONTH),
    ],
)
def test_due_when_year_has_no_calendar_then_refused(
    start: str, amount: Any, unit: TimeUnit
) -> None:
    with pytest.raises(ClockError) as refusal:
        due(datetime.fromisoformat(start), amount, unit, DEFAULT)
    assert refusal.value.code == "year_without_calendar"


def test_due_when_a_year_is_missing_in_between_then_refused() -> None:
    years = tuple(year for year in DEFAULT.years if year.year != 2026)
    days = tuple(special for special in DEFAULT.days if special.day.year != 2026)
    start = datetime.fromisoformat("2025-12-31T10:00")
    with pytest.raises(ClockError, match="2026"):
        due(start, 3, TimeUnit.WORKING_DAY, replace(DEFAULT, years=years, days=days))


@pytest.mark.parametrize("amount", [0, -1, True, 1.0, "3", None])
def test_limit_when_amount_is_no_whole_number_then_refused(amount: Any) -> None:
    with pytest.raises(ClockError) as refusal:
        Limit(TimeUnit.DAY, amount)
    assert refusal.value.code == "bad_amount"


def test_limit_when_same_day_is_not_one_then_refused() -> None:
    with pytest.raises(ClockError) as refusal:
        Limit(TimeUnit.SAME_DAY, 2)
    assert refusal.value.code == "bad_amount"


def test_due_when_zone_is_given_then_refused() -> None:
    with pytest.raises(ClockError) as refusal:
        due(datetime(2026, 11, 20, 10, tzinfo=UTC), 3, TimeUnit.DAY, DEFAULT)
    assert refusal.value.code == "timezone_given"


def test_same_day_when_desk_closes_before_cutoff_then_next_day() -> None:
    mornings = to_dict(DEFAULT)
    mornings["hours"] = {day: hours[:1] for day, hours in mornings["hours"].items()}
    start = datetime.fromisoformat("2026-11-19T14:00")
    found = due(start, 1, TimeUnit.SAME_DAY, from_dict(mornings))
    assert found == datetime.fromisoformat("2026-11-20T11:30")
