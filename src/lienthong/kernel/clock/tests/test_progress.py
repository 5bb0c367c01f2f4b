# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthong.kernel.clock import (
    ChipState,
    ClockError,
    Outcome,
    TimeUnit,
    WorkCalendar,
    due,
    latest_apology_day,
    outcome,
    outcome_words,
    packaged_calendar,
    remaining,
    working_days_before,
)
from lienthong.kernel.clock.tests.oracle import MOMENTS, calendars

DEFAULT = packaged_calendar("default")
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("unit", "due_at", "now", "state", "text"),
    [
        ("working_day", "2026-11-26T17:00", "2026-11-20T10:41", "on_time", "Còn 3 ngày"),
        ("working_day", "2026-11-26T17:00", "2026-11-25T16:00", "on_time", "Còn 1 ngày"),
        ("working_day", "2026-11-26T17:00", "2026-11-26T07:00", "due_soon", "Còn 8 giờ"),
        ("working_day", "2026-11-26T17:00", "2026-11-26T14:20:30", "due_soon", "Còn 2 giờ 40"),
        ("working_day", "2026-11-26T17:00", "2026-11-26T16:15", "due_soon", "Còn 45 phút"),
        ("working_day", "2026-11-26T17:00", "2026-11-26T18:00", "due_soon", "Đến hạn hôm nay"),
        ("working_day", "2026-11-26T17:00", "2026-11-27T07:30", "late", "Trễ 1 ngày"),
        ("working_day", "2026-11-20T17:00", "2026-11-21T07:30", "late", "Trễ 1 ngày"),
        ("working_day", "2026-11-20T17:00", "2026-11-25T07:30", "late", "Trễ 2 ngày"),
        ("day", "2026-11-30T17:00", "2026-11-20T10:00", "on_time", "Còn 10 ngày"),
        ("day", "2026-11-20T17:00", "2026-11-25T07:30", "late", "Trễ 5 ngày"),
        ("hour", "2026-11-23T16:00", "2026-11-20T16:00", "due_soon", "Còn 8 giờ"),
        ("hour", "2026-11-24T16:00", "2026-11-23T06:00", "due_soon", "Còn 8 giờ"),
        ("hour", "2026-11-26T16:00", "2026-11-23T15:00", "on_time", "Còn 2 ngày"),
        ("hour", "2026-11-23T16:00", "2026-11-25T08:00", "late", "Trễ 2 giờ"),
        ("hour", "2026-11-23T17:00", "2026-11-23T20:00", "late", "Trễ 1 phút"),
        ("hour", "2026-11-20T16:00", "2026-11-26T08:00", "late", "Trễ 3 ngày"),
    ],
)
def test_remaining_speaks_the_words_of_the_chip(
    unit: str, due_at: str, now: str, state: str, text: str
) -> None:
    found = remaining(TimeUnit(unit), at(due_at), at(now), DEFAULT)
    assert (found.state.value, found.text) == (state, text)


def test_remaining_when_year_has_no_calendar_then_refused() -> None:
    with pytest.raises(ClockError):
        remaining(TimeUnit.DAY, at("2027-12-30T17:00"), at("2028-01-03T10:00"), DEFAULT)


@pytest.mark.parametrize(
    ("unit", "finished", "found", "words"),
    [
        ("working_day", "2026-11-25T23:00", "early", "Xong trước hạn"),
        ("working_day", "2026-11-26T23:00", "on_time", "Xong đúng hạn"),
        ("working_day", "2026-11-27T00:00", "late", "Xong trễ 1 ngày"),
        ("hour", "2026-11-26T17:00", "on_time", "Xong đúng hạn"),
        ("hour", "2026-11-27T09:00", "late", "Xong trễ 2 giờ"),
    ],
)
def test_outcome_is_by_date_and_for_hours_by_minute(
    unit: str, finished: str, found: str, words: str
) -> None:
    due_at = at("2026-11-26T17:00")
    assert outcome(TimeUnit(unit), due_at, at(finished)) is Outcome(found)
    assert outcome_words(TimeUnit(unit), due_at, at(finished), DEFAULT) == words


def test_latest_days_when_year_before_is_unknown_then_refused() -> None:
    with pytest.raises(ClockError):
        latest_apology_day(date(2025, 1, 2), DEFAULT)
    with pytest.raises(ClockError):
        working_days_before(date(2025, 1, 3), 5, DEFAULT)


@settings(max_examples=80, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 30), MOMENTS)
def test_remaining_is_late_exactly_after_the_due_date(
    calendar: WorkCalendar, start: datetime, amount: int, now: datetime
) -> None:
    due_at = due(start, amount, TimeUnit.WORKING_DAY, calendar)
    found = remaining(TimeUnit.WORKING_DAY, due_at, now, calendar)
    assert (found.state is ChipState.LATE) == (now.date() > due_at.date())
    late = outcome(TimeUnit.WORKING_DAY, due_at, now) is Outcome.LATE
    assert late == (found.state is ChipState.LATE)
    assert found.minutes >= 0 or found.state is ChipState.LATE
