# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates in words, and dates people type."""

import re
from collections.abc import Mapping
from datetime import date

from lienthong.kernel import clock

_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
_PARTS = re.compile(r"(\d{1,2})[/\-. ]+(\d{1,2})[/\-. ]+(\d{4})")


def weekday(day: date) -> str:
    """Return "Thứ Hai" … "Chủ Nhật"."""
    return clock.weekday(day.weekday())


def weekday_short(day: date) -> str:
    """Return "T2" … "CN", for narrow cells."""
    return clock.short_weekday(day.weekday())


def month_title(day: date) -> str:
    """Return "Tháng 11", as the head of a calendar leaf says it."""
    return clock.month_title(day.month)


def long_date(day: date) -> str:
    """Return "Thứ Sáu 27/11/2026"."""
    return clock.full_date(day)


def parse_date_text(text: str) -> date | None:
    """Read ddmmyyyy, dd/mm/yyyy, dd-mm-yyyy or dd.mm.yyyy; None when it is no date."""
    cleaned = text.strip()
    found = _DIGITS.fullmatch(cleaned) or _PARTS.fullmatch(cleaned)
    return _date(*found.groups()) if found else None


def read_three_part_date(data: Mapping[str, str], name: str) -> date | None:
    """Read the inputs ``name_day``, ``name_month``, ``name_year``; None when they make no date.

    Eight digits typed in the first input count as the whole date, so it works without JavaScript.
    """
    day, month, year = (data.get(f"{name}_{part}", "").strip() for part in ("day", "month", "year"))
    if not month and not year:
        return parse_date_text(day)
    return _date(day, month, year)


def _date(day: str, month: str, year: str) -> date | None:
    if not (day.isdecimal() and month.isdecimal() and year.isdecimal()):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
