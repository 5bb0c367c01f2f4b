# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hold a deadline and adjust it. Every change names its reason, its law and who approved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.deadlines.enums import AdjustmentKind, DeadlineState, Reason
from lienthong.core.deadlines.events import DueChanged
from lienthong.core.deadlines.models import CalendarRevision, Deadline, DueAdjustment
from lienthong.core.deadlines.queries.reckoning import adjustments_of, due_of
from lienthong.kernel import clock
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Change:
    """An adjustment to make. EXTEND needs ``to_at``; RESTART and EXCLUDE may leave both empty.

    Empty ``from_at`` is the moment the deadline was held, empty ``to_at`` is now.
    ``overridden`` allows a second or late extension and needs a ``note``; ``extensions_allowed``
    is the number that the matter's own rule knows, the general rule applies without it.
    """

    kind: AdjustmentKind
    reason: Reason
    instrument_id: int
    approved_by_id: int | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    document_id: int | None = None
    note: str = ""
    overridden: bool = False
    extensions_allowed: int | None = None


@part_of_act
def hold_deadline(deadline: Deadline, *, reason: Reason, at: datetime | None = None) -> Deadline:
    """Stop counting while something is awaited; the due date moves when the waiting ends.

    Raises ``IllegalState`` unless running. Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    found = locked(deadline)
    if found.state != DeadlineState.RUNNING:
        raise IllegalState
    found.state = DeadlineState.HELD
    found.held_at = _to_minute(at or timezone.now())
    found.held_reason = reason
    found.save(update_fields=["state", "held_at", "held_reason"])
    tell(found, found.due_at)
    return found


@part_of_act
def adjust_deadline(deadline: Deadline, *, change: Change) -> DueAdjustment:
    """Append an adjustment and move the due date; RESTART and EXCLUDE end a waiting time.

    Raises ``IllegalState`` when closed, ``InvalidInput`` with the code of the arithmetic.
    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    found = locked(deadline)
    if not found.is_open:
        raise IllegalState
    if change.kind == AdjustmentKind.EXTEND:
        _check_extension(found, change)
    from_at, to_at = _span(found, change)
    due = _folded(found, change, from_at, to_at)
    row = adjustment_row(found, change, due.applied[-1], from_at=from_at, to_at=to_at)
    row.save(force_insert=True)
    resumes = change.kind in (AdjustmentKind.RESTART, AdjustmentKind.EXCLUDE)
    if resumes and found.state == DeadlineState.HELD:
        found.state, found.held_at, found.held_reason = DeadlineState.RUNNING, None, ""
    found.due_at = row.due_after
    found.save(update_fields=["due_at", "state", "held_at", "held_reason"])
    tell(found, row.due_before)
    return row


def locked(deadline: Deadline | int) -> Deadline:
    """The deadline (or its number) as it is now, locked until the act ends."""
    found = _LOCKED.first(deadline if isinstance(deadline, int) else deadline.pk)
    if found is None:
        raise Deadline.DoesNotExist
    return found


_LOCKED: Prepared[Deadline] = Prepared(
    lambda pk: Deadline.objects.select_for_update(of=("self",)).filter(pk=pk)
)


def tell(deadline: Deadline, before: datetime) -> None:
    """Announce the due date and state to whoever keeps a copy."""
    publish(
        DueChanged(
            deadline_id=deadline.pk,
            due_before=before,
            due_at=deadline.due_at,
            original_due_at=deadline.original_due_at,
            state=deadline.state,
            outcome=deadline.outcome,
        )
    )


def adjustment_row(
    deadline: Deadline,
    change: Change,
    applied: clock.Applied,
    *,
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    revision: CalendarRevision | None = None,
) -> DueAdjustment:
    """The next adjustment of a deadline, not yet stored."""
    return DueAdjustment(
        deadline=deadline,
        seq=len(adjustments_of(deadline)) + 1,
        kind=change.kind,
        from_at=from_at,
        to_at=to_at,
        calendar_revision=revision,
        amount=applied.amount,
        due_before=clock.to_aware(applied.due_before),
        due_after=clock.to_aware(applied.due_after),
        reason_code=change.reason,
        note=change.note,
        instrument_id=change.instrument_id,
        approved_by_id=change.approved_by_id,
        document_id=change.document_id,
        at=timezone.now(),
    )


def _span(deadline: Deadline, change: Change) -> tuple[datetime | None, datetime | None]:
    if change.kind == AdjustmentKind.EXTEND:
        return None, change.to_at
    from_at = change.from_at or deadline.held_at
    to_at = change.to_at or timezone.now()
    return _to_minute(from_at) if from_at else None, _to_minute(to_at)


def _to_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _folded(
    deadline: Deadline, change: Change, from_at: datetime | None, to_at: datetime | None
) -> clock.Due:
    wanted = clock.Adjustment(
        clock.AdjustmentKind(change.kind),
        clock.to_local(from_at) if from_at else None,
        clock.to_local(to_at) if to_at else None,
    )
    try:
        return due_of(deadline, [wanted])
    except clock.ClockError as error:
        raise InvalidInput(error.message, code=error.code) from error


def _check_extension(deadline: Deadline, change: Change) -> None:
    """Once, before the due day has passed; more only by an explained decision.

    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
    """
    if change.overridden:
        if not change.note.strip():
            raise InvalidInput(_("Hãy ghi lý do của lần gia hạn này."), code="reason_needed")
        return
    today = clock.to_local(timezone.now()).date()
    if today > clock.to_local(deadline.due_at).date():
        raise IllegalState(_("Đã quá hạn, không gia hạn được nữa."), code="extension_too_late")
    made = deadline.adjustments.filter(kind=AdjustmentKind.EXTEND).count()
    allowed = change.extensions_allowed
    if allowed is None:
        allowed = clock.rule("extensions_allowed", today).value
    if made >= allowed:
        message = _("Hồ sơ này đã được gia hạn đủ số lần cho phép.")
        raise IllegalState(message, code="extended_twice")
