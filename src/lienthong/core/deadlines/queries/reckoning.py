# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The due date folded from the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from lienthong.core.deadlines.enums import (
    AdjustmentKind,
    LimitUnit,
    Reason,
)
from lienthong.core.deadlines.models import Deadline, DueAdjustment
from lienthong.core.deadlines.queries.calendars import calendar_value
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock
from lienthong.kernel.prepared import Prepared

_KNOWN = "known_adjustments"
"""Under this name on a deadline stand the adjustments that were read with it."""
_COLUMNS = tuple(field.attname for field in DueAdjustment._meta.concrete_fields)
_JOINED = {f"adjustment_{name}": models.F(f"adjustments__{name}") for name in _COLUMNS} | {
    "adjustment_instrument": models.F("adjustments__instrument__key")
}


def due_of(deadline: Deadline, extra: Iterable[clock.Adjustment] = ()) -> clock.Due:
    """The due date folded from the rows, with adjustments not yet stored. Raises ``ClockError``.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    rows = [plain_adjustment(row) for row in adjustments_of(deadline)]
    return clock.fold(
        limit_of(deadline),
        clock.to_local(deadline.started_at),
        calendar_value(deadline.calendar_revision_id),
        [*rows, *extra],
    )


def adjustments_of(deadline: Deadline) -> list[DueAdjustment]:
    """The adjustments in order; uses what was read with the deadline."""
    if _KNOWN in vars(deadline):
        return list(vars(deadline)[_KNOWN])
    if "adjustments" in getattr(deadline, "_prefetched_objects_cache", {}):
        return sorted(deadline.adjustments.all(), key=lambda row: row.seq)
    return list(deadline.adjustments.select_related("instrument").order_by("seq"))


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
    """Deadlines with all that their fold needs, for long runs over many."""
    adjustments = DueAdjustment.objects.select_related("instrument")
    return rows.prefetch_related(models.Prefetch("adjustments", adjustments))


def deadlines_of(deadline_ids: Iterable[int]) -> dict[int, Deadline]:
    """Many deadlines by id, each ready for its chip and its explanation; one statement."""
    wanted = sorted(set(deadline_ids))
    found: dict[int, Deadline] = {}
    for row in _WITH_ADJUSTMENTS.all(wanted) if wanted else ():
        kept = vars(found.setdefault(row.pk, row)).setdefault(_KNOWN, [])
        if vars(row)["adjustment_id"] is not None:
            kept.append(_adjustment(row))
    return found


def deadline_of(deadline_id: int | None) -> Deadline | None:
    """One deadline, ready for its chip and its explanation; nothing is asked without a number."""
    return deadlines_of([deadline_id]).get(deadline_id) if deadline_id else None


def _with_adjustments(numbers: int) -> models.QuerySet[Any]:
    joined: models.QuerySet[Any] = Deadline.objects.filter(pk__any=numbers).annotate(**_JOINED)
    return joined.order_by("pk", "adjustments__seq")


_WITH_ADJUSTMENTS = Prepared(_with_adjustments)


def _adjustment(row: Deadline) -> DueAdjustment:
    """The adjustment that was joined to a row."""
    values = vars(row)
    made = DueAdjustment(**{name: values[f"adjustment_{name}"] for name in _COLUMNS})
    named = (made.instrument_id, values["adjustment_instrument"])
    made.instrument = Instrument.from_db(row._state.db, ("id", "key"), named)
    return made


def limit_of(deadline: Deadline) -> clock.Limit:
    """The limit of a deadline."""
    return clock.Limit(LimitUnit(deadline.unit).time_unit, deadline.amount, deadline.cutoff)


def plain_adjustment(row: DueAdjustment) -> clock.Adjustment:
    """A stored adjustment as the arithmetic takes it."""
    revision_id = row.calendar_revision_id
    return clock.Adjustment(
        clock.AdjustmentKind(row.kind),
        clock.to_local(row.from_at) if row.from_at else None,
        clock.to_local(row.to_at) if row.to_at else None,
        calendar_value(revision_id) if revision_id is not None else None,
        reason_words(row.reason_code),
        row.instrument.key,
    )


def reason_words(code: str) -> str:
    """What the chip and the strip say for a stored reason."""
    return str(Reason(code).label)


def current_calendar(deadline: Deadline) -> clock.WorkCalendar:
    """The calendar that applies now: of the last CALENDAR adjustment, else of the start."""
    return calendar_value(_current_revision_id(deadline))


def _current_revision_id(deadline: Deadline) -> int:
    changed = (row.calendar_revision_id for row in reversed(adjustments_of(deadline)))
    return next((number for number in changed if number), deadline.calendar_revision_id)
