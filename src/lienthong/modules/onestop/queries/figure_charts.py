# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures over time: what fell late by week and place, what falls due, what came and went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from lienthong.kernel import clock
from lienthong.modules.onestop.queries.figures import Asked, scope_of, values_of

_LAPSED = """
SELECT f.agency_id, date_trunc('week', f.late_on)::date, count(*)
FROM onestop_dossierfact f
WHERE {scope} AND f.late_on BETWEEN %(from)s AND %(until)s AND lower(f.late_during) <= %(at)s
GROUP BY 1, 2
"""
_COMING = """
SELECT (f.late_at AT TIME ZONE %(zone)s)::date, count(*) FROM onestop_dossierfact f
WHERE {scope} AND f.late_at >= %(at)s AND f.late_at < %(end)s GROUP BY 1
"""
_ADDED = """
SELECT day, online + desk + post, online, early + on_time + late, early + on_time
FROM onestop_daytally WHERE axis = 0 AND grain = 1 AND day BETWEEN %(from)s AND %(until)s
"""
_COUNTED = """
SELECT month, sum(new), sum(online), sum(done), sum(kept) FROM (
  SELECT date_trunc('month', f.accepted_on)::date AS month, count(*) AS new,
    count(*) FILTER (WHERE f.channel = 'online') AS online, 0 AS done, 0 AS kept
  FROM onestop_dossierfact f
  WHERE {scope} AND f.accepted_on BETWEEN %(from)s AND %(until)s GROUP BY 1
  UNION ALL
  SELECT date_trunc('month', f.ended_on)::date, 0, 0, count(*),
    count(*) FILTER (WHERE f.outcome < 3)
  FROM onestop_dossierfact f
  WHERE {scope} AND f.ended_on BETWEEN %(from)s AND %(until)s GROUP BY 1) m
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What came and what was resolved in one month. Counts of dossiers."""

    month: date
    new: int = 0
    online: int = 0
    done: int = 0
    kept: int = 0

    @property
    def share(self) -> float | None:
        """Percent resolved by the promised day; None when nothing was resolved."""
        return round(100 * self.kept / self.done, 1) if self.done else None


def lapsed_by_week(asked: Asked, weeks: int) -> dict[int, dict[date, int]]:
    """How many dossiers became late, by agency and by week (its Monday), the last weeks."""
    start = monday_of(asked.until) - timedelta(weeks=weeks - 1)
    found: dict[int, dict[date, int]] = {}
    sql = _LAPSED.format(scope=scope_of(asked))
    for agency, week, count in _rows(sql, values_of(asked) | {"from": start}):
        found.setdefault(agency, {})[week] = count
    return found


def due_by_day(asked: Asked, days: int) -> dict[date, int]:
    """How many running dossiers fall due on each of the coming days, from now on."""
    last = timezone.localdate(asked.now) + timedelta(days=days)
    end = clock.midnight(last)
    sql = _COMING.format(scope=scope_of(asked))
    return dict(_rows(sql, values_of(asked) | {"at": asked.now, "end": end}))


def month_figures(asked: Asked, months: int) -> list[MonthFigures]:
    """The last months until the last day that is asked, the oldest first."""
    firsts = list(reversed(_months_back(asked.until, months)))
    sql = _ADDED if asked.is_whole else _COUNTED.format(scope=scope_of(asked))
    rows = _rows(sql, values_of(asked) | {"from": firsts[0]})
    found = {row[0]: MonthFigures(row[0], *map(int, row[1:])) for row in rows}
    return [found.get(first, MonthFigures(first)) for first in firsts]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _months_back(day: date, months: int) -> list[date]:
    firsts = [day.replace(day=1)]
    while len(firsts) < months:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
