# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which cases changed since figures were folded, and how old the figures are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import connection

from lienthong.core.indicators.models import Fold
from lienthong.kernel.db import WATERMARK
from lienthong.kernel.registry import modules, resolve

_BELOW = f"SELECT {WATERMARK}::text::bigint"
_END = """
SELECT xid::text::bigint + 1 FROM cases_caseevent
WHERE xid >= %(since)s::text::xid8 AND xid < %(below)s::text::xid8
ORDER BY xid, id OFFSET %(most)s LIMIT 1
"""
_CHANGED = """
SELECT c.id FROM (
  SELECT e.case_id FROM cases_caseevent e
  WHERE e.xid >= %(since)s::text::xid8 AND e.xid < %(end)s::text::xid8
  UNION
  SELECT moved.id FROM deadlines_dueadjustment a
  JOIN cases_case moved ON moved.deadline_id = a.deadline_id
  WHERE a.xid >= %(since)s::text::xid8 AND a.xid < %(end)s::text::xid8
) changed
JOIN cases_case c ON c.id = changed.case_id
JOIN cases_casekind k ON k.id = c.kind_id AND k.code = %(kind)s
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class FigureSource:
    """What a module folds: ``refold`` counts some cases anew, ``rebuild`` all of them.

    Both read only what stands in the tables, so that it does not matter how often, in which order
    or in which lots cases are folded.
    """

    kind: str
    refold: Callable[[Sequence[int]], None]
    rebuild: Callable[[], None]


def sources() -> list[FigureSource]:
    """What modules fold, in the order of INSTALLED_APPS."""
    found = (resolve(declared, declared.figures) for declared in modules() if declared.figures)
    return [cast("FigureSource", each) for each in found]


def watermark() -> int:
    """The first transaction that may still be unfinished: nothing below it is yet to come."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW)
        return int(cursor.fetchone()[0])


def end_of_batch(since: int, *, below: int, most: int) -> int:
    """Up to which transaction (exclusive) about ``most`` events lie, never above ``below``."""
    with connection.cursor() as cursor:
        cursor.execute(_END, {"since": since, "below": below, "most": most})
        row = cursor.fetchone()
    return min(int(row[0]), below) if row else below


def changed_cases(kind: str, *, since: int, end: int) -> list[int]:
    """Cases of a kind with an event or a moved due date written in [since, end), by number."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"kind": kind, "since": since, "end": end})
        return [int(row[0]) for row in cursor.fetchall()]


def folded_at(kind: str) -> datetime | None:
    """Up to when the figures of a kind of case are complete; None before the first time."""
    return Fold.objects.filter(kind=kind).values_list("folded_at", flat=True).first()
