# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding: scope is part of the index query; never rank first and filter later.

How often each word stands in the rows is known from a count at night, and the beginning of a word
becomes the words that begin so: the inverted index would gather all rows of all of them before it
answers. Where a page is expected among the newest rows, these are looked at one by one. Else the
index is asked for the two or three rarest words, tokens among them, within windows of days that
grow, and the rest of what was asked is looked for in the rows that it names: to follow a word that
very many rows have costs more than to read few rows. A count that is wrong costs time and changes
nothing of what is found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from lienthong.core.search.domain.words import Query, asked_for, family_token
from lienthong.core.search.enums import Family
from lienthong.core.search.models import RecentSearch, SearchShape
from lienthong.kernel.db import EARLY, FAR
from lienthong.kernel.prepared import planning_cursor

SHAPE = 4
"""Of the rows as they are written now: 2 brought families and states, 3 tags, 4 papers of cases.
Raise it whenever rows get tokens that older ones lack; a job then pushes all of them again."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far each way is followed.

    ``walk`` of the newest rows, of a smaller table fewer, are looked at one by one where a page is
    expected among them. The inverted index is asked for the rarest terms, and for another one where
    it spares a row read for each ``read`` entries of it; it may answer ``few`` rows, else it is
    asked for all terms. There are ``levels`` windows of days, each four times as long as the one
    before.
    """

    walk: int = 1_500
    few: int = 4_000
    read: int = 500
    levels: int = 4


BOUNDS = Bounds()
_FIND = """
SELECT * FROM search_page(%(family)s::smallint, %(parts)s::jsonb, %(begun)s, %(since)s, %(until)s,
  %(after_at)s, %(after_id)s, %(limit)s, %(bounds)s::integer[])
"""
_BEST = "SELECT %(family)s::smallint, best.* FROM ({find}) best"
_FROM_THE_NEWEST = {"begun": 0, "since": EARLY, "until": FAR, "after_at": FAR, "after_id": 0}


@dataclass(frozen=True, slots=True)
class Hit:
    """One found subject; its place in the order is (part, sort_at, row_id)."""

    part: int
    kind_id: int
    subject_id: int
    title: str
    line: str
    sort_at: datetime
    row_id: int

    @property
    def place(self) -> tuple[int, datetime, int]:
        """Where the next page goes on."""
        return self.part, self.sort_at, self.row_id


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What else must hold: tokens (kind, state, unit, person) and a span of days.

    ``until`` is exclusive.
    """

    tokens: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Narrowing()


def find(
    text: str,
    *,
    scope: Sequence[str],
    family: Family = Family.CASE,
    narrowing: Narrowing = EVERYTHING,
    after: tuple[int, datetime, int] | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Subjects of a family that contain every word (the last as a prefix), within scope.

    Those that contain the words with the very marks that were typed come first, each part newest
    first. ``scope`` are tokens of :mod:`lienthong.core.search.domain.words`; empty scope finds
    nothing. ``after`` is the place of the last hit of the page before.
    """
    must = narrowing.tokens
    queries = asked_for(text, scope, (family_token(family), *must) if text.strip() or must else ())
    begun = after[0] if after else 0
    if begun >= len(queries):
        return []
    values = _asked(family, queries, limit) | {
        "begun": begun,
        "since": narrowing.since or EARLY,
        "until": narrowing.until or FAR,
        "after_at": after[1] if after else FAR,
        "after_id": after[2] if after else 0,
    }
    with planning_cursor() as cursor:
        cursor.execute(_FIND, values)
        return [Hit(*row) for row in cursor.fetchall()]


def find_best(
    text: str, *, scope: Sequence[str], families: Sequence[Family], limit: int
) -> dict[Family, list[Hit]]:
    """The first few of every family, as ``find`` orders them, in one statement."""
    found: dict[Family, list[Hit]] = {family: [] for family in families}
    values: dict[str, Any] = {}
    parts = []
    for family in families if text.strip() else ():
        queries = asked_for(text, scope, (family_token(family),))
        if queries:
            parts.append(_named(_BEST.format(find=_FIND), family))
            asked = _asked(family, queries, limit) | _FROM_THE_NEWEST
            values |= {f"{name}{int(family)}": value for name, value in asked.items()}
    if parts:
        with planning_cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for family, *hit in cursor.fetchall():
                found[Family(family)].append(Hit(*hit))
    for hits in found.values():
        hits.sort(key=lambda hit: (hit.part, -hit.sort_at.timestamp(), -hit.row_id))
    return found


def _asked(family: Family, queries: Sequence[Query], limit: int) -> dict[str, Any]:
    """What the function is told of the queries of one family."""
    return {
        "family": int(family),
        "parts": json.dumps([asdict(query) | {"all": _of_terms(query)} for query in queries]),
        "limit": limit,
        "bounds": list(astuple(BOUNDS)),
    }


def _of_terms(query: Query) -> str:
    return " & ".join(term.query for term in query.terms)


def _named(statement: str, family: Family) -> str:
    """The statement with every value named for the family."""
    return statement.replace(")s", f"{int(family)})s")


def is_outdated() -> bool:
    """Whether the rows are in another shape than they are written now."""
    return not SearchShape.objects.filter(shape=SHAPE).exists()


def recent_searches(account_id: int) -> list[str]:
    """What the officer searched for lately, newest first."""
    rows = RecentSearch.objects.filter(account_id=account_id, at__lte=timezone.now())
    return list(rows.order_by("-at", "-pk").values_list("text", flat=True))
