# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Moving a running instance to another version of its table: first simulated, then done.

Specifications are aligned by node alone. Open steps stay open under their ids; what lies ahead
follows the new version; finished steps that no longer exist are kept as retired.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.util.diff import migrate_workflow
from SpiffWorkflow.util.task import TaskState

from lienthong.core.process.domain.compiling import RETIRED, ROOT, Compiled
from lienthong.core.process.domain.problems import marked as _
from lienthong.core.process.domain.refusals import NotMovable
from lienthong.core.process.domain.results import OpenTask
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.tables import Step, Value

_NO_STEP = _("Bước đang mở “{title}” không còn trong phiên bản mới.")
_CHANGED = _("Bước đang mở “{title}” đã đổi loại hoặc đổi vị trí trong phiên bản mới.")
_ELSEWHERE = _("Bước đang mở “{title}” sẽ làm ở nơi khác. Làm xong bước này rồi chuyển.")
_BRANCHES = _("Nhóm bước đang mở “{title}” có các nhánh khác trong phiên bản mới.")
_DATA = _("Dữ liệu “{title}” đã đổi loại trong phiên bản mới.")
_DIFFERS = _("Sau khi chuyển, các bước đang mở không còn giữ nguyên.")


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What the move would do. ``reasons`` is empty when it is possible."""

    reasons: tuple[str, ...]
    open: tuple[OpenTask, ...] = ()
    """The open steps as the new version describes them."""
    removed: tuple[str, ...] = ()
    """Titles of steps that the new version no longer has."""
    added: tuple[str, ...] = ()
    """Titles of steps that only the new version has."""
    waits: bool = False
    """Whether every reason passes by itself: an open block must only be finished first."""

    @property
    def possible(self) -> bool:
        """Whether the instance can move."""
        return not self.reasons


def plan_move(state: bytes, old: Compiled, new: Compiled) -> MovePlan:
    """The move tried on a copy of the stored instance; nothing is changed."""
    run = Run.load(state, old)
    removed = tuple(step.title for node, step in old.steps.items() if node not in new.steps)
    added = tuple(step.title for node, step in new.steps.items() if node not in old.steps)
    found = tuple(_reasons(run, new))
    if found:
        reasons = tuple(text for text, _passing in found)
        return MovePlan(reasons, (), removed, added, all(passing for _text, passing in found))
    before = {task.task_id: task.node for task in run.open_tasks()}
    moved = Run.load(_moved(run, new).dump(), new)
    after = {task.task_id: task.node for task in moved.open_tasks()}
    if before != after:
        return MovePlan((_DIFFERS,), (), removed, added)
    return MovePlan((), tuple(moved.open_tasks()), removed, added)


def move(state: bytes, old: Compiled, new: Compiled) -> Run:
    """The instance on the new version. Raises ``NotMovable`` when the plan is not possible."""
    plan = plan_move(state, old, new)
    if not plan.possible:
        raise NotMovable(plan.reasons)
    return _moved(Run.load(state, old), new)


def _reasons(run: Run, new: Compiled) -> Iterator[tuple[str, bool]]:
    """Why it cannot move, each with whether that passes by itself."""
    old_places, new_places = _places(run.table), _places(new)
    for step in _active(run):
        other = new.steps.get(step.node)
        if other is None:
            yield _NO_STEP.format(title=step.title), False
        elif _nature(step) != _nature(other) or old_places[step.node] != new_places[step.node]:
            yield _CHANGED.format(title=step.title), False
        elif [branch.start for branch in step.branches] != [b.start for b in other.branches]:
            yield _BRANCHES.format(title=step.title), True
        elif step.role and step.of is not other.of:
            yield _ELSEWHERE.format(title=step.title), True  # the unit that has it keeps it
    for name, datum in run.table.table.data.items():
        if name in new.table.data and new.table.data[name].type is not datum.type:
            yield _DATA.format(title=name), False


def _active(run: Run) -> Iterator[Step]:
    """The open steps and the blocks they lie in."""
    for workflow in (run.workflow, *run.workflow.subprocesses.values()):
        for task in workflow.get_tasks(skip_subprocesses=True):
            step = run.table.steps.get(task.task_spec.name)
            if step and task.state in (TaskState.READY, TaskState.STARTED):
                yield step


def _nature(step: Step) -> tuple[object, ...]:
    return step.kind, step.each, step.join, step.complete_when


def _places(table: Compiled) -> dict[str, str]:
    """Node → name of the process that holds it."""
    return {
        node: name
        for name, spec in table.specs.items()
        for node in spec.task_specs
        if node in table.steps
    }


@dataclass(frozen=True, slots=True)
class _Alignment:
    """What ``migrate_workflow`` asks for: each task with its new specification."""

    alignment: dict[Any, Any]


def _moved(run: Run, new: Compiled) -> Run:
    values: dict[str, Value] = {
        name: value for name, value in run.engine.values.items() if name in new.types
    }
    run.engine.types, run.engine.values = new.types, new.defaults | values
    run.workflow.subprocess_specs = new.subprocess_specs
    for workflow in (run.workflow, *run.workflow.subprocesses.values()):
        name = ROOT if workflow is run.workflow else workflow.spec.name
        spec = new.specs.get(name)
        if spec is None:
            _retire(workflow, run)
        else:
            _align(workflow, spec)
    return Run(new, run.workflow, run.engine)


def _retire(workflow: Any, run: Run) -> None:
    """Drop the tree of a finished block that the new version does not have."""
    del run.workflow.subprocesses[workflow.parent_task_id]


def _align(workflow: Any, spec: Any) -> None:
    retired = spec.task_specs[RETIRED]
    kept = {task.id: dict(task.internal_data) for task in workflow.tasks.values()}
    alignment = {
        task: spec.task_specs.get(task.task_spec.name, retired) for task in workflow.tasks.values()
    }
    migrate_workflow(_Alignment(alignment), workflow, spec, reset_mask=TaskState.READY)
    for task in list(workflow.tasks.values()):
        if task.id in kept and task.state == TaskState.READY:
            task.internal_data = kept[task.id]
        if task.state == TaskState.STARTED:
            _foresee(workflow, task)


def _foresee(workflow: Any, task: Any) -> None:
    """Replace what was predicted after an open block by what the new version has there."""
    for child in task.children:
        if child.has_state(TaskState.PREDICTED_MASK | TaskState.FUTURE) and not child.triggered:
            workflow._remove_task(child.id)
    task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
