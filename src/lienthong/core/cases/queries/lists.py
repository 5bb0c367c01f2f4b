# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists of cases by participation; steps and events of one case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from lienthong.core.cases.enums import Capacity, EventAudience
from lienthong.core.cases.models import Case, CaseEvent, Participation, Step
from lienthong.kernel.db import FAR
from lienthong.kernel.prepared import Prepared

SUBTREE_LIMIT = 50
_LIST = """
SELECT c.* FROM (
  SELECT DISTINCT p.sort_at, p.case_id
  FROM unnest(%(units)s::bigint[]) AS u(id) CROSS JOIN LATERAL (
    SELECT DISTINCT sort_at, case_id FROM cases_participation
    WHERE unit_id = u.id AND kind_id = %(kind)s AND (sort_at, case_id) < (%(at)s, %(id)s)
    ORDER BY sort_at DESC, case_id DESC LIMIT %(limit)s
  ) p ORDER BY p.sort_at DESC, p.case_id DESC LIMIT %(limit)s
) found JOIN cases_case c ON c.id = found.case_id
ORDER BY found.sort_at DESC, found.case_id DESC
"""


def cases_of_units(
    unit_ids: list[int],
    kind_id: int,
    *,
    after: tuple[datetime, int] | None = None,
    size: int = 30,
) -> list[Case]:
    """Cases in which the units take part, newest first, one page; at most 50 units."""
    at, case_id = after or (FAR, 0)
    values: dict[str, Any] = {
        "units": unit_ids[:SUBTREE_LIMIT],
        "kind": kind_id,
        "at": at,
        "id": case_id,
        "limit": size,
    }
    return list(Case.objects.raw(_LIST, values))


def units_reaching(case: str) -> ArraySubquery:
    """Units through which officers reach a case, for rows that name it in this field.

    Told to the case as its ``known_scope`` they spare the statement of its own.
    """
    rows = Participation.objects.filter(case_id=OuterRef(case))
    return ArraySubquery(rows.exclude(capacity=Capacity.FORMER).values("unit_id"))


_REACHED = Prepared(
    lambda pk: (
        Step.objects.select_related("case")
        .annotate(read_scope=units_reaching("case_id"))
        .filter(pk=pk)
    )
)


def reached_step(pk: int) -> Step | None:
    """A step with its case and the units that reach it; one statement."""
    found = _REACHED.first(pk)
    if found is not None:
        found.case.known_scope = frozenset(vars(found)["read_scope"])
    return found


def events_of(case_id: int, *, for_citizen: bool = False) -> list[CaseEvent]:
    """What happened to a case, oldest first."""
    found = _EVENTS.all(case_id)
    if not for_citizen:
        return found
    return [event for event in found if event.audience == EventAudience.CITIZEN]


def event_at(event_id: int, at: datetime) -> CaseEvent:
    """One event by its number and moment. Raises ``LookupError`` when there is none."""
    found = _AT.first(event_id, at)
    if found is None:
        raise LookupError(event_id)
    return found


_AT = Prepared(lambda number, at: CaseEvent.objects.filter(at=at, id=number))
_EVENTS = Prepared(lambda case: CaseEvent.objects.filter(case_id=case).order_by("id"))
_LATEST = Prepared(lambda case: CaseEvent.objects.filter(case_id=case).order_by("-id")[:1])
_STEPS = Prepared(lambda case: Step.objects.filter(case_id=case).order_by("id"))


def latest_event(case_id: int) -> CaseEvent | None:
    """What happened last to a case."""
    return _LATEST.first(case_id)


def steps_of(case_id: int) -> list[Step]:
    """All steps of a case, oldest first."""
    return _STEPS.all(case_id)


def open_steps_of(case_id: int) -> list[Step]:
    """The open steps of a case."""
    return list(Step.objects.filter(case_id=case_id, closed_at__isnull=True).order_by("id"))


__all__ = [
    "cases_of_units",
    "events_of",
    "latest_event",
    "open_steps_of",
    "reached_step",
    "steps_of",
    "units_reaching",
]
