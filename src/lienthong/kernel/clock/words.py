# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates, times and spans as Vietnamese papers write them, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from lienthong.kernel.clock.tables import Interval
from lienthong.kernel.words import gettext, gettext_noop

WEEKDAYS = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ Nhật"),
)
_SHORT_WEEKDAYS = (
    gettext_noop("T2"),
    gettext_noop("T3"),
    gettext_noop("T4"),
    gettext_noop("T5"),
    gettext_noop("T6"),
    gettext_noop("T7"),
    gettext_noop("CN"),
)
_MONTHS = (
    gettext_noop("Tháng 1"),
    gettext_noop("Tháng 2"),
    gettext_noop("Tháng 3"),
    gettext_noop("Tháng 4"),
    gettext_noop("Tháng 5"),
    gettext_noop("Tháng 6"),
    gettext_noop("Tháng 7"),
    gettext_noop("Tháng 8"),
    gettext_noop("Tháng 9"),
    gettext_noop("Tháng 10"),
    gettext_noop("Tháng 11"),
    gettext_noop("Tháng 12"),
)

HOLIDAYS = (
    gettext_noop("Tết Dương lịch"),
    gettext_noop("Tết Nguyên đán"),
    gettext_noop("Giỗ Tổ Hùng Vương"),
    gettext_noop("Ngày Chiến thắng"),
    gettext_noop("Ngày Quốc tế lao động"),
    gettext_noop("Quốc khánh"),
    gettext_noop("Ngày Văn hóa Việt Nam"),
    gettext_noop("nghỉ bù Tết Nguyên đán"),
    gettext_noop("nghỉ bù Giỗ Tổ Hùng Vương"),
    gettext_noop("nghỉ bù Ngày Quốc tế lao động"),
)
"""Days off that every calendar has, so that other languages know them.

Legal basis: 45/2019/QH14, Điều 112; 28/2026/QH16.
"""


def weekday(number: int) -> str:
    """``Thứ Hai`` for 0."""
    return gettext(WEEKDAYS[number])


def short_weekday(number: int) -> str:
    """``T2`` for 0."""
    return gettext(_SHORT_WEEKDAYS[number])


def month_title(number: int) -> str:
    """``Tháng 11`` for 11, as the head of a calendar leaf says it."""
    return gettext(_MONTHS[number - 1])


def opening_hours(week: Sequence[tuple[Interval, ...]]) -> list[str]:
    """``07:00–11:30, 13:30–17:00, Thứ Hai đến Thứ Sáu``: a line for each run of equal days."""
    lines = []
    for hours, run in groupby(enumerate(week), key=lambda pair: pair[1]):
        days = [number for number, _hours in run]
        if hours:
            times = ", ".join(f"{clock_time(one.opens)}–{clock_time(one.closes)}" for one in hours)
            lines.append(f"{times}, {_run_of_days(days[0], days[-1])}")
    return lines


def _run_of_days(first: int, last: int) -> str:
    if first == last:
        return weekday(first)
    return gettext("%(first)s đến %(last)s") % {"first": weekday(first), "last": weekday(last)}


def full_date(day: date) -> str:
    """``Thứ Năm 26/11/2026``."""
    return f"{weekday(day.weekday())} {day.day:02d}/{day.month:02d}/{day.year}"


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
        return gettext("%(minutes)s phút") % {"minutes": rest}
    if rest:
        return gettext("%(hours)s giờ %(minutes)s") % {"hours": hours, "minutes": f"{rest:02d}"}
    return gettext("%(hours)s giờ") % {"hours": hours}


def day_range(first: date, last: date) -> str:
    """``24/11`` or ``16/02–20/02``."""
    return short_date(first) if first == last else f"{short_date(first)}–{short_date(last)}"


def listing(parts: Sequence[str]) -> str:
    """``a, b và c``."""
    if len(parts) == 1:
        return parts[0]
    return gettext("%(first)s và %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
