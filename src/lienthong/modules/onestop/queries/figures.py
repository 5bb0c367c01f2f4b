# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures of a period: of the province, by agency, by procedure, by officer; of any past day.

Where everything within reach is asked they are added from sums of days; for some units they are
counted from lines. Both give the same, and the lists behind them hold what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.units.api import Unit
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.domain.figures import CONDITIONS, NAMES, Numbers, cells_until
from lienthong.modules.onestop.models import DossierFact, TallyAxis
from lienthong.modules.onestop.permissions import FIGURES

BY = {"agency": "f.agency_id", "procedure": "f.procedure_id", "officer": "f.officer_id"}
_AXES = {"agency": TallyAxis.AGENCY, "procedure": TallyAxis.PROCEDURE}
_FLOWS: tuple[str, ...] = (
    "online",
    "desk",
    "post",
    "early",
    "on_time",
    "late",
    "withdrawn",
    "lapsed",
)
_FLOWS += ("supplemented", "digitised", "charged", "paid_online")
_TALLY = """
SELECT key, {flows},
  COALESCE(sum(online + desk + post - early - on_time - late)
    FILTER (WHERE day < %(since)s), 0) AS carried,
  sum(online + desk + post - early - on_time - late) AS pending,
  sum(late_change) AS overdue, sum(held_change) AS held
FROM onestop_daytally WHERE axis = %(axis)s AND ({cells}) GROUP BY key
"""
_LIVE = """
SELECT {key}, count(*) FILTER (WHERE f.late_at <= %(at)s), count(*) FILTER (WHERE {soon}),
  count(*) FILTER (WHERE f.late_at > %(at)s AND f.late_on = %(until)s)
FROM onestop_dossierfact f WHERE f.late_at <= GREATEST(%(soon)s, %(evening)s) GROUP BY 1
"""
_COUNT = """
SELECT {key} AS key, {counts} FROM onestop_dossierfact f
WHERE {scope} AND f.accepted_on <= %(until)s
  AND (f.ended_on IS NULL OR f.ended_on >= %(since)s) GROUP BY 1
"""
SOON_KEPT = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: days, both included; within which units; of one unit, procedure, officer.

    ``allowed`` None means every unit. ``now`` is the moment of asking; by the calendar of
    ``clock_unit`` a promised moment counts as near.
    """

    since: date
    until: date
    now: datetime
    allowed: tuple[int, ...] | None = None
    unit_id: int | None = None
    procedure_id: int | None = None
    officer_id: int | None = None
    clock_unit: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the last day is today or later: it is looked at as things stand now."""
        return self.until >= timezone.localdate(self.now)

    @property
    def at(self) -> datetime:
        """The moment at which the last day is looked at: now, or the end of that day."""
        if self.is_live:
            return self.now
        return _evening(self.until)

    @property
    def is_whole(self) -> bool:
        """Whether sums of days answer it: the whole province, nobody and nothing picked out."""
        picked = (self.allowed, self.unit_id, self.procedure_id, self.officer_id)
        return all(each is None for each in picked)

    def before(self) -> Asked:
        """The same question of the period of the same length before."""
        length = self.until - self.since + timedelta(days=1)
        return replace(self, since=self.since - length, until=self.since - timedelta(days=1))


def ask(
    actor: Actor,
    since: date,
    until: date,
    *,
    unit_id: int | None = None,
    procedure_id: int | None = None,
    officer_id: int | None = None,
    ahead: bool = False,
) -> Asked:
    """A question within the actor's reach; only with ``ahead`` about days to come.

    A unit outside it can be asked for what a desk within it received for that unit. Raises
    ``OutOfScope`` when there is nothing of the kind.
    """
    units = _units_of(actor)
    if units is not None and unit_id is not None and not _is_met(unit_id, units):
        raise OutOfScope
    now, by_clock = timezone.now(), unit_id or actor.agency_id or actor.unit_id
    last = until if ahead else min(until, timezone.localdate(now))
    return Asked(min(since, last), last, now, units, unit_id, procedure_id, officer_id, by_clock)


def _units_of(actor: Actor) -> tuple[int, ...] | None:
    """The units within reach; None when that is every unit there is."""
    allowed = reachable_unit_ids(reach(actor, FIGURES))
    if allowed is None:
        return None
    units = {row[0] if isinstance(row, tuple) else int(row) for row in allowed}
    return None if len(units) > 1 and Unit.objects.count() == len(units) else tuple(sorted(units))


def _is_met(unit_id: int, units: tuple[int, ...]) -> bool:
    """Whether figures within these units name the unit: one of them, or one they receive for."""
    return (
        unit_id in units
        or DossierFact.objects.filter(agency_id=unit_id, desk_id__in=units).exists()
    )


def numbers(asked: Asked) -> Numbers:
    """The figures of everything that is asked."""
    found = _counted(asked, "") if not asked.is_whole else _added(asked, "")
    return found.get(0, Numbers())


def numbers_by(asked: Asked, by: str) -> dict[int, Numbers]:
    """The figures by ``agency``, ``procedure`` or ``officer`` (0: nobody worked on it yet)."""
    if asked.is_whole and by in _AXES:
        return _added(asked, by)
    return _counted(asked, by)


def values_of(asked: Asked) -> dict[str, Any]:
    """What the conditions of figures ask for."""
    return {
        "since": asked.since,
        "until": asked.until,
        "at": asked.at,
        "soon": soon_until(asked) if asked.is_live else asked.at,
        "evening": _evening(asked.until),
        "zone": settings.TIME_ZONE,
        "units": list(asked.allowed or ()),
        "unit": asked.unit_id,
        "procedure": asked.procedure_id,
        "officer": asked.officer_id,
    }


def scope_of(asked: Asked) -> str:
    """The condition on a line of figures that keeps to what is asked and may be seen."""
    parts = []
    if asked.allowed is not None:
        parts.append("(f.agency_id = ANY(%(units)s) OR f.desk_id = ANY(%(units)s))")
    if asked.unit_id is not None:
        parts.append("f.agency_id = %(unit)s")
    if asked.procedure_id is not None:
        parts.append("f.procedure_id = %(procedure)s")
    if asked.officer_id is not None:
        parts.append("COALESCE(f.officer_id, 0) = %(officer)s")
    return " AND ".join(parts) or "true"


def soon_until(asked: Asked) -> datetime:
    """Until when a promised moment counts as near; now, where no calendar says.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    cache = caches["process"]
    key = f"onestop.soon_until:{asked.clock_unit}"
    found: datetime | None = cache.get(key)
    if found is None or found <= asked.now:
        found = _eight_hours_on(asked)
        cache.set(key, found, SOON_KEPT)
    return found


def _eight_hours_on(asked: Asked) -> datetime:
    local = clock.to_local(asked.now)
    hours = clock.rule("due_soon_working_hours", local.date()).value
    try:
        calendar = unit_calendar(asked.clock_unit or 0, on=local.date())
        return clock.to_aware(clock.due(local, hours, clock.TimeUnit.HOUR, calendar))
    except (LookupError, clock.ClockError):
        return asked.now


def _evening(day: date) -> datetime:
    """The last moment of a day."""
    return clock.midnight(day + timedelta(days=1)) - timedelta(microseconds=1)


def _counted(asked: Asked, by: str) -> dict[int, Numbers]:
    key = f"COALESCE({BY[by]}, 0)" if by else "0"
    counts = ", ".join(f"count(*) FILTER (WHERE {CONDITIONS[name]})" for name in NAMES)
    sql = _COUNT.format(key=key, counts=counts, scope=scope_of(asked))
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(asked))
        return {row[0]: Numbers(*row[1:]) for row in cursor.fetchall()}


def _added(asked: Asked, by: str) -> dict[int, Numbers]:
    values = values_of(asked) | {"axis": _AXES.get(by, TallyAxis.PROVINCE)}
    cells, bounds = _cells(asked)
    flows = ", ".join(
        f"COALESCE(sum({name}) FILTER (WHERE day >= %(since)s), 0) AS {name}" for name in _FLOWS
    )
    with connection.cursor() as cursor:
        cursor.execute(_TALLY.format(flows=flows, cells=cells), values | bounds)
        names = [column.name for column in cursor.description or ()][1:]
        found = {
            row[0]: Numbers(**dict(zip(names, map(int, row[1:]), strict=True)))
            for row in cursor.fetchall()
        }
        return found if not asked.is_live else _with_now(found, cursor, values, by)


def _with_now(
    found: dict[int, Numbers], cursor: Any, values: dict[str, Any], by: str
) -> dict[int, Numbers]:
    """Sums of days hold what will be late until the evening: what is late now is counted."""
    soon = "f.late_at > %(at)s AND f.late_at <= %(soon)s"
    cursor.execute(_LIVE.format(key=BY[by] if by else "0", soon=soon), values)
    now = {row[0]: row[1:] for row in cursor.fetchall()}
    return {key: _as_of_now(each, *now.get(key, (0, 0, 0))) for key, each in found.items()}


def _as_of_now(each: Numbers, late: int, soon: int, this_evening: int) -> Numbers:
    return replace(each, overdue=late, soon=soon, lapsed=each.lapsed - this_evening)


def _cells(asked: Asked) -> tuple[str, dict[str, date]]:
    cells = cells_until(asked.since, asked.until)
    parts: list[str] = []
    bounds: dict[str, date] = {}
    for grain, spans in ((1, cells.months), (0, cells.days)):
        for place, (start, end) in enumerate(spans):
            name = f"c{grain}{place}"
            parts.append(f"(grain = {grain} AND day >= %({name}a)s AND day < %({name}b)s)")
            bounds |= {f"{name}a": start, f"{name}b": end}
    return " OR ".join(parts), bounds
