# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which calendar a unit uses, and its plain value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    WorkCalendar,
)
from lienthong.core.units.api import above_of
from lienthong.kernel import clock
from lienthong.kernel.prepared import Prepared

DEFAULT_CALENDAR = "default"


def revision_of(unit_id: int, *, on: date | None = None) -> CalendarRevision:
    """The newest revision of the calendar that a unit uses on a day, without its days.

    One statement. Raises ``LookupError`` without any calendar or revision.
    """
    found = _REVISION.first(unit_id, on or timezone.localdate())
    if found is None:
        raise LookupError(unit_id)
    return found


def _newest(unit_id: int, day: date) -> QuerySet[CalendarRevision]:
    nearest = _assigned(unit_id, day).values("calendar_id")[:1]
    default = WorkCalendar.objects.filter(code=DEFAULT_CALENDAR).values("pk")
    rows = CalendarRevision.objects.filter(
        calendar_id=Coalesce(Subquery(nearest), Subquery(default))
    )
    return rows.defer("days").order_by("-made_at", "-id")[:1]


_REVISION = Prepared(_newest)


def _assigned(unit_id: int, day: date) -> QuerySet[Any]:
    """The calendars that a unit and the units above it use on a day, the nearest first."""
    above = above_of(unit_id)
    depth = Subquery(above.filter(ancestor_id=OuterRef("unit_id")).values("depth"))
    rows = CalendarAssignment.objects.on(day).filter(unit_id__in=above.values("ancestor_id"))
    found: QuerySet[Any] = rows.annotate(depth=depth).order_by("depth")
    return found


def calendar_of(unit_id: int, *, on: date | None = None) -> WorkCalendar:
    """The calendar of a unit on a day: its own, else of the nearest unit above, else the default.

    Raises ``LookupError`` when not even the default is loaded.
    """
    rows = _assigned(unit_id, on or timezone.localdate()).select_related("calendar")
    found = rows.first()
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


def revision_known(calendar: WorkCalendar, day: date) -> CalendarRevision | None:
    """What was known of a calendar at the end of a day; None before it was made."""
    ends = clock.midnight(day + timedelta(days=1))
    return calendar.revisions.filter(made_at__lt=ends).order_by("-made_at", "-id").first()


@lru_cache(maxsize=128)
def calendar_value(revision_id: int) -> clock.WorkCalendar:
    """The plain calendar of a revision; revisions never change, so it is read once and kept."""
    return clock.from_dict(CalendarRevision.objects.get(pk=revision_id).days)


def unit_calendar(unit_id: int, *, on: date | None = None) -> clock.WorkCalendar:
    """The plain calendar a unit uses on a day. Raises ``LookupError``."""
    return calendar_value(revision_of(unit_id, on=on).pk)


def promise(limit: clock.Limit, *, unit_id: int, at: datetime | None = None) -> clock.Explanation:
    """What would be promised if the limit began now (or at ``at``). Raises ``ClockError``.

    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    return promises([limit], unit_id=unit_id, at=at)[0]


def promises(
    limits: Iterable[clock.Limit], *, unit_id: int, at: datetime | None = None
) -> list[clock.Explanation]:
    """The same for several limits of one unit, whose calendar is read once."""
    start = clock.to_local(at or timezone.now())
    calendar = unit_calendar(unit_id, on=start.date())
    return [clock.explain(clock.fold(limit, start, calendar)) for limit in limits]
