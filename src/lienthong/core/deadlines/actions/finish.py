# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""End a deadline: met with an outcome, or no longer counted."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lienthong.core.deadlines.actions.adjust import locked, tell
from lienthong.core.deadlines.enums import DeadlineState, LimitUnit
from lienthong.core.deadlines.models import Deadline
from lienthong.core.deadlines.queries.reckoning import was_late_before_extension
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import IllegalState


@part_of_act
def meet_deadline(deadline: Deadline, *, at: datetime | None = None) -> Deadline:
    """The result is signed or first available: early, on time or late against the due date now.

    An extension made after the due day never makes up for the delay: the outcome stays late.
    Raises ``IllegalState`` when already closed. Legal basis: 91/2015/QH13, Điều 148.
    """
    return _meet(locked(deadline), at or timezone.now())


def _meet(found: Deadline, ended_at: datetime) -> Deadline:
    unit = LimitUnit(found.unit).time_unit
    due_at = clock.to_local(found.due_at)
    outcome = clock.outcome(unit, due_at, clock.to_local(ended_at))
    if found.due_at != found.original_due_at and was_late_before_extension(found):
        outcome = clock.Outcome.LATE
    return _end(found, DeadlineState.MET, ended_at, outcome.value)


@part_of_act
def cancel_deadline(deadline: Deadline, *, at: datetime | None = None) -> Deadline:
    """Nothing is owed any more (withdrawn, stopped, forwarded). Raises ``IllegalState``."""
    return _end(locked(deadline), DeadlineState.CANCELLED, at or timezone.now(), "")


@part_of_act
def end_open_deadline(deadline_id: int, *, at: datetime, is_met: bool) -> None:
    """The work that a deadline measures has ended: met, or no longer owed; ended ones stay."""
    found = locked(deadline_id)
    if not found.is_open:
        return
    if is_met:
        _meet(found, at)
    else:
        _end(found, DeadlineState.CANCELLED, at, "")


def _end(deadline: Deadline, state: DeadlineState, at: datetime, outcome: str) -> Deadline:
    if not deadline.is_open:
        raise IllegalState
    deadline.state, deadline.ended_at, deadline.outcome = state, at, outcome
    deadline.held_at, deadline.held_reason = None, ""
    deadline.save(update_fields=["state", "ended_at", "outcome", "held_at", "held_reason"])
    tell(deadline, deadline.due_at)
    return deadline
