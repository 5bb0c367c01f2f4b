# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Project what the engine says is ready onto steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lienthong.core.cases.actions.calling import call_service
from lienthong.core.cases.actions.open import close_case, let_take_part
from lienthong.core.cases.actions.steps import NewStep, close_step, open_step
from lienthong.core.cases.enums import PASSED, Capacity
from lienthong.core.cases.models import Case, Step
from lienthong.core.cases.queries.assigning import ends_at, person_for
from lienthong.core.cases.rules import outcomes_of
from lienthong.core.process.api import (
    Advance,
    Kind,
    Limit,
    OpenTask,
    ProcessInstance,
    ProcessVersion,
    advance,
    cancel,
    close,
    deliver,
    lock_instance,
    reset_to,
    start,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Term:
    """When a step is due: the deadline row it was computed by, and the moment."""

    deadline_id: int | None
    due_at: datetime | None


NO_TERM = Term(None, None)


@dataclass(frozen=True, slots=True)
class Places:
    """Where steps go: which unit is ``receiving``, ``competent``, ``support``; who minds waits.

    ``term`` computes the due moment of a step in a unit from the table's limit; ``moment`` the end
    of a limit that nobody owes: of an event on the border of a step. ``joined`` hears that units
    take part from now on, each with a step of its own.
    """

    units: Mapping[str, int]
    waiting_role: str
    term: Callable[[int, OpenTask], Term]
    moment: Callable[[int, Limit], datetime] = ends_at
    joined: Callable[[Case], None] = lambda _case: None


@part_of_act
def start_process(
    case: Case, version: ProcessVersion, *, data: Mapping[str, Any], places: Places, actor: Actor
) -> Advance:
    """Start the table of steps for a case that is there already, and open its first work."""
    begun = start_table(version, data=data)
    case.instance_id = begun.instance_id
    case.save(update_fields=["instance_id"])
    return open_first_steps(case, begun, places=places, actor=actor)


@dataclass(frozen=True, slots=True)
class Begun:
    """A table of steps that was started for a case still to be opened."""

    instance: ProcessInstance
    change: Advance

    @property
    def instance_id(self) -> int:
        """The number that the case keeps."""
        return int(self.instance.pk)


@part_of_act
def start_table(version: ProcessVersion, *, data: Mapping[str, Any]) -> Begun:
    """Start the table of steps of a case that is opened next, with this number in it."""
    return Begun(*start(version, data))


@part_of_act
def open_first_steps(case: Case, begun: Begun, *, places: Places, actor: Actor) -> Advance:
    """Open the first work of a case, or close it with its table."""
    sync_steps(case, begun.change, places=places, actor=actor)
    _end(case, begun.instance, begun.change, actor)
    return begun.change


@part_of_act
def finish_step(
    case: Case,
    step: Step,
    outcome: str,
    *,
    data: Mapping[str, Any] | None = None,
    places: Places,
    actor: Actor,
    comment: str = "",
) -> Advance:
    """Close a step with an outcome and open what follows; a side step opens nothing."""
    task = step.engine_task
    if task is None:
        close_step(step, outcome=outcome, actor=actor, comment=comment)
        return Advance()
    instance = _instance(case)
    close_step(step, outcome=outcome, actor=actor, comment=comment)
    change = advance(instance, task, outcome, data or {})
    sync_steps(case, change, places=places, actor=actor, done=task)
    _end(case, instance, change, actor)
    return change


@part_of_act
def deliver_message(
    case: Case,
    message: str,
    *,
    data: Mapping[str, Any] | None = None,
    places: Places,
    actor: Actor,
    comment: str = "",
) -> Advance:
    """Hand a message to every step that waits for it and open what follows.

    ``comment`` is what was said when somebody noted that it came. Raises ``NotOpen`` when no step
    waits for it.
    """
    instance = _instance(case)
    change = deliver(instance, message, data or {})
    sync_steps(case, change, places=places, actor=actor, comment=comment)
    _end(case, instance, change, actor)
    return change


@part_of_act
def reopen_step(case: Case, task_id: Any, *, places: Places, actor: Actor) -> Advance:
    """Open a finished step again (return, recall)."""
    change = reset_to(_instance(case), task_id)
    sync_steps(case, change, places=places, actor=actor)
    return change


@part_of_act
def cancel_process(case: Case, *, places: Places, actor: Actor) -> None:
    """The case ends outside its table: everything open is closed, side steps too."""
    if case.instance_id is not None:
        change = cancel(_instance(case))
        sync_steps(case, change, places=places, actor=actor)
    close_side_steps(case, actor=actor)


@part_of_act
def close_side_steps(case: Case, *, actor: Actor) -> None:
    """Nobody has to answer any more what was asked beside the table."""
    for step in _BESIDE.all(case.pk):
        close_step(step, outcome=PASSED, actor=actor)


_BESIDE: Prepared[Step] = Prepared(
    lambda case: Step.objects.filter(
        case_id=case, engine_task__isnull=True, closed_at__isnull=True
    ).order_by("pk")
)


@part_of_act
def sync_steps(
    case: Case,
    change: Advance,
    *,
    places: Places,
    actor: Actor,
    done: UUID | None = None,
    comment: str = "",
) -> None:
    """Make the open steps equal to the engine's ready tasks: close what went, open what is new.

    ``done`` is the task whose step is closed already, ``comment`` what is said of those that a
    message finished.
    After every move the open steps of a case are exactly the engine's open and waiting tasks,
    side steps apart.
    """
    left = [task for task in change.close if task != done]
    gone = Step.objects.filter(case=case, engine_task__in=left, closed_at__isnull=True)
    for step in gone if left else ():
        way = change.ways.get(step.engine_task) if step.engine_task else None
        close_step(step, outcome=way or PASSED, actor=actor, comment=comment if way else "")
    for task in (*change.open, *change.wait):
        _open(case, task, places)
    if any(task.item is not None for task in change.open):
        places.joined(case)


def _open(case: Case, task: OpenTask, places: Places) -> None:
    unit_id = _unit_of(task, places)
    waiting = task.kind is not Kind.TASK
    term = places.term(unit_id, task) if task.limit is not None else NO_TERM
    step = open_step(
        case,
        NewStep(
            node=task.node,
            title=task.title,
            unit_id=unit_id,
            role=task.role or places.waiting_role,
            due_at=None if waiting else term.due_at,
            deadline_id=term.deadline_id,
            wake_at=term.due_at if waiting else _alarm(task, unit_id, places),
            engine_task=task.task_id,
            outcomes=outcomes_of(task),
            marks=dict(task.marks) | _waits(task),
            account_id=None if waiting else person_for(task, case_id=case.pk, unit_id=unit_id),
        ),
    )
    if task.item is not None:
        let_take_part(case, unit_id, Capacity.CONSULT)
    if task.kind is Kind.SERVICE:
        call_service(step, task.service)


def _alarm(task: OpenTask, unit_id: int, places: Places) -> datetime | None:
    """When time ends a task by an event on its border."""
    _code, limit = task.alarm
    return places.moment(unit_id, limit) if limit is not None else None


def _waits(task: OpenTask) -> dict[str, str]:
    """What a step waits for, and with which outcome its moment finishes it."""
    code, _limit = task.alarm
    marks = {"wakes": code} if code else {}
    if task.kind is Kind.SERVICE:
        marks |= {"waits": "service", "service": task.service}
    elif task.kind is Kind.WAIT:
        marks |= {"waits": task.message or "time"}
    return marks


def _unit_of(task: OpenTask, places: Places) -> int:
    """The unit that does the step; the element of a list is the number or the code of a unit."""
    if task.item is None or isinstance(task.item, bool):
        return places.units[task.of.value if task.role else "receiving"]
    if isinstance(task.item, int):
        return task.item
    found = Unit.objects.filter(code=str(task.item)).values_list("pk", flat=True).first()
    if found is None:
        raise InvalidInput(_("Không có đơn vị nào mang mã “%(code)s”.") % {"code": task.item})
    return int(found)


def _instance(case: Case) -> ProcessInstance:
    if case.instance_id is None:
        raise LookupError(f"case {case.pk} has no process")
    return lock_instance(case.instance_id)


def _end(case: Case, instance: ProcessInstance, change: Advance, actor: Actor) -> None:
    if change.ended:
        close(instance)
        close_side_steps(case, actor=actor)
        close_case(case)
