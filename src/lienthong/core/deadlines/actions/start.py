# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Begin a deadline."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lienthong.core.deadlines.enums import LimitUnit
from lienthong.core.deadlines.models import Deadline
from lienthong.core.deadlines.queries.calendars import calendar_value, revision_of
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import InvalidInput


@part_of_act
def start_deadline(limit: clock.Limit, *, unit_id: int, at: datetime | None = None) -> Deadline:
    """Start the limit by the calendar of a unit, now or at a moment.

    Raises ``InvalidInput`` when a year has no calendar, ``LookupError`` without any calendar.
    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    started_at = (at or timezone.now()).replace(second=0, microsecond=0)
    local = clock.to_local(started_at)
    revision = revision_of(unit_id, on=local.date())
    try:
        due_at = clock.to_aware(clock.fold(limit, local, calendar_value(revision.pk)).due_at)
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error
    return Deadline.objects.create(
        calendar_revision=revision,
        calendar_id=revision.calendar_id,
        unit=LimitUnit.of(limit.unit),
        amount=limit.amount,
        cutoff=limit.cutoff,
        started_at=started_at,
        original_due_at=due_at,
        due_at=due_at,
    )
