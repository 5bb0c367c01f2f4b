# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Local days as ISO text: reading, moving by years and months, full years between two of them."""

import re
from datetime import date, timedelta
from typing import Any

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_date(value: Any) -> date | None:
    """Return the date written in an ISO text, or None when the value is no date."""
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def move(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """Move a date: months first (the last day of a shorter month), then days; None outside 1–9999.

    Legal basis: 91/2015/QH13, Điều 148 (a term in months ends on the last day of a shorter month).
    """
    month_index = day.year * 12 + (day.month - 1) + years * 12 + months
    year, month = divmod(month_index, 12)
    if not 1 <= year <= 9999:
        return None
    moved = date(year, month + 1, min(day.day, _month_length(year, month + 1)))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return None


def age_on(born: date, today: date) -> int:
    """Full years between a birth date and today (negative before birth)."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31
