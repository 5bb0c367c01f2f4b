# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates, times and spans as Vietnamese papers write them, and the way into another language.

The clock is pure: it speaks Vietnamese until :func:`bind_translation` gives it a translation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

_bound: list[Callable[[str], str]] = []


def bind_translation(translate: Callable[[str], str]) -> None:
    """Let every text pass through ``translate``, which answers in the reader's language."""
    _bound[:] = [translate]


def gettext(text: str) -> str:
    """The text in the reader's language; as it is while no translation is bound."""
    return _bound[0](text) if _bound else text


def gettext_noop(text: str) -> str:
    """Mark a text that is translated where it is used."""
    return text


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


def weekday(number: int) -> str:
    """``Thứ Hai`` for 0."""
    return gettext(WEEKDAYS[number])


def short_weekday(number: int) -> str:
    """``T2`` for 0."""
    return gettext(_SHORT_WEEKDAYS[number])


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
