# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding: scope is part of the index query; never rank first and filter later.

Words that stand everywhere are met among the newest rows at once; where a few are met there, a
page of them is met by walking a little on. Else the inverted index answers what holds exactly:
where only few rows hold they are all read and put in order; where many do, the newest are met soon
by walking on. The index gathers all rows of a beginning of a word before it answers, so it is asked
late, and without a beginning that many rows have where few have the rest: those are read and the
beginning is looked for in them. Every way touches few blocks, and the statement itself finds out
which one it is: a planner that guesses how often words meet would read the whole table at times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from lienthong.core.search.domain.words import Query, asked_for, family_token
from lienthong.core.search.enums import Family
from lienthong.core.search.models import RecentSearch, SearchShape
from lienthong.kernel.db import EARLY, FAR

SHAPE = 4
"""Of the rows as they are written now: 2 brought families and states, 3 tags, 4 papers of cases.
Raise it whenever rows get tokens that older ones lack; a job then pushes all of them again."""
NEAR = (300, 300, 1_000)
"""How many of the newest rows are looked at first: of a table one in so many, at least, at most."""
SOME = 2
"""From so many of them on that hold, more are expected a little further on."""
WALK = (75, 0, 10_000)
"""How many of the newest rows are looked at then, by the same measure: the inverted index of a
small table is faster."""
FEW = (200, 500, 2_000)
"""Up to so many rows, by the same measure, all are read: about as many blocks. Where more hold, the
newest are met soon."""
REST = (200, 500, 5_000)
"""So many rows may be met by the other words, by the same measure."""
OFTEN, SELDOM = 100, 200
"""A beginning of a word that more than one in so many of the newest rows has is left out of what
the inverted index is asked, where at most one in so many has the rest."""
_SHOWN = "kind_id, subject_id, title, line, sort_at, id"
_PART = """
near{n} AS MATERIALIZED (
  SELECT {shown} FROM (
    SELECT {shown}, ts FROM search_searchrow
    WHERE NOT {full} AND family = %(family)s
      AND sort_at >= %(since)s AND sort_at < %(until)s {after}
    ORDER BY sort_at DESC, id DESC LIMIT {near}) newest
  WHERE ts_match_vq(ts, %(query{n})s::tsquery) ORDER BY sort_at DESC, id DESC LIMIT %(limit)s
), walk{n} AS MATERIALIZED (
  SELECT {shown} FROM (
    SELECT {shown}, ts FROM search_searchrow
    WHERE {met} >= {some} AND {met} < %(limit)s AND family = %(family)s
      AND sort_at >= %(since)s AND sort_at < %(until)s {after}
    ORDER BY sort_at DESC, id DESC LIMIT {walk}) newest
  WHERE ts_match_vq(ts, %(query{n})s::tsquery) ORDER BY sort_at DESC, id DESC LIMIT %(limit)s
), way{n} AS MATERIALIZED (
  SELECT count(*) FILTER (WHERE ts_match_vq(ts, %(last{n})s::tsquery)) * {often} > count(*)
    AND count(*) FILTER (WHERE ts_match_vq(ts, %(rest{n})s::tsquery)) * {seldom} <= count(*)
    AS apart
  FROM (
    SELECT ts FROM search_searchrow
    WHERE NOT {full} AND {met} < %(limit)s AND {walked} < %(limit)s AND family = %(family)s
    ORDER BY sort_at DESC, id DESC LIMIT {near}) newest
), rest{n} AS MATERIALIZED (
  SELECT {shown}, holds FROM search_gathered(%(rest{n})s::tsquery, %(query{n})s::tsquery,
    CASE WHEN (SELECT apart FROM way{n}) THEN {most} + 1 ELSE 0 END)
), few{n} AS MATERIALIZED (
  SELECT {shown} FROM search_gathered(%(query{n})s::tsquery, %(query{n})s::tsquery,
    CASE WHEN {full} OR {met} >= %(limit)s OR {walked} >= %(limit)s OR {gathered}
    THEN 0 ELSE {enough} + 1 END)
), page{n} AS MATERIALIZED (
  (SELECT {n} AS part, {shown} FROM near{n} WHERE {met} >= %(limit)s)
  UNION ALL
  (SELECT {n}, {shown} FROM walk{n} WHERE {walked} >= %(limit)s)
  UNION ALL
  (SELECT {n}, {shown} FROM rest{n}
   WHERE {gathered} AND holds AND sort_at >= %(since)s AND sort_at < %(until)s {after}
   ORDER BY sort_at DESC, id DESC LIMIT %(limit)s)
  UNION ALL
  (SELECT {n}, {shown} FROM few{n}
   WHERE {found} <= {enough} AND sort_at >= %(since)s AND sort_at < %(until)s {after}
   ORDER BY sort_at DESC, id DESC LIMIT %(limit)s)
  UNION ALL
  (SELECT {n}, {shown} FROM search_searchrow
   WHERE {found} > {enough} AND family = %(family)s
     AND ts_match_vq(ts, %(query{n})s::tsquery)
     AND sort_at >= %(since)s AND sort_at < %(until)s {after}
   ORDER BY sort_at DESC, id DESC LIMIT %(limit)s)
)"""
_SHARE = """(
      SELECT least({2}, greatest({1}, reltuples / {0}))::bigint FROM pg_class
      WHERE oid = 'search_searchrow'::regclass)"""
_COUNT = "(SELECT count(*) FROM {table}{n})"
_GATHERED = "((SELECT apart FROM way{n}) AND {count} <= {most})"
_FULL = "(SELECT count(*) FROM page{n}) >= %(limit)s"
_PAGE = "SELECT * FROM page{n}"
_ALL = """
WITH {tables} SELECT * FROM ({pages}) found
ORDER BY part, sort_at DESC, id DESC LIMIT %(limit)s
"""
_BEST = "SELECT {family} AS family, best.* FROM ({statement}) best"
_AFTER = "AND (sort_at, id) < (%(after_at)s, %(after_id)s)"


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
    first = after[0] if after else 0
    if first >= len(queries):
        return []
    values: dict[str, Any] = {
        "family": family,
        "since": narrowing.since or EARLY,
        "until": narrowing.until or FAR,
        "limit": limit,
        "after_at": after[1] if after else FAR,
        "after_id": after[2] if after else 0,
    }
    values |= _written(queries)
    with connection.cursor() as cursor:
        cursor.execute(_statement(first, len(queries), is_later=after is not None), values)
        return [Hit(*row) for row in cursor.fetchall()]


def find_best(
    text: str, *, scope: Sequence[str], families: Sequence[Family], limit: int
) -> dict[Family, list[Hit]]:
    """The first few of every family, as ``find`` orders them, in one statement."""
    found: dict[Family, list[Hit]] = {family: [] for family in families}
    values: dict[str, Any] = {"since": EARLY, "until": FAR, "limit": limit}
    parts = []
    for family in families if text.strip() else ():
        queries = asked_for(text, scope, (family_token(family),))
        if not queries:
            continue
        own = {"family": int(family)} | _written(queries)
        statement = _statement(0, len(queries), is_later=False)
        for name in own:
            statement = statement.replace(f"%({name})s", f"%({name}_of_{int(family)})s")
        values |= {f"{name}_of_{int(family)}": value for name, value in own.items()}
        parts.append(_BEST.format(family=int(family), statement=statement))
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for family, *hit in cursor.fetchall():
                found[Family(family)].append(Hit(*hit))
    for hits in found.values():
        hits.sort(key=lambda hit: (hit.part, -hit.sort_at.timestamp(), -hit.row_id))
    return found


def _written(queries: Sequence[Query]) -> dict[str, str]:
    """The values by which the parts of a statement name what they ask."""
    return {
        f"{name}{n}": getattr(query, of)
        for n, query in enumerate(queries)
        for name, of in (("query", "whole"), ("rest", "rest"), ("last", "last"))
    }


def _statement(first: int, parts: int, *, is_later: bool) -> str:
    """A page from the part in which the last one ended on; a later part only as far as needed."""
    tables = [
        _part(
            n,
            after=_AFTER if is_later and n == first else "",
            full=_FULL.format(n=n - 1) if n > first else "false",
        )
        for n in range(first, parts)
    ]
    pages = " UNION ALL ".join(_PAGE.format(n=n) for n in range(first, parts))
    return _ALL.format(tables=",".join(tables), pages=pages)


def _part(n: int, *, after: str, full: str) -> str:
    """The tables of one query; ``full`` says when the page has no room left for it."""
    met, walked, rest, found = (
        _COUNT.format(table=table, n=n) for table in ("near", "walk", "rest", "few")
    )
    enough, most = _SHARE.format(*FEW), _SHARE.format(*REST)
    return _PART.format(
        n=n,
        shown=_SHOWN,
        near=_SHARE.format(*NEAR),
        some=SOME,
        walk=_SHARE.format(*WALK),
        often=OFTEN,
        seldom=SELDOM,
        enough=enough,
        most=most,
        met=met,
        walked=walked,
        found=found,
        gathered=_GATHERED.format(n=n, count=rest, most=most),
        after=after,
        full=full,
    )


def is_outdated() -> bool:
    """Whether the rows are in another shape than they are written now."""
    return not SearchShape.objects.filter(shape=SHAPE).exists()


def recent_searches(account_id: int) -> list[str]:
    """What the officer searched for lately, newest first."""
    rows = RecentSearch.objects.filter(account_id=account_id, at__lte=timezone.now())
    return list(rows.order_by("-at", "-pk").values_list("text", flat=True))
