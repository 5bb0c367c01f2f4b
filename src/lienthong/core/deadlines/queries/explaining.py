# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people are told: explanation, chip, last days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.deadlines.enums import (
    AdjustmentKind,
    DeadlineState,
    LimitUnit,
    Outcome,
)
from lienthong.core.deadlines.models import (
    Deadline,
)
from lienthong.core.deadlines.queries.reckoning import (
    adjustments_of,
    current_calendar,
    deadlines_of,
    due_of,
    reason_words,
)
from lienthong.kernel import clock


def explain_deadline(deadline: Deadline, *, now: datetime | None = None) -> clock.Explanation:
    """Sentence, day strip and calculation list; late when passed, waiting while held.

    Legal basis: 91/2015/QH13, Điều 147 and 148; 61/2018/NĐ-CP, Điều 19.
    """
    moment = deadline.ended_at if not deadline.is_open else now or timezone.now()
    if deadline.state == DeadlineState.HELD and deadline.held_at is not None:
        held = clock.Held(clock.to_local(deadline.held_at), reason_words(deadline.held_reason))
        return clock.explain(due_of(deadline), held=held)
    return clock.explain(due_of(deadline), now=clock.to_local(moment) if moment else None)


def chip_of(deadline: Deadline, *, now: datetime | None = None) -> dict[str, Any]:
    """``state`` and ``words`` of the deadline chip; ``days`` and ``minutes`` left while running."""
    if deadline.state == DeadlineState.CANCELLED:
        return {"state": "closed", "words": _("Đã thôi tính hạn")}
    if deadline.state == DeadlineState.HELD:
        return {"state": "paused", "words": reason_words(deadline.held_reason)}
    unit, due_at = LimitUnit(deadline.unit).time_unit, clock.to_local(deadline.due_at)
    calendar = current_calendar(deadline)
    if deadline.ended_at is not None:
        words = clock.outcome_words(unit, due_at, clock.to_local(deadline.ended_at), calendar)
        late = deadline.outcome == Outcome.LATE
        return {"state": "closed_late" if late else "closed", "words": words}
    left = clock.remaining(unit, due_at, clock.to_local(now or timezone.now()), calendar)
    if left.state is clock.ChipState.ON_TIME and _is_redated(deadline):
        words = _("Đã hẹn lại %(day)s") % {"day": f"{due_at:%d/%m}"}
        return left.as_dict() | {"state": "redated", "words": words}
    return left.as_dict()


def _is_redated(deadline: Deadline) -> bool:
    rows = adjustments_of(deadline)
    return bool(rows) and rows[-1].kind == AdjustmentKind.EXTEND


def chips_of(
    deadline_ids: Iterable[int], *, now: datetime | None = None
) -> dict[int, dict[str, Any]]:
    """Chips of many deadlines by id, for lists: no query per row."""
    moment = now or timezone.now()
    return {pk: chip_of(held, now=moment) for pk, held in deadlines_of(deadline_ids).items()}


@dataclass(frozen=True, slots=True)
class LastDays:
    """The last local days for acts that must come before the due date, and when to warn."""

    supplement: date
    apology: date
    first_warning: date
    second_warning: date


def last_days(deadline: Deadline) -> LastDays:
    """Until when to ask for a supplement and to apologise; warnings two and one days before.

    Raises ``ClockError``. Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 4 and 9.
    """
    calendar = current_calendar(deadline)
    due_day = clock.to_local(deadline.due_at).date()
    received = clock.to_local(deadline.started_at).date()
    return LastDays(
        clock.latest_supplement_day(received, calendar),
        clock.latest_apology_day(due_day, calendar),
        clock.working_days_before(due_day, 2, calendar),
        clock.working_days_before(due_day, 1, calendar),
    )
