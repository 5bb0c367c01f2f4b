# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Deadlines, books and papers of a life as its template keeps them, and what follows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from lienthong.core.cases.api import moments_by
from lienthong.demo.lives.life import Office
from lienthong.kernel import clock

Key = tuple[Any, ...]
Local = tuple[str, datetime | None, datetime | None]
"""An adjustment of a deadline in local time: its kind, when it begins and ends."""


@dataclass(frozen=True, slots=True)
class Change:
    """One adjustment of a deadline; ``begun`` and ``ended`` are keys of moments."""

    kind: str
    begun: Key | None
    ended: Key | None
    reason: str
    legal_basis: str


@dataclass(frozen=True, eq=False)
class Term:
    """One deadline: its limit, the key of the moment it begins at, its adjustments in order.

    ``followed`` says how the unit that owes an opinion by then is followed.
    Compared by identity: the same term of a template is asked again and again.
    """

    limit: clock.Limit
    start: Key
    calendar: clock.WorkCalendar
    changes: tuple[Change, ...] = ()
    followed: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Terms:
    """Deadlines that several shapes have alike, each kept once: what it reckons on a day is
    reckoned once for all.
    """

    calendars: list[clock.WorkCalendar] = field(default_factory=list)
    kept: dict[tuple[clock.Limit, Key], list[Term]] = field(default_factory=dict)

    def one(self, term: Term) -> Term:
        """The deadline that is kept for all that are like this one."""
        calendar = next((one for one in self.calendars if one == term.calendar), None)
        if calendar is None:
            calendar = term.calendar
            self.calendars.append(calendar)
        alike = self.kept.setdefault((term.limit, term.start), [])
        for one in alike:
            rest = (one.changes, one.followed) == (term.changes, term.followed)
            if one.calendar is calendar and rest:
                return one
        alike.append(replace(term, calendar=calendar))
        return alike[-1]


@dataclass(frozen=True, slots=True)
class Book:
    """From which book a number is taken: unit and series, and the key of the moment."""

    unit: str
    series: str
    by_day: bool
    at: Key

    def is_shared_in(self, office: Office) -> bool:
        """Whether other offices take numbers from it too."""
        return self.unit.isdigit() or not office.units[self.unit].is_own


@dataclass(frozen=True, slots=True)
class Content:
    """The content of an issued document as a pattern, with its template's version."""

    template_version_id: int
    pattern: str
    keys: tuple[Key, ...]


def _adjustments(term: Term, changes: Iterable[Local]) -> list[clock.Adjustment]:
    return [
        clock.Adjustment(
            clock.AdjustmentKind(kind), begun, ended, None, said.reason, said.legal_basis
        )
        for (kind, begun, ended), said in zip(changes, term.changes, strict=False)
    ]


@lru_cache(maxsize=200_000)
def first_due(term: Term, start: datetime) -> datetime:
    """When the deadline that begins at a moment is due before any adjustment."""
    limit = term.limit
    return clock.due(start, limit.amount, limit.unit, term.calendar, cutoff=limit.cutoff)


@lru_cache(maxsize=50_000)
def folded(term: Term, start: datetime, changes: tuple[Local, ...]) -> clock.Due:
    """The deadline that begins at a moment, with its adjustments."""
    return clock.fold(term.limit, start, term.calendar, _adjustments(term, changes))


def explained(term: Term, start: datetime, changes: tuple[Local, ...], now: datetime) -> str:
    """How the due moment is explained at a moment, as a paper holds it."""
    if changes or term.limit.unit not in _BY_DAYS or start.time() == time():
        return _explained(term, start, changes, now)
    before, after = _explained_on(term, start.date(), now.date())
    return f"{before}{start.hour:02d}:{start.minute:02d}{after}"


def _explained(term: Term, start: datetime, changes: tuple[Local, ...], now: datetime) -> str:
    due = folded(term, start, changes)
    return json.dumps(clock.explain(due, now=now).as_dict(), ensure_ascii=False)


_BY_DAYS = frozenset({clock.TimeUnit.WORKING_DAY, clock.TimeUnit.DAY, clock.TimeUnit.MONTH})
"""The time of day at which such limits begin is only told: it decides nothing."""
_SOME_TIME = time(0, 1)
"""Nobody works then, so no other time in an explanation is like it."""


@lru_cache(maxsize=65_536)
def _explained_on(term: Term, day: date, today: date) -> tuple[str, str]:
    """What is said before and after the time of the start of a deadline, on a day on another."""
    now = datetime.combine(today, _SOME_TIME)
    said = _explained(term, datetime.combine(day, _SOME_TIME), (), now)
    before, after = said.split(f"{_SOME_TIME:%H:%M}")
    return before, after


def followed(term: Term, due: datetime, what: str) -> datetime:
    """When an asked unit is reminded, its superiors told or its silence taken for consent."""
    found = moments_by(term.followed, due, term.limit.unit, term.calendar)
    return clock.to_aware(getattr(found, what))


def late_text(*, late: bool) -> str:
    """How an event tells whether an opinion came late."""
    return f'"late": {json.dumps(late)}'
