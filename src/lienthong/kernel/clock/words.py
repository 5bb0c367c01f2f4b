# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates, times and spans as Vietnamese papers write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def full_date(day: date) -> str:
    """``Thứ Năm 26/11/2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:02d}/{day.month:02d}/{day.year}"


def plain_date(day: date) -> str:
    """``26/11/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def short_date(day: date) -> str:
    """``26/11``, where the year is clear."""
    return f"{day.day:02d}/{day.month:02d}"


def clock_time(minutes: int) -> str:
    """Minutes after midnight as ``17:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def moment(at: datetime) -> str:
    """``17:00 Thứ Năm 26/11/2026``."""
    return f"{at.hour:02d}:{at.minute:02d} {full_date(at.date())}"


def span(minutes: int) -> str:
    """``2 giờ 40``, ``3 giờ``, ``40 phút``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} phút"
    return f"{hours} giờ {rest:02d}" if rest else f"{hours} giờ"


def day_range(first: date, last: date) -> str:
    """``24/11`` or ``16/02–20/02``."""
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"


def listing(parts: Sequence[str]) -> str:
    """``a, b và c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"
