# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dossiers that are late today, for everybody to see: never a name, never what is asked for whom.

Late is whoever's promised moment has passed without a result; an apology with a new date does not
mend the broken promise. A dossier whose clock is held is not late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from lienthong.core.units.api import names_of
from lienthong.kernel.db import EARLY

PAGE = 50
KEPT_SECONDS = 60
_LATE = """
WITH broken AS (
  SELECT c.id, c.agency_id, c.due_at AS promised_at, false AS apologised
  FROM cases_case c
  WHERE c.closed_at IS NULL AND c.due_at < %(now)s AND c.outcome_at IS NULL
  UNION ALL
  SELECT c.id, c.agency_id, e.due_before, true
  FROM onestop_extensionnotice e JOIN cases_case c ON c.id = e.dossier_id
  WHERE e.executed_at IS NOT NULL AND e.due_before < %(now)s
    AND c.closed_at IS NULL AND c.outcome_at IS NULL
), late AS (
  SELECT b.id, b.agency_id, min(b.promised_at) AS promised_at,
         bool_or(b.apologised) AS apologised
  FROM broken b
  WHERE NOT EXISTS (
    SELECT 1 FROM cases_case c JOIN deadlines_deadline d ON d.id = c.deadline_id
    WHERE c.id = b.id AND d.state = 'held')
  GROUP BY b.id, b.agency_id
)
"""
_COUNTS = "{late} SELECT agency_id, count(*) FROM late GROUP BY 1"
_LIST = """
{late}
SELECT l.id, c.code, v.short_name, l.agency_id, l.promised_at, l.apologised, c.due_at
FROM late l
JOIN cases_case c ON c.id = l.id
JOIN onestop_dossier o ON o.case_id = l.id
JOIN onestop_procedureversion v ON v.id = o.procedure_version_id
WHERE c.code IS NOT NULL
  AND (%(agency)s::bigint IS NULL OR l.agency_id = %(agency)s)
  AND (l.promised_at, l.id) > (%(at)s, %(id)s)
ORDER BY l.promised_at, l.id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class LateUnit:
    """How many dossiers of a unit are late now."""

    unit_id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LateDossier:
    """What everybody may see of one late dossier; ``days`` counts calendar days since the promise.

    Legal basis: 01/2018/TT-VPCP, Điều 16.
    """

    id: int
    code: str
    procedure: str
    unit_id: int
    promised_at: datetime
    apologised: bool
    new_due_at: datetime | None
    days: int


@dataclass(frozen=True, slots=True)
class LatePage:
    """Late dossiers, the longest late first; ``more`` says that another page follows."""

    dossiers: list[LateDossier]
    more: bool


def late_units() -> list[LateUnit]:
    """The units with late dossiers, the most first; at most a minute old."""
    cache = caches["process"]
    found: list[LateUnit] | None = cache.get("onestop.late_units")
    if found is None:
        found = _count()
        cache.set("onestop.late_units", found, KEPT_SECONDS)
    return found


def _count() -> list[LateUnit]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(late=_LATE), {"now": timezone.now()})
        counts: dict[int, int] = dict(cursor.fetchall())
    names = names_of(set(counts))
    rows = [LateUnit(unit, names.get(unit, ""), count) for unit, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.count, row.name))


def late_dossiers(
    *, unit_id: int | None = None, after: tuple[datetime, int] | None = None, size: int = PAGE
) -> LatePage:
    """One page of late dossiers, of one unit or all: a single statement."""
    at, number = after or (EARLY, 0)
    values: dict[str, Any] = {
        "now": timezone.now(),
        "agency": unit_id,
        "at": at,
        "id": number,
        "limit": size + 1,
    }
    today = timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_LIST.format(late=_LATE), values)
        found = [_late(row, today) for row in cursor.fetchall()]
    return LatePage(found[:size], len(found) > size)


def _late(row: tuple[Any, ...], today: date) -> LateDossier:
    number, code, procedure, unit_id, promised_at, apologised, due_at = row
    return LateDossier(
        id=number,
        code=code,
        procedure=procedure,
        unit_id=unit_id,
        promised_at=promised_at,
        apologised=apologised,
        new_due_at=due_at if apologised and due_at > promised_at else None,
        days=(today - timezone.localdate(promised_at)).days,
    )
