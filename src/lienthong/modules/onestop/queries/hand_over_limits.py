# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""By when papers of a dossier are to be handed over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lienthong.core.deadlines.api import unit_calendar
from lienthong.kernel import clock
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.domain.hand_over import latest_moment
from lienthong.modules.onestop.domain.procedure import ProcedureSpec


def hand_over_by(spec: ProcedureSpec, *, unit_id: int, at: datetime | None = None) -> datetime:
    """The latest moment to hand over what came into a unit's hands now (or ``at``).

    Raises ``InvalidInput`` when a year has no calendar. Legal basis: 61/2018/NĐ-CP, Điều 18.
    """
    start = clock.to_local(at or timezone.now())
    try:
        calendar = unit_calendar(unit_id, on=start.date())
        return clock.to_aware(latest_moment(start, spec.hand_over, calendar))
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error


def take_over_limit(spec: ProcedureSpec) -> clock.Limit:
    """The time in which a forwarded dossier is taken over: the day itself or the next one."""
    return clock.Limit(clock.TimeUnit.SAME_DAY, 1, spec.hand_over.cutoff)
