# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How moments and days are written in rows, papers and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from lienthong.core.forms.api import date_in_words
from lienthong.kernel import clock


@lru_cache(maxsize=4096)
def _iso(moment: datetime) -> tuple[str, str, date, datetime]:
    """A moment in UTC, in local time, its Vietnamese day, and as deadlines reckon with it: a life
    has few moments and writes each in many ways.
    """
    local = moment.astimezone(clock.VIETNAM)
    plain, ahead = local.replace(tzinfo=None), local.utcoffset() or timedelta()
    return (
        f"{(plain - ahead).isoformat()}+00:00",
        local.isoformat(),
        plain.date(),
        plain.replace(second=0, microsecond=0),
    )


def _to_the_minute(text: str) -> str:
    return f"{text[:16]}:00{text[-6:]}"


def stored(moment: datetime) -> str:
    """As PostgreSQL writes a ``timestamptz`` in UTC."""
    text = _iso(moment)[0]
    return f"{text[:10]} {text[11:-6].rstrip('0') if moment.microsecond else text[11:-6]}+00"


def minute(moment: datetime) -> datetime:
    """The moment cut to the minute, as deadlines begin."""
    return moment.replace(second=0, microsecond=0)


def to_local(moment: datetime) -> datetime:
    """Local time without zone, cut to the minute."""
    return _iso(moment)[3]


def local_day(moment: datetime) -> date:
    """The Vietnamese day of a moment."""
    return _iso(moment)[2]


@lru_cache(maxsize=4096)
def _full(day: date) -> str:
    return clock.full_date(day)


def _time(moment: datetime) -> str:
    return _iso(moment)[1][11:16]


FORMS: dict[str, Callable[[datetime], str]] = {
    "stored": stored,
    "minute": lambda at: f"{_iso(at)[0][:10]} {_iso(at)[0][11:16]}:00+00",
    "utc": lambda at: _iso(at)[0],
    "local": lambda at: _iso(at)[1],
    "local_minute": lambda at: _to_the_minute(_iso(at)[1]),
    "utc_minute": lambda at: _to_the_minute(_iso(at)[0]),
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
