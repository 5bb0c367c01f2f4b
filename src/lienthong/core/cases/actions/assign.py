# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A leader gives a step to somebody by name, and takes it back while nobody opened it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.actions.steps import queue_of_person
from lienthong.core.cases.enums import EventAudience
from lienthong.core.cases.models import Case, CaseEvent, Step
from lienthong.core.cases.permissions import ASSIGN
from lienthong.core.cases.queries.held import may_give, problem_of_giving, taker_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed

GIVEN, GIVEN_BACK = "step_assigned", "step_unassigned"
TAKE_BACK = timedelta(minutes=10)
"""So long afterwards an assignment can be taken back, while nobody opened or moved the step."""
LONGEST_REASON = 500


@action(ASSIGN)
def assign_step(step: Step, *, account_id: int, reason: str, actor: Actor) -> Step:
    """Give a step to somebody of the unit who holds its role; whoever had it has it no longer.

    They are told. Raises ``NotAllowed`` for the leader of another unit, ``InvalidInput`` without
    a reason or for somebody who no longer works, ``IllegalState`` when they lack the role or have
    it already, when it is done, waits for somebody outside, or is being signed.
    """
    case, locked = _locked(step)
    if not may_give(actor, locked):
        raise NotAllowed(_("Chỉ lãnh đạo của đơn vị đang làm bước này giao được."))
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput(fields={"reason": _("Viết lý do, tối đa 500 ký tự.")})
    taker = taker_of(account_id)
    if taker is None:
        raise InvalidInput(fields={"to": _("Người nhận không còn làm việc.")})
    problem = problem_of_giving(locked, taker, actor)
    if problem:
        raise IllegalState(problem)
    before = {"queue": locked.queue_id, "taken_at": _text(locked.taken_at)}
    before |= {"seen_at": _text(locked.seen_at)}
    whose = str(locked.queue.account or "")
    locked.queue = queue_of_person(account_id)
    locked.taken_at, locked.seen_at = timezone.now(), None
    locked.save(update_fields=["queue", "taken_at", "seen_at"])
    said = {"to": str(taker.account), "whose": whose, "reason": reason.strip(), "before": before}
    _tell(case, GIVEN, locked, actor, **said)
    return locked


def _locked(step: Step) -> tuple[Case, Step]:
    """The case first, then the step with its queue and whoever has it."""
    case = lock_case(step.case_id)
    rows = Step.objects.select_for_update(of=("self",)).select_related("queue__account")
    return case, rows.get(pk=step.pk)


def _tell(case: Case, kind: str, step: Step, actor: Actor, **said: object) -> None:
    tell(case, kind, actor=actor, audience=EventAudience.OFFICER, step_id=step.pk, **said)


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def assignment_to_take_back(step: Step, actor: Actor) -> CaseEvent | None:
    """The assignment that the actor can still take back; None without one.

    The step must lie unopened with whom it was given to.
    """
    if step.closed_at is not None or step.seen_at is not None or step.taken_at is None:
        return None
    since = timezone.now() - TAKE_BACK
    rows = CaseEvent.objects.filter(case_id=step.case_id, step_id=step.pk, at__gte=since)
    last = rows.filter(kind__in=(GIVEN, GIVEN_BACK, "step_reassigned")).order_by("-id").first()
    if last is None or last.kind != GIVEN or last.actor_id != actor.account_id:
        return None
    return last if step.taken_at <= last.at else None


@action(ASSIGN)
def unassign_step(step: Step, *, actor: Actor) -> Step:
    """Put a step back where it was before the actor gave it to somebody.

    Raises ``IllegalState`` when it was opened, moved or done meanwhile, or ten minutes are over.
    """
    case, locked = _locked(step)
    given = assignment_to_take_back(locked, actor)
    if given is None:
        raise IllegalState(_("Không lấy lại được nữa: người nhận đã mở việc, hoặc đã quá 10 phút."))
    before, whose = given.data["before"], str(locked.queue.account or "")
    locked.queue_id = before["queue"]
    locked.taken_at = _moment(before["taken_at"])
    locked.seen_at = _moment(before["seen_at"])
    locked.save(update_fields=["queue", "taken_at", "seen_at"])
    _tell(case, GIVEN_BACK, locked, actor, whose=whose)
    return locked


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
