# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which calendar a unit uses, and its plain value."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    WorkCalendar,
)
from lienthong.core.units.api import above_of
from lienthong.kernel import clock

DEFAULT_CALENDAR = "default"


def calendar_of(unit_id: int, *, on: date | None = None) -> WorkCalendar:
    """The calendar of a unit on a day: its own, else of the nearest unit above, else the default.

    Raises ``LookupError`` when not even the default is loaded.
    """
    rows = CalendarAssignment.objects.on(on or timezone.localdate()).select_related("calendar")
    above = above_of(unit_id)
    near = rows.filter(unit_id__in=above.values("ancestor_id")).annotate(
        depth=Subquery(above.filter(ancestor_id=OuterRef("unit_id")).values("depth"))
    )
    found = near.order_by("depth").first()
    nearest = found.calendar if found is not None else None
    if nearest is None:
        nearest = WorkCalendar.objects.filter(code=DEFAULT_CALENDAR).first()
    if nearest is None:
        raise LookupError(DEFAULT_CALENDAR)
    return nearest


def latest_revision(calendar: WorkCalendar) -> CalendarRevision:
    """The newest revision of a calendar. Raises ``LookupError`` when it has none."""
    found = calendar.revisions.order_by("-made_at", "-id").first()
    if found is None:
        raise LookupError(calendar.code)
    return found


def calendar_value(revision: CalendarRevision) -> clock.WorkCalendar:
    """The plain calendar of a revision; revisions never change, so it is kept in memory."""
    kept = _value(revision.pk)
    if kept.value is None:
        kept.value = clock.from_dict(revision.days)
    return kept.value


class _Kept:
    """A place for one parsed revision."""

    value: clock.WorkCalendar | None = None


@lru_cache(maxsize=128)
def _value(_revision_id: int) -> _Kept:
    return _Kept()


def unit_calendar(unit_id: int, *, on: date | None = None) -> clock.WorkCalendar:
    """The plain calendar a unit uses on a day. Raises ``LookupError``."""
    return calendar_value(latest_revision(calendar_of(unit_id, on=on)))


def promise(limit: clock.Limit, *, unit_id: int, at: datetime | None = None) -> clock.Explanation:
    """What would be promised if the limit began now (or at ``at``). Raises ``ClockError``.

    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    start = clock.to_local(at or timezone.now())
    return clock.explain(clock.fold(limit, start, unit_calendar(unit_id, on=start.date())))
