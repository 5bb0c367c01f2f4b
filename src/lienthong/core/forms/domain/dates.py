# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates the way people type them: three parts, or eight digits in the first one."""

import re
from datetime import date

from lienthong.core.forms.domain.cleaning import clean_line
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.problems import WrongAnswer

PARTS = ("day", "month", "year")
_WHOLE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")


def read_date(day: str, month: str = "", year: str = "") -> date | None:
    """Read three parts; None when all are empty. Raises WrongAnswer naming the part at fault."""
    day, month, year = (clean_line(part) for part in (day, month, year))
    if not month and not year:
        whole = _read_whole(day)
        if whole is not None:
            day, month, year = whole
    if not (day or month or year):
        return None
    for name, value in zip(PARTS, (day, month, year), strict=True):
        if not value:
            raise WrongAnswer(f"date_missing_{name}", part=name)
        if not value.isascii() or not value.isdigit():
            raise WrongAnswer("date_not_digits", part=name)
    return _build(day, month, year)


def spoken(value: date) -> str:
    """The date as it stands in sentences and on pages: 15/11/2026."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def _read_whole(text: str) -> tuple[str, str, str] | None:
    match = _EIGHT.fullmatch(text) or _WHOLE.fullmatch(text)
    if match and text.isascii():
        return match[1], match[2], match[3]
    iso = as_date(text)
    return None if iso is None else (str(iso.day), str(iso.month), f"{iso.year:04d}")


def _build(day: str, month: str, year: str) -> date:
    if len(year) != 4:
        raise WrongAnswer("date_short_year", part="year")
    if len(month) > 2 or not 1 <= int(month) <= 12:
        raise WrongAnswer("date_bad_month", part="month", given=month[:4])
    try:
        return date(int(year), int(month), int(day[:4]))
    except ValueError:
        given = f"{day[:4]}/{month}/{year}"
        raise WrongAnswer("date_no_such_day", part="day", given=given) from None
