# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The vectors that the domain notes computed by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lienthong.kernel.clock import (
    Adjustment,
    AdjustmentKind,
    Limit,
    TimeUnit,
    due,
    fold,
    latest_apology_day,
    latest_supplement_day,
    packaged_calendar,
    working_days_before,
)

DEFAULT = packaged_calendar("default")
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-11-20T10:00", 3, "working_day", "2026-11-26T17:00"),
        ("2026-11-16T10:00", 7, "working_day", "2026-11-26T17:00"),
        ("2026-11-20T10:00", 10, "day", "2026-11-30T17:00"),
        ("2026-11-13T10:00", 15, "day", "2026-11-30T17:00"),
        ("2026-11-14T10:00", 10, "day", "2026-11-25T17:00"),
        ("2026-11-20T14:59", 1, "same_day", "2026-11-20T17:00"),
        ("2026-11-20T15:00:59", 1, "same_day", "2026-11-20T17:00"),
        ("2026-11-20T15:01", 1, "same_day", "2026-11-23T17:00"),
        ("2026-11-23T15:30", 1, "same_day", "2026-11-25T17:00"),
        ("2026-11-20T16:00", 8, "hour", "2026-11-23T16:00"),
        ("2026-11-23T16:00", 8, "hour", "2026-11-25T16:00"),
        ("2026-11-21T10:00", 8, "hour", "2026-11-23T17:00"),
        # an amount that ends exactly at the end of an interval is due then
        ("2026-11-20T07:30", 4, "hour", "2026-11-20T11:30"),
        ("2026-11-20T11:30", 1, "hour", "2026-11-20T14:30"),
        ("2026-11-20T12:00:59", 1, "hour", "2026-11-20T14:30"),
        ("2026-11-20T17:00", 1, "hour", "2026-11-23T08:00"),
        # swapped working Saturdays count, swapped days off do not
        ("2026-01-09T10:00", 1, "working_day", "2026-01-10T17:00"),
        ("2025-12-31T10:00", 1, "working_day", "2026-01-05T17:00"),
        ("2025-04-25T16:00", 2, "hour", "2025-04-26T08:00"),
        ("2025-04-29T10:00", 1, "working_day", "2025-05-05T17:00"),
        ("2026-02-13T10:00", 1, "working_day", "2026-02-23T17:00"),
        # months: the same day number, else the last day, then the next working day
        ("2026-08-30T10:00", 6, "month", "2027-03-01T17:00"),
        ("2025-12-31T10:00", 2, "month", "2026-03-02T17:00"),
        ("2026-10-20T10:00", 1, "month", "2026-11-20T17:00"),
    ],
)
def test_due_when_computed_by_hand_then_agrees(
    start: str, amount: int, unit: str, expected: str
) -> None:
    assert due(at(start), amount, TimeUnit(unit), DEFAULT) == at(expected)


def _five_working_days(kind: AdjustmentKind) -> datetime:
    change = Adjustment(kind, at("2026-11-18T09:00"), at("2026-11-27T09:00"))
    limit = Limit(TimeUnit.WORKING_DAY, 5)
    found = fold(limit, at("2026-11-16T10:00"), DEFAULT, [change])
    assert found.original_due_at == at("2026-11-23T17:00")
    return found.due_at


def test_restart_when_complete_again_then_counts_from_zero() -> None:
    assert _five_working_days(AdjustmentKind.RESTART) == at("2026-12-04T17:00")


def test_exclude_when_two_days_used_then_three_left() -> None:
    assert _five_working_days(AdjustmentKind.EXCLUDE) == at("2026-12-02T17:00")


def test_latest_supplement_day_is_third_working_day() -> None:
    assert latest_supplement_day(date(2026, 11, 16), DEFAULT) == date(2026, 11, 19)


def test_latest_apology_day_when_day_before_is_holiday_then_safe_reading() -> None:
    assert latest_apology_day(date(2026, 11, 25), DEFAULT) == date(2026, 11, 23)


def test_warning_days_are_working_days() -> None:
    assert working_days_before(date(2026, 11, 25), 1, DEFAULT) == date(2026, 11, 23)
    assert working_days_before(date(2026, 11, 25), 2, DEFAULT) == date(2026, 11, 20)
