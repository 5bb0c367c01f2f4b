# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Move running cases to another version of their process, lot by lot, and take a lot back.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.actions.open import lock_case, tell
from lienthong.core.cases.actions.steps import queue_of_role
from lienthong.core.cases.enums import EventAudience
from lienthong.core.cases.models import Case, ProcessMove, Step
from lienthong.core.cases.queries.moving import LOT, Verdict, verdict_of
from lienthong.core.cases.rules import outcomes_of, why_not_yet
from lienthong.core.process.api import (
    MOVE,
    OpenTask,
    ProcessVersion,
    lock_instance,
    migrate,
    open_tasks,
)
from lienthong.core.ui.api import carry_on
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, IllegalState, InvalidInput

JOB = "cases.move_process"


@action(MOVE)
def move_case_process(case: Case, *, version: ProcessVersion, actor: Actor) -> int:
    """Move one running case; open steps stay open with the words of the new version.

    Answers the version it came from. Raises ``IllegalState`` with the reason when it has ended,
    must wait or conflicts, or when the version begins only later.
    """
    early = why_not_yet(version, timezone.localdate())
    if early:
        raise IllegalState(early)
    locked = lock_case(case.pk)
    if locked.instance_id is None or locked.closed_at is not None:
        raise IllegalState(_("Việc này đã kết thúc."))
    run = lock_instance(locked.instance_id)
    steps = list(Step.objects.filter(case=locked, closed_at=None, engine_task__isnull=False))
    if run.version_id == version.pk:
        raise IllegalState(_("Việc này đã ở phiên bản ấy."))
    verdict, why = verdict_of(run, version, steps)
    if verdict is not Verdict.MOVES:
        raise IllegalState(why)
    before = run.version
    migrate(run, version)
    tasks = {task.task_id: task for task in open_tasks(run)}
    for step in steps:
        if step.engine_task in tasks:
            _reword(step, tasks[step.engine_task])
    said = {"before": before.number, "after": version.number}
    tell(locked, "process_moved", actor=actor, audience=EventAudience.OFFICER, **said)
    return before.pk


def _reword(step: Step, task: OpenTask) -> None:
    """The open step says what the new version says; its term and whoever has it stay."""
    step.title = task.title
    step.outcomes = outcomes_of(task)
    if task.role and task.role != step.role_code:
        home = queue_of_role(step.unit_id, task.role)
        if step.queue_id == step.home_queue_id:
            step.queue = home
        step.home_queue, step.role_code = home, task.role
    step.save(update_fields=["title", "outcomes", "queue", "home_queue", "role_code"])


@action(MOVE)
def begin_process_move(
    version: ProcessVersion, *, case_ids: Sequence[int], actor: Actor
) -> ProcessMove:
    """Note which cases are to be moved to the version, and have the worker move them.

    Raises ``InvalidInput`` without cases or with more than a lot, ``IllegalState`` for a version
    that begins only later.
    """
    early = why_not_yet(version, timezone.localdate())
    if early:
        raise IllegalState(early)
    wanted = list(dict.fromkeys(case_ids))
    if not 1 <= len(wanted) <= LOT:
        raise InvalidInput(_("Chọn từ 1 đến 500 việc."))
    return _begin(actor, version=version, definition=version.definition, case_ids=wanted)


@action(MOVE)
def undo_process_move(move: ProcessMove, *, actor: Actor) -> ProcessMove:
    """Move every case of a finished lot back to the version it came from, as a lot of its own.

    Raises ``IllegalState`` while it runs, when nothing was moved, or when it was taken back before.
    """
    locked = ProcessMove.objects.select_for_update(of=("self",)).get(pk=move.pk)
    if locked.finished_at is None:
        raise IllegalState(_("Lô này chưa chuyển xong."))
    if not locked.moved_from or locked.undoes_id is not None:
        raise IllegalState(_("Không còn gì để lấy lại."))
    if ProcessMove.objects.filter(undoes=locked).exists():
        raise IllegalState(_("Lô này đã được lấy lại."))
    ids = [int(pk) for pk in locked.moved_from]
    return _begin(actor, definition=locked.definition, undoes=locked, case_ids=ids)


def _begin(actor: Actor, **fields: Any) -> ProcessMove:
    made = ProcessMove.objects.create(
        asked_by_id=actor.account_id or 0, asked_by_text=actor.name[:200], **fields
    )
    ports.defer(JOB, lock=f"process-move-{made.pk}", move_id=made.pk)
    return made


@part_of_act
def carry_next_move(move_id: int, *, actor: Actor) -> bool:
    """Try the next case of a lot and count it in the same transaction; whether one was left."""
    return carry_on(
        ProcessMove.objects.all(),
        move_id,
        ids="case_ids",
        attempt=lambda move, case_id: _try(move, case_id, actor),
        kept=("moved_from",),
    )


def _try(move: ProcessMove, case_id: int, actor: Actor) -> None:
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return
    try:
        before = move_case_process(case, version=_target(move, case_id), actor=actor)
    except DomainError as refused:
        move.problems.append({"case": case_id, "code": case.code or "", "why": str(refused)})
    else:
        move.moved_from[str(case_id)] = before


def _target(move: ProcessMove, case_id: int) -> ProcessVersion:
    undone = move.undoes
    version_id = undone.moved_from[str(case_id)] if undone is not None else move.version_id
    found: ProcessVersion = ProcessVersion.objects.select_related("definition").get(pk=version_id)
    return found
