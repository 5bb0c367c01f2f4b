# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days and moments in words."""

from __future__ import annotations

from datetime import datetime

from lienthong.kernel.clock import VIETNAM
from lienthong.modules.onestop.panels.citizen_words import (
    day_and_time,
    due_words,
    time_and_day,
)

NOON = datetime(2026, 11, 20, 12, 5, tzinfo=VIETNAM)


def test_moments() -> None:
    assert day_and_time(NOON) == "Thứ Sáu 20/11/2026, 12:05"
    assert time_and_day(NOON) == "12:05, Thứ Sáu 20/11/2026"


def test_due_today_and_later() -> None:
    assert due_words(datetime(2026, 11, 20, 17, tzinfo=VIETNAM), now=NOON) == "hôm nay, trước 17:00"
    later = datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
    assert due_words(later, now=NOON) == "Thứ Hai 23/11/2026, trước 17:00"
