# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work goes with a unit that ends to the one that continues it: lot by lot, and back.

Legal basis: 72/2025/QH15 (organisation of local government); 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.actions.steps import queue_of_role
from lienthong.core.cases.enums import Capacity, EventAudience
from lienthong.core.cases.events import WorkMoved
from lienthong.core.cases.models import (
    Case,
    Opinion,
    Participation,
    Queue,
    QueueMember,
    Step,
    WorkMove,
)
from lienthong.core.cases.permissions import MOVE_WORK
from lienthong.core.cases.queries.succession import left_behind, moved_again, next_lot, steps_in
from lienthong.core.ui.api import carry_on
from lienthong.core.units.api import Unit, name_of, serves_in
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import DomainError, IllegalState
from lienthong.kernel.events import publish

JOB = "cases.move_work"
Taken = dict[str, Any]


@action(MOVE_WORK)
def begin_work_move(into: Unit, *, of: Unit, on: date, actor: Actor) -> WorkMove | None:
    """Note the next lot of a unit's work and have the worker move it; None when nothing is left.

    Queues that several units read are read by the successor from now on. What was moved and came
    into the unit once more goes as a lot before.
    """
    for member in QueueMember.objects.filter(unit=of):
        QueueMember.objects.get_or_create(queue_id=member.queue_id, unit=into, role=member.role)
    again = moved_again(of.pk, into.pk, on)
    if again:
        _begin(actor, from_unit_id=of.pk, to_unit_id=into.pk, on_date=on, case_ids=again)
    return _next(of.pk, into.pk, on, actor)


@action(MOVE_WORK)
def move_case_work(case: Case, *, of: Unit, into: Unit, actor: Actor) -> Taken:
    """One case goes to the successor: its agency, its desk, its open steps, opinions, who sees it.

    Of a closed case only who sees it changes; what was done stays the unit's that did it. Answers
    what was changed. Raises ``IllegalState`` while a step is being signed or sealed.
    """
    locked = lock_case(case.pk)
    taken: Taken = {"capacities": _hand_seeing(locked, of.pk, into.pk)}
    if locked.is_open:
        steps = list(steps_in(of.pk).filter(case=locked).select_for_update(of=("self",)))
        if any(step.marks.get("busy") for step in steps):
            raise IllegalState(_("Đang ký số hoặc đóng dấu. Chờ xong rồi chuyển."))
        taken |= _hand_case(locked, of.pk, into.pk)
        taken["steps"] = {str(step.pk): _hand_step(step, of.pk, into.pk) for step in steps}
        taken["opinions"] = _hand_opinions(locked, of.pk, into.pk)
        _say(locked, of.pk, into.pk, actor)
    publish(WorkMoved(case_id=locked.pk, kind=locked.kind.code))
    return taken


@action(MOVE_WORK)
def return_case_work(
    case: Case, *, of: Unit, into: Unit, taken: Mapping[str, Any], actor: Actor
) -> Case:
    """Put back exactly what a lot changed on a case, where it still is as the lot left it."""
    locked = lock_case(case.pk)
    _return_seeing(locked, of.pk, into.pk, taken["capacities"])
    for name in taken.get("own", ()):
        if getattr(locked, name) == into.pk:
            setattr(locked, name, of.pk)
    locked.version += 1
    locked.save(update_fields=["agency", "unit", "version"])
    for pk, before in taken.get("steps", {}).items():
        _return_step(int(pk), before)
    opinions = taken.get("opinions", {})
    for name in ("unit_id", "asking_unit_id"):
        rows = Opinion.objects.filter(pk__in=opinions.get(name, ()), **{name: into.pk})
        rows.update(**{name: of.pk})
    if locked.is_open:
        _say(locked, into.pk, of.pk, actor)
    publish(WorkMoved(case_id=locked.pk, kind=locked.kind.code))
    return locked


@action(MOVE_WORK)
def undo_work_move(move: WorkMove, *, seen: str = "", actor: Actor) -> WorkMove:
    """Take a finished lot back, as a lot of its own. Raises ``IllegalState``, ``StaleVersion``."""
    locked = hold(move, seen=seen)
    if locked.finished_at is None:
        raise IllegalState(_("Lô này chưa chuyển xong."))
    if not locked.taken or locked.undoes_id is not None:
        raise IllegalState(_("Không còn gì để lấy lại."))
    if WorkMove.objects.filter(undoes=locked).exists():
        raise IllegalState(_("Lô này đã được lấy lại."))
    ids = [int(pk) for pk in locked.taken]
    back = {"from_unit_id": locked.to_unit_id, "to_unit_id": locked.from_unit_id}
    return _begin(actor, on_date=locked.on_date, undoes=locked, case_ids=ids, **back)


@action(MOVE_WORK)
def retry_work_move(move: WorkMove, *, seen: str = "", actor: Actor) -> WorkMove:
    """Try what a lot could not move, or what was taken back of it, once more, as a lot of its own.

    Raises ``IllegalState``.
    """
    locked = hold(move, seen=seen)
    ids = left_behind(locked)
    if not ids:
        raise IllegalState(_("Không còn gì để chuyển lại."))
    locked.problems = []
    locked.save(update_fields=["problems"])
    same = {"from_unit_id": locked.from_unit_id, "to_unit_id": locked.to_unit_id}
    return _begin(actor, on_date=locked.on_date, case_ids=ids, **same)


@part_of_act
def carry_next_work(move_id: int, *, actor: Actor) -> bool:
    """Try the next case of a lot and count it in the same transaction; whether one was left."""
    return carry_on(
        WorkMove.objects.select_related("from_unit", "to_unit", "undoes"),
        move_id,
        ids="case_ids",
        attempt=lambda move, case_id: _try(move, case_id, actor),
        kept=("taken",),
        finish=lambda move: _go_on(move, actor),
    )


def _try(move: WorkMove, case_id: int, actor: Actor) -> None:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return
    try:
        if move.undoes is None:
            taken = move_case_work(case, of=move.from_unit, into=move.to_unit, actor=actor)
        else:
            taken = {}
            return_case_work(
                case,
                of=move.to_unit,
                into=move.from_unit,
                taken=move.undoes.taken[str(case_id)],
                actor=actor,
            )
    except DomainError as refused:
        told = {"case": case_id, "code": case.code or case.title, "why": str(refused)}
        move.problems.append(told)
    else:
        move.taken[str(case_id)] = taken


@part_of_act
def _go_on(move: WorkMove, actor: Actor) -> None:
    """The next lot begins where this one ended."""
    if move.undoes_id is None:
        _next(move.from_unit_id, move.to_unit_id, move.on_date, actor)


def _next(of_id: int, into_id: int, on: date, actor: Actor) -> WorkMove | None:
    ids = next_lot(of_id, into_id, on)
    if not ids:
        return None
    return _begin(actor, from_unit_id=of_id, to_unit_id=into_id, on_date=on, case_ids=ids)


def _begin(actor: Actor, **fields: Any) -> WorkMove:
    made = WorkMove.objects.create(
        asked_by_id=actor.account_id, asked_by_text=actor.name[:200], **fields
    )
    ports.defer(JOB, lock=f"work-move-{made.pk}", move_id=made.pk)
    return made


def _hand_seeing(case: Case, of_id: int, into_id: int) -> list[list[Any]]:
    """Each capacity with whether the successor got it here."""
    moved: list[list[Any]] = []
    rows = Participation.objects.filter(case=case, unit_id=of_id)
    for row in list(rows.exclude(capacity=Capacity.FORMER).order_by("capacity")):
        kept = {"kind_id": row.kind_id, "sort_at": row.sort_at, "closed": row.closed}
        _row, is_new = Participation.objects.get_or_create(
            case=case, unit_id=into_id, capacity=row.capacity, defaults=kept
        )
        Participation.objects.get_or_create(
            case=case, unit_id=of_id, capacity=Capacity.FORMER, defaults=kept
        )
        rows.filter(capacity=row.capacity).delete()
        moved.append([row.capacity, is_new])
    return moved


def _return_seeing(case: Case, of_id: int, into_id: int, moved: list[list[Any]]) -> None:
    for capacity, is_new in moved:
        now = Participation.objects.filter(case=case, unit_id=into_id, capacity=capacity).first()
        if now is None:
            continue
        kept = {"kind_id": now.kind_id, "sort_at": now.sort_at, "closed": now.closed}
        Participation.objects.get_or_create(
            case=case, unit_id=of_id, capacity=capacity, defaults=kept
        )
        former = Participation.objects.filter(case=case, unit_id=of_id)
        former.filter(capacity=Capacity.FORMER).delete()
        if is_new:
            Participation.objects.filter(case=case, unit_id=into_id, capacity=capacity).delete()


def _hand_case(case: Case, of_id: int, into_id: int) -> Taken:
    own = [name for name in ("agency_id", "unit_id") if getattr(case, name) == of_id]
    for name in own:
        setattr(case, name, into_id)
    case.version += 1
    case.save(update_fields=["agency", "unit", "version"])
    return {"own": own}


def _hand_step(step: Step, of_id: int, into_id: int) -> Taken:
    """The step lies in the same role's queue of the successor; whoever has it and serves there
    keeps it."""
    before = {"unit": step.unit_id, "home": step.home_queue_id, "queue": step.queue_id}
    home = _queue_there(step.home_queue, of_id, into_id)
    holder = step.queue.account_id
    if holder is None:
        step.queue = _queue_there(step.queue, of_id, into_id)
    elif not serves_in(holder, into_id):
        step.queue = home
    step.home_queue = home
    step.unit_id = into_id if step.unit_id == of_id else step.unit_id
    step.save(update_fields=["unit", "queue", "home_queue"])
    return before | {"left": step.queue_id}


def _queue_there(queue: Queue, of_id: int, into_id: int) -> Queue:
    if queue.unit_id != of_id or queue.role is None:
        return queue
    return queue_of_role(into_id, queue.role.code)


def _return_step(pk: int, before: Mapping[str, Any]) -> None:
    step = Step.objects.select_for_update(of=("self",)).filter(pk=pk, closed_at=None).first()
    if step is None:
        return
    step.unit_id, step.home_queue_id = before["unit"], before["home"]
    if step.queue_id == before["left"]:
        step.queue_id = before["queue"]
    step.save(update_fields=["unit", "queue", "home_queue"])


def _hand_opinions(case: Case, of_id: int, into_id: int) -> dict[str, list[int]]:
    """Opinions that are still owed, by the unit asked or to the unit that asked."""
    owed = Opinion.objects.filter(case=case, answered_at=None, withdrawn_at=None)
    moved: dict[str, list[int]] = {}
    for name in ("unit_id", "asking_unit_id"):
        rows = owed.filter(Q(**{name: of_id}))
        moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(**{name: into_id})
    return moved


def _say(case: Case, of_id: int, into_id: int, actor: Actor) -> None:
    words = f"{name_of(of_id)} → {name_of(into_id)}"
    tell(case, "work_moved", actor=actor, audience=EventAudience.OFFICER, reason=words)
