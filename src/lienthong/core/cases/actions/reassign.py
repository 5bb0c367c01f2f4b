# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Move what an officer has in hand to somebody else or back to the unit, one act for each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account
from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.actions.steps import queue_of_person
from lienthong.core.cases.enums import EventAudience
from lienthong.core.cases.events import StepReassigned
from lienthong.core.cases.models import Reassignment, Step
from lienthong.core.cases.permissions import ASSIGN
from lienthong.core.cases.queries.held import MOST, Taker, problem_of, taker_of, target_of
from lienthong.core.ui.api import carry_on
from lienthong.core.units.api import Unit
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput
from lienthong.kernel.events import publish

KEPT_PROBLEMS = 500
LONGEST_REASON = 500


@action(ASSIGN)
def reassign_step(
    step: Step, *, held_by: int, to_account_id: int | None, reason: str = "", actor: Actor
) -> Step:
    """Move one step out of somebody's hands: to a colleague who holds its role, or back (None).

    Raises ``IllegalState`` with the reason when it is done, gone elsewhere, busy or cannot be
    taken.
    """
    case = lock_case(step.case_id)
    rows = Step.objects.select_for_update(of=("self",)).select_related("queue__account")
    locked = rows.get(pk=step.pk)
    taker = taker_of(to_account_id) if to_account_id is not None else None
    if to_account_id is not None and taker is None:
        raise IllegalState(_("Người nhận không còn làm việc."))
    _refuse(locked, held_by, taker)
    holder = str(locked.queue.account or "")
    locked.queue_id = queue_of_person(taker.account.pk).pk if taker else locked.home_queue_id
    locked.seen_at = None
    locked.taken_at = timezone.now() if taker else None
    locked.save(update_fields=["queue", "seen_at", "taken_at"])
    tell(
        case,
        "step_reassigned",
        actor=actor,
        audience=EventAudience.OFFICER,
        step_id=step.pk,
        whose=holder,
        to=str(taker.account) if taker else "",
        reason=reason,
    )
    publish(
        StepReassigned(
            step_id=step.pk, case_id=case.pk, from_account_id=held_by, to_account_id=to_account_id
        )
    )
    return locked


def _refuse(step: Step, held_by: int, taker: Taker | None) -> None:
    holder = step.queue.account_id
    problem = problem_of(step, queue_account_id=holder, held_by=held_by, taker=taker)
    if problem:
        raise IllegalState(problem)


@action(ASSIGN)
def begin_reassignment(
    unit: Unit,
    *,
    held_by: Account,
    to_account_id: int | None,
    step_ids: Sequence[int],
    reason: str,
    exceptions: Mapping[int, int | None] | None = None,
    actor: Actor,
) -> Reassignment:
    """Note which steps are to be moved, and have the worker move them.

    ``exceptions`` gives steps another target than ``to_account_id``: an account, None for the
    unit's queue. Raises ``InvalidInput`` without steps, with more than 5,000, without a reason, or
    for the same person.
    """
    others = dict(exceptions or {})
    if not 1 <= len(step_ids) <= MOST:
        raise InvalidInput(_("Chọn từ 1 đến 5.000 việc."))
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput(fields={"reason": _("Viết lý do, tối đa 500 ký tự.")})
    if held_by.pk in {to_account_id, *others.values()}:
        raise InvalidInput(fields={"to": _("Việc đang ở chính người này.")})
    made = Reassignment.objects.create(
        from_account=held_by,
        to_account_id=to_account_id,
        asked_by_id=actor.account_id or 0,
        unit=unit,
        reason=reason.strip(),
        step_ids=list(step_ids),
        exceptions={str(pk): others[pk] or 0 for pk in step_ids if pk in others},
    )
    ports.defer("cases.reassign", lock=f"reassign-{made.pk}", reassignment_id=made.pk)
    return made


@part_of_act
def carry_next(reassignment_id: int, *, actor: Actor) -> bool:
    """Try the next step of a reassignment and count it in the same transaction; whether one was
    left."""
    return carry_on(
        Reassignment.objects.all(),
        reassignment_id,
        ids="step_ids",
        attempt=lambda batch, step_id: _try(batch, step_id, actor),
        kept=("moved", "moved_to"),
        finish=_tell_takers,
    )


def _tell_takers(batch: Reassignment) -> None:
    if batch.moved_to:
        ports.defer("cases.tell_reassigned", reassignment_id=batch.pk)


def _try(batch: Reassignment, step_id: int, actor: Actor) -> None:
    step = Step.objects.filter(pk=step_id).first()
    if step is None:
        return
    to = target_of(batch, step_id)
    try:
        reassign_step(
            step,
            held_by=batch.from_account_id,
            to_account_id=to,
            reason=batch.reason,
            actor=actor,
        )
    except DomainError as refused:
        if len(batch.problems) < KEPT_PROBLEMS:
            batch.problems.append({"step": step_id, "code": step.case_code, "why": str(refused)})
    else:
        batch.moved += 1
        if to is not None:
            batch.moved_to[str(to)] = batch.moved_to.get(str(to), 0) + 1
