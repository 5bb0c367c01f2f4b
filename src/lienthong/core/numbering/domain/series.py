# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What books are called: the app that takes numbers from a series says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
Titles = Callable[[], Mapping[str, object]]
Fixed = Callable[[], Collection[str]]
_known: list[Titles] = []
_fixed: list[Fixed] = []


def register_series(titles: Titles, *, fixed: Fixed = tuple) -> None:
    """Let ``titles`` answer what the books of an app are called, by the code of their series.

    ``fixed`` are the series for which no other book can stand in: the app asks for them by name.
    """
    _known.append(titles)
    _fixed.append(fixed)


def is_fixed(series: str) -> bool:
    """Whether no other book can stand in for one of the series."""
    return any(series in fixed() for fixed in _fixed)


def period_text(period: str) -> str:
    """The period of a book as people write it: a year as it is, a day as ``20/11/2026``."""
    return _DAY.sub(r"\3/\2/\1", period)


def series_title(series: str) -> str:
    """What the books of a series are called; its code when nobody said it."""
    found = (titles().get(series) for titles in _known)
    return str(next((title for title in found if title), series))


def series_titles() -> dict[str, str]:
    """What the books of every series that somebody named are called, by its code."""
    return {series: str(title) for titles in _known for series, title in titles().items()}
