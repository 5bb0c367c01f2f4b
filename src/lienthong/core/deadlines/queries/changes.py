# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a new calendar makes of the open deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from lienthong.core.deadlines.enums import OPEN_STATES, AdjustmentKind
from lienthong.core.deadlines.models import (
    CalendarRevision,
    Deadline,
    DueAdjustment,
    WorkCalendar,
)
from lienthong.core.deadlines.queries.reckoning import due_of, with_rows
from lienthong.kernel import clock

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One open deadline under another calendar: before and after, local times."""

    deadline: Deadline
    before: datetime
    after: datetime

    @property
    def is_changed(self) -> bool:
        """Whether the due date moved."""
        return self.before != self.after

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the report."""
        return {
            "deadline_id": self.deadline.pk,
            "before": self.before.isoformat(timespec="minutes"),
            "after": self.after.isoformat(timespec="minutes"),
        }


def open_deadlines(calendar: WorkCalendar) -> Iterator[Deadline]:
    """Running and held deadlines of a calendar with their adjustments, in chunks."""
    rows = Deadline.objects.filter(calendar=calendar, state__in=OPEN_STATES)
    return with_rows(rows.order_by("id")).iterator(chunk_size=_CHUNK)


def behind(
    calendar: WorkCalendar, revision: CalendarRevision, *, after: int, most: int
) -> list[int]:
    """Ids of open deadlines reckoned by another revision, the first above ``after``."""
    moved = DueAdjustment.objects.filter(deadline=OuterRef("pk"), kind=AdjustmentKind.CALENDAR)
    latest = Subquery(moved.order_by("-seq").values("calendar_revision_id")[:1])
    rows = Deadline.objects.filter(calendar=calendar, state__in=OPEN_STATES, pk__gt=after)
    follows = Coalesce(latest, F("calendar_revision_id"), output_field=BigIntegerField())
    rows = rows.annotate(follows=follows).exclude(follows=revision.pk)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def locked_open(ids: list[int]) -> list[Deadline]:
    """Those of the deadlines that are still open, locked, with their adjustments."""
    rows = Deadline.objects.filter(pk__in=ids, state__in=OPEN_STATES)
    return list(with_rows(rows.select_for_update(of=("self",)).order_by("pk")))


def recomputed(deadline: Deadline, value: clock.WorkCalendar) -> Recomputed:
    """What another calendar makes of an open deadline. Raises ``ClockError``."""
    change = clock.Adjustment(clock.AdjustmentKind.CALENDAR, calendar=value)
    after = due_of(deadline, [change]).due_at
    return Recomputed(deadline, clock.to_local(deadline.due_at), after)


def changes_under(calendar: WorkCalendar, days: dict[str, Any]) -> list[Recomputed]:
    """The open deadlines that calendar data would move, before it is put into use.

    Raises ``ClockError`` when the data are no calendar.
    """
    value = clock.from_dict(days)
    found = (recomputed(deadline, value) for deadline in open_deadlines(calendar))
    return [change for change in found if change.is_changed]
