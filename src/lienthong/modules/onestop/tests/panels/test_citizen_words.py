# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days, moments and opening hours in words."""

from __future__ import annotations

from datetime import datetime

from lienthong.kernel.clock import VIETNAM, Interval
from lienthong.modules.onestop.panels.citizen_words import (
    day_and_time,
    due_words,
    opening_hours,
    time_and_day,
)

DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
MORNING, AFTERNOON = Interval(420, 690), Interval(810, 1020)
NOON = datetime(2026, 11, 20, 12, 5, tzinfo=VIETNAM)


def test_moments() -> None:
    assert day_and_time(NOON) == "Thứ Sáu 20/11/2026, 12:05"
    assert time_and_day(NOON) == "12:05, Thứ Sáu 20/11/2026"


def test_due_today_and_later() -> None:
    assert due_words(datetime(2026, 11, 20, 17, tzinfo=VIETNAM), now=NOON) == "hôm nay, trước 17:00"
    later = datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
    assert due_words(later, now=NOON) == "Thứ Hai 23/11/2026, trước 17:00"


def test_equal_days_share_a_line() -> None:
    full = (MORNING, AFTERNOON)
    week = [full] * 5 + [(MORNING,), ()]
    assert opening_hours(week, DAYS) == [
        "07:00–11:30, 13:30–17:00, Thứ Hai đến Thứ Sáu",
        "07:00–11:30, Thứ Bảy",
    ]


def test_closed_week_has_no_line() -> None:
    assert opening_hours([()] * 7, DAYS) == []
