# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Read calendars and deadlines: fold, explanation, chip, what a new calendar would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from lienthong.core.deadlines.enums import (
    OPEN_STATES,
    AdjustmentKind,
    DeadlineState,
    LimitUnit,
    Outcome,
    Reason,
)
from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    Deadline,
    DueAdjustment,
    WorkCalendar,
)
from lienthong.core.units.api import ancestors_of
from lienthong.kernel import clock

DEFAULT_CALENDAR = "default"
_CHUNK = 2000


def calendar_of(unit_id: int, *, on: date | None = None) -> WorkCalendar:
    """The calendar of a unit on a day: its own, else of the nearest unit above, else the default.

    Raises ``LookupError`` when not even the default is loaded.
    """
    units = [*ancestors_of(unit_id)] or [unit_id]
    rows = CalendarAssignment.objects.filter(unit_id__in=units).on(on or timezone.localdate())
    found = {row.unit_id: row.calendar for row in rows.select_related("calendar")}
    nearest = next((found[unit] for unit in units if unit in found), None)
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


def due_of(
    deadline: Deadline, extra: Iterable[clock.Adjustment] = (), *, extensions: int | None = None
) -> clock.Due:
    """The due date folded from the rows, with adjustments not yet stored. Raises ``ClockError``.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    rows = [plain_adjustment(row) for row in adjustments_of(deadline)]
    return clock.fold(
        limit_of(deadline),
        clock.to_local(deadline.started_at),
        calendar_value(deadline.calendar_revision),
        [*rows, *extra],
        extensions_allowed=extensions,
    )


def adjustments_of(deadline: Deadline) -> list[DueAdjustment]:
    """The adjustments in order; uses what was prefetched."""
    if "adjustments" in getattr(deadline, "_prefetched_objects_cache", {}):
        return sorted(deadline.adjustments.all(), key=lambda row: row.seq)
    rows = deadline.adjustments.select_related("calendar_revision", "instrument")
    return list(rows.order_by("seq"))


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
        str(Reason(row.reason_code).label),
        row.instrument.key,
    )


def explain_deadline(deadline: Deadline, *, now: datetime | None = None) -> clock.Explanation:
    """Sentence, day strip and calculation list; an open deadline that has passed shows as late.

    Legal basis: 91/2015/QH13, Điều 147 and 148; 61/2018/NĐ-CP, Điều 19.
    """
    moment = deadline.ended_at if not deadline.is_open else now or timezone.now()
    return clock.explain(due_of(deadline), now=clock.to_local(moment) if moment else None)


def chip_of(deadline: Deadline, *, now: datetime | None = None) -> dict[str, Any]:
    """``state`` and ``words`` of the deadline chip; ``days`` and ``minutes`` left while running."""
    if deadline.state == DeadlineState.CANCELLED:
        return {"state": "closed", "words": "Đã thôi tính hạn"}
    if deadline.state == DeadlineState.HELD:
        return {"state": "paused", "words": str(Reason(deadline.held_reason).label)}
    unit, due_at = LimitUnit(deadline.unit).time_unit, clock.to_local(deadline.due_at)
    calendar = current_calendar(deadline)
    if deadline.ended_at is not None:
        words = clock.outcome_words(unit, due_at, clock.to_local(deadline.ended_at), calendar)
        late = deadline.outcome == Outcome.LATE
        return {"state": "closed_late" if late else "closed", "words": words}
    left = clock.remaining(unit, due_at, clock.to_local(now or timezone.now()), calendar)
    if left.state is clock.ChipState.ON_TIME and _is_redated(deadline):
        return left.as_dict() | {"state": "redated", "words": f"Đã hẹn lại {due_at:%d/%m}"}
    return left.as_dict()


def _is_redated(deadline: Deadline) -> bool:
    rows = adjustments_of(deadline)
    return bool(rows) and rows[-1].kind == AdjustmentKind.EXTEND


def current_calendar(deadline: Deadline) -> clock.WorkCalendar:
    """The calendar that applies now: of the last CALENDAR adjustment, else of the start."""
    return calendar_value(current_revision(deadline))


def current_revision(deadline: Deadline) -> CalendarRevision:
    """The revision that applies now."""
    rows = (row.calendar_revision for row in reversed(adjustments_of(deadline)))
    return next((revision for revision in rows if revision is not None), deadline.calendar_revision)


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


def open_deadlines(calendar: WorkCalendar, *, lock: bool = False) -> Iterator[Deadline]:
    """Running and held deadlines of a calendar with their adjustments, in chunks."""
    rows = Deadline.objects.filter(calendar=calendar, state__in=OPEN_STATES)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    rows = rows.select_related("calendar_revision").order_by("id")
    with_rows = rows.prefetch_related("adjustments__calendar_revision", "adjustments__instrument")
    return with_rows.iterator(chunk_size=_CHUNK)


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
