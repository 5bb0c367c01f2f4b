# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthong.kernel.clock import (
    Adjustment,
    AdjustmentKind,
    ClockError,
    DayKind,
    Due,
    Limit,
    SpecialDay,
    TimeUnit,
    WorkCalendar,
    fold,
    packaged_calendar,
)
from lienthong.kernel.clock.sentence import last_nominal_day
from lienthong.kernel.clock.tests.oracle import MOMENTS, calendars

DEFAULT = packaged_calendar("default")
FIVE = Limit(TimeUnit.WORKING_DAY, 5)
START = datetime.fromisoformat("2026-11-16T10:00")
at = datetime.fromisoformat
K = AdjustmentKind


def _change(kind: AdjustmentKind, first: str | None = None, last: str | None = None) -> Adjustment:
    return Adjustment(kind, at(first) if first else None, at(last) if last else None)


def _due(limit: Limit, start: datetime, *changes: Adjustment, extensions: int | None = None) -> Due:
    return fold(limit, start, DEFAULT, changes, extensions_allowed=extensions)


def test_exclude_when_hours_then_shifts_by_working_minutes() -> None:
    found = _due(
        Limit(TimeUnit.HOUR, 12), START, _change(K.EXCLUDE, "2026-11-16T11:00", "2026-11-18T08:40")
    )
    assert found.original_due_at == at("2026-11-17T16:00")
    assert found.due_at == at("2026-11-19T13:40")
    assert found.applied[0].amount == 820


def test_exclude_when_calendar_days_then_shifts_current_due_and_rolls() -> None:
    found = _due(
        Limit(TimeUnit.DAY, 10), START, _change(K.EXCLUDE, "2026-11-18T09:00", "2026-11-20T09:00")
    )
    assert found.original_due_at == at("2026-11-26T17:00")
    assert found.due_at == at("2026-11-30T17:00")
    assert found.applied[0].amount == 2


@pytest.mark.parametrize(
    ("from_moved_day", "counted_from", "due"),
    [(True, "2026-11-30", "2026-12-02"), (False, "2026-11-28", "2026-11-30")],
)
def test_exclude_when_the_last_day_was_moved_then_counts_as_the_rule_says(
    from_moved_day: bool, counted_from: str, due: str
) -> None:
    """Twelve days end on Saturday the 28th, moved to Monday the 30th; two days are excluded."""
    changes = [_change(K.EXCLUDE, "2026-11-18T09:00", "2026-11-20T09:00")]

    found = fold(Limit(TimeUnit.DAY, 12), START, DEFAULT, changes, from_moved_day=from_moved_day)

    assert found.original_due_at == at("2026-11-30T17:00")
    assert found.applied[0].counted_from == date.fromisoformat(counted_from)
    assert found.due_at == at(f"{due}T17:00")
    assert last_nominal_day(found) == date.fromisoformat(due)


@pytest.mark.parametrize("from_moved_day", [True, False])
def test_exclude_twice_when_counted_from_the_day_before_the_move_then_moves_once(
    from_moved_day: bool,
) -> None:
    changes = [
        _change(K.EXCLUDE, "2026-11-18T09:00", "2026-11-19T09:00"),
        _change(K.EXCLUDE, "2026-11-23T09:00", "2026-11-24T09:00"),
    ]
    limit = Limit(TimeUnit.DAY, 12)

    found = fold(limit, START, DEFAULT, changes, from_moved_day=from_moved_day)
    again = fold(
        limit,
        START,
        DEFAULT,
        [*changes, Adjustment(K.CALENDAR, calendar=DEFAULT)],
        from_moved_day=from_moved_day,
    )

    assert found.due_at == at("2026-12-02T17:00" if from_moved_day else "2026-11-30T17:00")
    assert again.due_at == found.due_at
    where = [one.counted_from for one in found.applied]
    saturday, sunday, monday = (date(2026, 11, 28), date(2026, 11, 29), date(2026, 11, 30))
    assert where == ([monday, None] if from_moved_day else [saturday, sunday])


@pytest.mark.parametrize("unit", [TimeUnit.WORKING_DAY, TimeUnit.HOUR])
def test_exclude_in_working_time_has_no_choice(unit: TimeUnit) -> None:
    change = _change(K.EXCLUDE, "2026-11-17T09:00", "2026-11-19T09:00")
    one, other = (
        fold(Limit(unit, 10), START, DEFAULT, [change], from_moved_day=moved)
        for moved in (True, False)
    )
    assert (one.due_at, one.applied) == (other.due_at, other.applied)
    assert one.applied[0].counted_from is None


def test_exclude_when_same_period_twice_then_counted_once() -> None:
    once = _change(K.EXCLUDE, "2026-11-18T09:00", "2026-11-27T09:00")
    part = _change(K.EXCLUDE, "2026-11-20T09:00", "2026-11-26T09:00")
    assert _due(FIVE, START, once, part).due_at == _due(FIVE, START, once).due_at
    assert _due(FIVE, START, part, once).due_at == _due(FIVE, START, once).due_at


def test_exclude_when_asked_and_complete_on_one_day_then_nothing_changes() -> None:
    change = _change(K.EXCLUDE, "2026-11-18T08:00", "2026-11-18T16:00")
    assert _due(FIVE, START, change).due_at == at("2026-11-23T17:00")


def test_extend_when_new_date_is_a_day_off_then_rolled() -> None:
    change = _change(K.EXTEND, None, "2026-11-28")
    assert _due(FIVE, START, change).due_at == at("2026-11-30T17:00")


def test_exclude_after_extend_shifts_the_extended_date() -> None:
    changes = (
        _change(K.EXTEND, None, "2026-11-27"),
        _change(K.EXCLUDE, "2026-11-25T08:00", "2026-11-26T08:00"),
    )
    assert _due(FIVE, START, *changes).due_at == at("2026-11-30T17:00")


def test_calendar_when_new_holidays_then_everything_is_recomputed() -> None:
    exclude = _change(K.EXCLUDE, "2026-11-18T09:00", "2026-11-27T09:00")
    calendar = _change(K.CALENDAR, "2026-11-30", "2026-12-01")
    found = _due(FIVE, START, exclude, calendar)
    assert found.due_at == at("2026-12-04T17:00")
    assert found.applied[1].due_before == at("2026-12-02T17:00")
    assert found.original_due_at == at("2026-11-23T17:00")


def test_calendar_when_revision_is_given_then_it_replaces_the_calendar() -> None:
    extra = SpecialDay(date(2026, 11, 20), DayKind.LOCAL_OFF, "nghỉ bão", "Công điện")
    revised = replace(DEFAULT, days=(*DEFAULT.days, extra))
    found = _due(FIVE, START, Adjustment(K.CALENDAR, calendar=revised))
    assert found.due_at == at("2026-11-25T17:00")
    assert found.calendar is revised


def test_calendar_when_it_passes_an_extension_then_later_date_stands() -> None:
    extend = _change(K.EXTEND, None, "2026-11-25")
    calendar = _change(K.CALENDAR, "2026-11-23", "2026-11-27")
    assert _due(FIVE, START, extend, calendar).due_at == at("2026-11-30T17:00")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([_change(K.EXCLUDE, "2026-11-13T08:00", "2026-11-18T08:00")], "adjustment_before_start"),
        ([_change(K.RESTART, None, "2026-11-13T08:00")], "adjustment_before_start"),
        ([_change(K.EXCLUDE, "2026-11-19T08:00", "2026-11-18T08:00")], "adjustment_order"),
        ([_change(K.RESTART, "2026-11-19T08:00", "2026-11-18T08:00")], "adjustment_order"),
        ([_change(K.EXCLUDE, "2026-11-19T08:00")], "missing_key"),
        ([_change(K.RESTART)], "missing_key"),
        ([_change(K.CALENDAR)], "missing_key"),
        ([_change(K.EXTEND, None, "2026-11-23")], "extension_not_later"),
        (
            [_change(K.EXTEND, None, "2026-11-25"), _change(K.EXTEND, None, "2026-11-26")],
            "extended_twice",
        ),
        ([_change(K.EXTEND, None, "2028-01-03")], "year_without_calendar"),
        ([_change(K.EXCLUDE, "2026-11-19T08:00", "2029-01-01")], "year_without_calendar"),
        ([_change(K.CALENDAR, "2026-11-19T08:00", "2029-01-01")], "year_without_calendar"),
    ],
)
def test_fold_when_adjustment_cannot_be_then_refused_with_code(changes: Any, code: str) -> None:
    with pytest.raises(ClockError) as refusal:
        _due(FIVE, START, *changes, extensions=1)
    assert refusal.value.code == code


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 30), st.integers(0, 40), st.integers(0, 40))
def test_exclude_in_working_days_keeps_the_days_left(
    calendar: WorkCalendar, start: datetime, amount: int, ask: int, wait: int
) -> None:
    ask = min(ask, amount)
    asked = start + timedelta(days=ask)
    complete = asked + timedelta(days=wait)
    limit = Limit(TimeUnit.WORKING_DAY, amount)
    table = calendar.table
    used = table.work_position(asked.toordinal()) - table.work_position(start.toordinal())
    if used >= amount:
        return
    found = fold(limit, start, calendar, [Adjustment(K.EXCLUDE, asked, complete)])
    left = table.work_position(found.due_at.toordinal()) - table.work_position(complete.toordinal())
    assert used + left == amount


@settings(max_examples=60, deadline=None)
@given(calendars(), MOMENTS, st.integers(1, 30), st.integers(0, 40), st.sampled_from(TimeUnit))
def test_restart_is_a_fresh_start(
    calendar: WorkCalendar, start: datetime, amount: int, wait: int, unit: TimeUnit
) -> None:
    amount = 1 if unit is TimeUnit.SAME_DAY else min(amount, 12)
    complete = start + timedelta(days=wait)
    limit = Limit(unit, amount)
    found = fold(limit, start, calendar, [Adjustment(K.RESTART, None, complete)])
    assert found.due_at == fold(limit, complete, calendar).due_at
    assert found.original_due_at == fold(limit, start, calendar).due_at
