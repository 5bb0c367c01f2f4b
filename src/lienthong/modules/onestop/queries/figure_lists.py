# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The dossiers behind a figure: exactly those that were counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from lienthong.modules.onestop.domain.figures import LISTS
from lienthong.modules.onestop.queries.figures import Asked, scope_of, values_of

PAGE = 50
_LIST = """
SELECT f.case_id, c.code, v.short_name, f.agency_id, f.accepted_at, f.due_at, f.ended_at,
  CASE WHEN f.ended_on <= %(until)s THEN f.outcome END,
  CASE WHEN f.ended_on <= %(until)s THEN f.ending ELSE '' END,
  f.late_during @> %(at)s::timestamptz, f.channel, f.accepted_on
FROM onestop_dossierfact f
JOIN cases_case c ON c.id = f.case_id
JOIN onestop_dossier o ON o.case_id = f.case_id
JOIN onestop_procedureversion v ON v.id = o.procedure_version_id
WHERE {scope} AND {condition} {after}
ORDER BY f.accepted_on DESC, f.case_id DESC {limit}
"""
_COUNT = "SELECT count(*) FROM onestop_dossierfact f WHERE {scope} AND {condition}"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One dossier behind a figure, as it stood at the end of the days that were asked.

    ``ended_at`` may lie after them; ``outcome`` and ``ending`` do not tell of it.
    """

    case_id: int
    code: str
    procedure: str
    agency_id: int
    accepted_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    outcome: int | None
    ending: str
    is_late: bool
    channel: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A page, the newest received first; ``more`` says that another one follows."""

    rows: list[FigureRow]
    more: bool


def dossiers_behind(
    asked: Asked, figure: str, *, after: tuple[date, int] | None = None, size: int = PAGE
) -> FigurePage:
    """A page of the dossiers that a figure counts, after the last of the page before.

    Raises ``KeyError`` for a figure that there is not.
    """
    values = values_of(asked) | {"size": size + 1}
    if after:
        values |= {"after_on": after[0], "after_id": after[1]}
    sql = _statement(
        asked,
        figure,
        after="AND (f.accepted_on, f.case_id) < (%(after_on)s, %(after_id)s)" if after else "",
        limit="LIMIT %(size)s",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = [_row(row) for row in cursor.fetchall()]
    return FigurePage(rows[:size], len(rows) > size)


def count_behind(asked: Asked, figure: str) -> int:
    """How many dossiers a figure counts."""
    sql = _COUNT.format(scope=scope_of(asked), condition=f"({LISTS[figure]})")
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(asked))
        return int(cursor.fetchone()[0])


def all_behind(asked: Asked, figure: str, *, size: int = 2000) -> Iterator[FigureRow]:
    """Every dossier that a figure counts, read page by page."""
    after: tuple[date, int] | None = None
    while True:
        page = dossiers_behind(asked, figure, after=after, size=size)
        yield from page.rows
        if not page.more:
            return
        after = (page.rows[-1].accepted_on, page.rows[-1].case_id)


def _statement(asked: Asked, figure: str, *, after: str, limit: str) -> str:
    condition = f"({LISTS[figure]})"
    return _LIST.format(scope=scope_of(asked), condition=condition, after=after, limit=limit)


def _row(row: tuple[Any, ...]) -> FigureRow:
    return FigureRow(row[0], row[1] or "", *row[2:])
