# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How moments and days are written in rows, papers and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from lienthong.core.forms.api import date_in_words
from lienthong.kernel import clock


def stored(moment: datetime) -> str:
    """As PostgreSQL writes a ``timestamptz`` in UTC."""
    text = moment.astimezone(UTC).isoformat(" ")[:-6]
    return f"{text.rstrip('0') if moment.microsecond else text}+00"


def minute(moment: datetime) -> datetime:
    """The moment cut to the minute, as deadlines begin."""
    return moment.replace(second=0, microsecond=0)


def local_day(moment: datetime) -> date:
    """The Vietnamese day of a moment."""
    return moment.astimezone(clock.VIETNAM).date()


@lru_cache(maxsize=4096)
def _full(day: date) -> str:
    return clock.full_date(day)


def _time(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).isoformat()[11:16]


FORMS: dict[str, Callable[[datetime], str]] = {
    "stored": stored,
    "minute": lambda at: stored(minute(at)),
    "utc": lambda at: at.astimezone(UTC).isoformat(),
    "local": lambda at: at.astimezone(clock.VIETNAM).isoformat(),
    "local_minute": lambda at: minute(at).astimezone(clock.VIETNAM).isoformat(),
    "utc_minute": lambda at: minute(at).astimezone(UTC).isoformat(),
    "epoch": lambda at: repr(at.timestamp()),
    "time": _time,
    "time_and_day": lambda at: f"{_time(at)}, {_full(local_day(at))}",
    "time_of_day": lambda at: f"{_time(at)} {_full(local_day(at))}",
}
"""Ways of writing a moment."""


@lru_cache(maxsize=65_536)
def _words(day: date) -> str:
    return date_in_words(day)


@lru_cache(maxsize=65_536)
def _paper(day: date) -> str:
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"


@lru_cache(maxsize=65_536)
def _plain(day: date) -> str:
    return f"{day:%d/%m/%Y}"


DAYS: dict[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "plain": _plain,
    "full": _full,
    "paper": _paper,
    "words": _words,
    "year": lambda day: str(day.year),
}
"""Ways of writing a day."""
