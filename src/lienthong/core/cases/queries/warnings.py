# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases whose promised date is one or two working days away: for an officer, for a unit.

Reads the indexes over open cases by due moment, of the agency and of the desk that receives for
other agencies, so that it costs what is due soon and not what waits. A case whose clock is held is
not warned of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from lienthong.core.cases.models import Case, Step
from lienthong.core.cases.queries.inbox import KEYS, PAGE, InboxPage, keys_of, lent_only
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.references.api import packaged_setting
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.counts import Count
from lienthong.kernel.db import EARLY

_PACKAGED = Path(__file__).parents[1] / "reference" / "warnings.yaml"
KEPT_SECONDS = 60
_OPEN = """
    AND c.closed_at IS NULL AND c.due_at >= %(since)s AND c.due_at < %(before)s
    AND NOT EXISTS (
      SELECT 1 FROM deadlines_deadline d WHERE d.id = c.deadline_id AND d.state = 'held')
"""
_SOON = " UNION ALL ".join(
    f"{found} {_OPEN}"
    for found in (
        "SELECT c.* FROM cases_case c WHERE c.agency_id = %(agency)s",
        "SELECT c.* FROM cases_case c WHERE c.unit_id = %(desk)s"
        " AND c.agency_id IS DISTINCT FROM %(agency)s",
    )
)
_STEPS = """
{keys}
SELECT s.*, c.due_at AS promised_at, c.deadline_id AS promise_id FROM ({soon}) c
JOIN cases_step s ON s.case_id = c.id AND s.closed_at IS NULL
JOIN k ON k.q = s.queue_id {lent}
WHERE c.due_at >= %(at)s AND (c.due_at, s.id) > (%(at)s, %(id)s)
ORDER BY c.due_at, s.id LIMIT %(limit)s
"""
_COUNTS = """
{keys}
SELECT ARRAY[{counts}]::bigint[] FROM (
  SELECT c.due_at FROM ({soon}) c
  JOIN cases_step s ON s.case_id = c.id AND s.closed_at IS NULL
  JOIN k ON k.q = s.queue_id {lent} LIMIT %(limit)s
) found
"""
_CASES = """
SELECT c.* FROM ({soon}) c WHERE c.due_at >= %(at)s AND (c.due_at, c.id) > (%(at)s, %(id)s)
  AND (%(units)s::bigint[] IS NULL OR EXISTS (
    SELECT 1 FROM cases_participation p
    WHERE p.case_id = c.id AND p.unit_id = ANY(%(units)s::bigint[]) AND p.capacity <> 'former'))
ORDER BY c.due_at, c.id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class DueWarning:
    """One warning list: so many working days before, that is up to this moment (exclusive)."""

    days: int
    before: datetime


@dataclass(frozen=True, slots=True)
class CasePage:
    """Cases in order; ``more`` says that another page follows after the last one."""

    cases: list[Case]
    more: bool


def warnings_for(unit_id: int, *, at: datetime | None = None) -> list[DueWarning]:
    """The warning lists in force for a unit, by its own calendar, the nearest first.

    Raises ``ClockError`` when the calendar ends before. Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    now = at or timezone.now()
    on = timezone.localdate(now)
    key, cache = f"cases.warnings:{unit_id}:{on}", caches["process"]
    found: list[DueWarning] | None = cache.get(key)
    if found is None:
        days = packaged_setting("cases.warnings", _PACKAGED, on=on)["working_days"]
        found = [DueWarning(int(n), _end_of(int(n), unit_id, now)) for n in sorted(days)]
        cache.set(key, found, KEPT_SECONDS)
    return found


def _end_of(days: int, unit_id: int, now: datetime) -> datetime:
    local = clock.to_local(now)
    calendar = unit_calendar(unit_id, on=local.date())
    last = clock.due(local, days, clock.TimeUnit.WORKING_DAY, calendar).date()
    return clock.midnight(last + timedelta(days=1))


def warned_steps(
    actor: Actor,
    warning: DueWarning,
    *,
    after: tuple[datetime, int] | None = None,
    size: int = PAGE,
) -> InboxPage:
    """The actor's open work on such cases of their agency or desk, the nearest promise first.

    Each step has ``promised_at``, with its number the key of the next page, and ``promise_id``,
    the deadline of its case.
    """
    values = (
        _values(actor.agency_id, actor.unit_id, warning, after)
        | keys_of(actor)
        | {"limit": size + 1}
    )
    lent = lent_only(actor, "s")
    found = Step.objects.raw(_STEPS.format(keys=KEYS, soon=_SOON, lent=lent), values)
    steps = list(found)
    return InboxPage(steps[:size], len(steps) > size)


def count_of_warned(actor: Actor, warnings: Sequence[DueWarning], *, limit: int = 100) -> Count:
    """How many steps each list has, counting at most ``limit`` in all."""
    if not warnings:
        return Count("SELECT ARRAY[]::bigint[]", {})
    values = (
        _values(actor.agency_id, actor.unit_id, warnings[-1], None)
        | keys_of(actor)
        | {"limit": limit}
    )
    counts = []
    for place, warning in enumerate(warnings):
        values[f"before_{place}"] = warning.before
        counts.append(f"count(*) FILTER (WHERE due_at < %(before_{place})s)")
    parts = {"keys": KEYS, "soon": _SOON, "lent": lent_only(actor, "s")}
    return Count(_COUNTS.format(**parts, counts=", ".join(counts)), values)


def warned_cases(
    agency_id: int,
    warning: DueWarning,
    *,
    desk_id: int | None = None,
    unit_ids: Iterable[int] | None,
    after: tuple[datetime, int] | None = None,
    size: int = PAGE,
) -> CasePage:
    """Such cases of an agency in which the units take part (None: all), whoever has them.

    With ``desk_id`` also those that this desk received for other agencies.

    The nearest promise comes first; its moment and the number of the case key the next page.
    """
    units = None if unit_ids is None else list(unit_ids)
    values = _values(agency_id, desk_id, warning, after) | {"limit": size + 1, "units": units}
    cases = list(Case.objects.raw(_CASES.format(soon=_SOON), values))
    return CasePage(cases[:size], len(cases) > size)


def _values(
    agency_id: int | None,
    desk_id: int | None,
    warning: DueWarning,
    after: tuple[datetime, int] | None,
) -> dict[str, Any]:
    at, number = after or (EARLY, 0)
    return {
        "agency": agency_id,
        "desk": desk_id,
        "since": timezone.now(),
        "before": warning.before,
        "at": at,
        "id": number,
    }
