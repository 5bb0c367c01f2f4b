# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Deadlines, books and papers of a life as its template keeps them, and what follows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
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
def folded(term: Term, start: datetime, changes: tuple[Local, ...]) -> clock.Due:
    """The deadline that begins at a moment, with its adjustments."""
    return clock.fold(term.limit, start, term.calendar, _adjustments(term, changes))


@lru_cache(maxsize=50_000)
def explained(term: Term, start: datetime, changes: tuple[Local, ...], now: datetime) -> str:
    """How the due moment is explained at a moment, as a paper holds it."""
    due = folded(term, start, changes)
    return json.dumps(clock.explain(due, now=now).as_dict(), ensure_ascii=False)


def followed(term: Term, due: clock.Due, what: str) -> datetime:
    """When an asked unit is reminded, its superiors told or its silence taken for consent."""
    found = moments_by(term.followed, due.original_due_at, term.limit.unit, term.calendar)
    return clock.to_aware(getattr(found, what))


def late_text(*, late: bool) -> str:
    """How an event tells whether an opinion came late."""
    return f'"late": {json.dumps(late)}'
