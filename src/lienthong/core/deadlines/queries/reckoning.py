# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The due date folded from the rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from lienthong.core.deadlines.enums import (
    AdjustmentKind,
    LimitUnit,
    Reason,
)
from lienthong.core.deadlines.models import (
    CalendarRevision,
    Deadline,
    DueAdjustment,
)
from lienthong.core.deadlines.queries.calendars import calendar_value
from lienthong.kernel import clock


def due_of(deadline: Deadline, extra: Iterable[clock.Adjustment] = ()) -> clock.Due:
    """The due date folded from the rows, with adjustments not yet stored. Raises ``ClockError``.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    rows = [plain_adjustment(row) for row in adjustments_of(deadline)]
    return clock.fold(
        limit_of(deadline),
        clock.to_local(deadline.started_at),
        calendar_value(deadline.calendar_revision),
        [*rows, *extra],
    )


def adjustments_of(deadline: Deadline) -> list[DueAdjustment]:
    """The adjustments in order; uses what was prefetched."""
    if "adjustments" in getattr(deadline, "_prefetched_objects_cache", {}):
        return sorted(deadline.adjustments.all(), key=lambda row: row.seq)
    rows = deadline.adjustments.select_related("calendar_revision", "instrument")
    return list(rows.order_by("seq"))


def was_late_before_extension(deadline: Deadline) -> bool:
    """Whether a new date was promised only after the old one had passed, by local day.

    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
    """
    return any(
        row.kind == AdjustmentKind.EXTEND
        and clock.to_local(row.at).date() > clock.to_local(row.due_before).date()
        for row in adjustments_of(deadline)
    )


def with_rows(rows: models.QuerySet[Deadline]) -> models.QuerySet[Deadline]:
    """Deadlines with all that their fold needs, for lists."""
    return rows.select_related("calendar_revision").prefetch_related(
        "adjustments__calendar_revision", "adjustments__instrument"
    )


def limit_of(deadline: Deadline) -> clock.Limit:
    """The limit of a deadline."""
    return clock.Limit(LimitUnit(deadline.unit).time_unit, deadline.amount, deadline.cutoff)


def plain_adjustment(row: DueAdjustment) -> clock.Adjustment:
    """A stored adjustment as the arithmetic takes it."""
    revision = row.calendar_revision
    return clock.Adjustment(
        clock.AdjustmentKind(row.kind),
        clock.to_local(row.from_at) if row.from_at else None,
        clock.to_local(row.to_at) if row.to_at else None,
        calendar_value(revision) if revision is not None else None,
        reason_words(row.reason_code),
        row.instrument.key,
    )


def reason_words(code: str) -> str:
    """What the chip and the strip say for a stored reason."""
    return str(Reason(code).label)


def current_calendar(deadline: Deadline) -> clock.WorkCalendar:
    """The calendar that applies now: of the last CALENDAR adjustment, else of the start."""
    return calendar_value(current_revision(deadline))


def current_revision(deadline: Deadline) -> CalendarRevision:
    """The revision that applies now."""
    rows = (row.calendar_revision for row in reversed(adjustments_of(deadline)))
    return next((revision for revision in rows if revision is not None), deadline.calendar_revision)
