# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time that a procedure's version takes out of the count: held, then excluded.

Legal basis: 61/2018/NĐ-CP, Điều 19 (only what the version lists).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.deadlines.api import (
    AdjustmentKind,
    Change,
    Deadline,
    Reason,
    adjust_deadline,
    hold_deadline,
    unit_calendar,
)
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.domain.procedure import ExclusionSpec, LimitSpec
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.limits import clock_limit


def deadline_of(dossier: Dossier) -> Deadline:
    """The deadline of an accepted dossier. Raises ``DoesNotExist`` before acceptance."""
    return Deadline.objects.get(pk=dossier.case.deadline_id or 0)


@part_of_act
def hold_for(dossier: Dossier, key: str, reason: Reason) -> bool:
    """Hold the clock when the version lists the reason and it was not used up; whether it did."""
    listed = dossier.procedure_version.spec.exclusion(key)
    deadline = deadline_of(dossier)
    used = deadline.adjustments.filter(reason_code=reason).count()
    if listed is None or used >= listed.max_count or deadline.state != "running":
        return False
    hold_deadline(deadline, reason=reason)
    return True


@part_of_act
def exclude_wait(dossier: Dossier, key: str, *, actor: Actor) -> None:
    """Take the waiting time out of the count, no more than the version allows."""
    listed = dossier.procedure_version.spec.exclusion(key)
    deadline = deadline_of(dossier)
    if listed is None or deadline.held_at is None:
        return
    change = Change(
        AdjustmentKind.EXCLUDE,
        Reason(deadline.held_reason),
        Instrument.objects.get(key=listed.legal_basis[0].partition(",")[0]).pk,
        approved_by_id=actor.account_id,
        to_at=_until(listed, deadline.held_at, dossier.case.agency_id),
        note=_("Theo cách làm thực tế, căn cứ chờ xác nhận.") if listed.practice else "",
    )
    adjust_deadline(deadline, change=change)


def _until(listed: ExclusionSpec, since: datetime, unit_id: int) -> datetime:
    now = timezone.now()
    if listed.limit is None:
        return now
    return min(now, latest_end(listed.limit, since, unit_id))


def latest_end(limit: LimitSpec, since: datetime, unit_id: int) -> datetime:
    """Until when at most a version lets time stand still that began at a moment."""
    wanted = clock_limit(limit)
    start = clock.to_local(since)
    calendar = unit_calendar(unit_id, on=start.date())
    return clock.to_aware(clock.due(start, wanted.amount, wanted.unit, calendar))
