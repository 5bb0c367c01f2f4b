# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Move the open deadlines of a calendar to its newest revision, a few in each act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lienthong.core.deadlines.actions.adjust import Change, adjustment_row, tell
from lienthong.core.deadlines.enums import AdjustmentKind, Reason
from lienthong.core.deadlines.events import DueMoving
from lienthong.core.deadlines.models import CalendarRevision, Deadline, DueAdjustment, WorkCalendar
from lienthong.core.deadlines.permissions import REVISE
from lienthong.core.deadlines.queries.calendars import calendar_value, latest_revision
from lienthong.core.deadlines.queries.changes import Recomputed, behind, locked_open
from lienthong.core.deadlines.queries.reckoning import due_of
from lienthong.kernel import clock
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish

MOST = 200


@dataclass(frozen=True, slots=True)
class RecomputationReport:
    """What a new revision did to some of the open deadlines of its calendar.

    ``next_after`` is where the following act begins, None when all were looked at.
    """

    revision_id: int
    looked_at: int
    changed: tuple[Recomputed, ...]
    next_after: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data: how many were looked at, before and after of those that moved."""
        return {
            "revision_id": self.revision_id,
            "looked_at": self.looked_at,
            "changed": [change.as_dict() for change in self.changed],
        }


@action(REVISE)
def recompute_calendar(
    calendar: WorkCalendar,
    *,
    after: int = 0,
    most: int = MOST,
    approved_by_id: int | None = None,
    actor: Actor,
) -> RecomputationReport:
    """Recompute open deadlines that do not follow the newest revision yet, never closed ones.

    One act takes at most ``most``, those with ids above ``after``, so that nobody waits long for
    it. Raises ``InvalidInput`` when the revision lacks a needed year; then nothing of it moved.
    """
    revision = latest_revision(calendar)
    ids = behind(calendar, revision, after=after, most=most)
    publish(DueMoving(deadline_ids=tuple(ids)))
    approver = approved_by_id or actor.account_id
    deadlines = locked_open(ids)
    rows = [_recompute(deadline, revision, approver) for deadline in deadlines]
    DueAdjustment.objects.bulk_create(rows)
    changed = [_recomputed(row) for row in rows if row.due_after != row.due_before]
    for change in changed:
        _move(change)
    next_after = ids[-1] if len(ids) == most else None
    return RecomputationReport(revision.pk, len(rows), tuple(changed), next_after)


def _recompute(
    deadline: Deadline, revision: CalendarRevision, approved_by_id: int | None
) -> DueAdjustment:
    wanted = clock.Adjustment(clock.AdjustmentKind.CALENDAR, calendar=calendar_value(revision.pk))
    try:
        applied = due_of(deadline, [wanted]).applied[-1]
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    change = Change(
        AdjustmentKind.CALENDAR,
        Reason.NEW_CALENDAR,
        revision.instrument_id,
        approved_by_id=approved_by_id,
    )
    return adjustment_row(deadline, change, applied, revision=revision)


def _recomputed(row: DueAdjustment) -> Recomputed:
    return Recomputed(row.deadline, clock.to_local(row.due_before), clock.to_local(row.due_after))


def _move(change: Recomputed) -> None:
    before, change.deadline.due_at = change.deadline.due_at, clock.to_aware(change.after)
    change.deadline.save(update_fields=["due_at"])
    tell(change.deadline, before)
