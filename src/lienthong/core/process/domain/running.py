# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One running instance: start, advance, return. Pure: no clock, no database, no case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Self
from uuid import UUID

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from lienthong.core.process.domain.compiling import Compiled
from lienthong.core.process.domain.refusals import (
    BadData,
    NotOpen,
    NotReturnable,
    UnknownOutcome,
)
from lienthong.core.process.domain.results import Advance, OpenTask, ReturnTarget, open_task
from lienthong.core.process.domain.specs import SafeEngine
from lienthong.core.process.domain.stepping import settle
from lienthong.core.process.domain.storing import pack, unpack
from lienthong.core.process.domain.tables import (
    PREVIOUS,
    RECEIVED,
    Kind,
    Outcome,
    Scalar,
    Step,
    Value,
)
from lienthong.core.process.domain.values import checked_values


class Run:
    """An instance in memory. Never shared between threads; the caller holds the row lock."""

    def __init__(self, table: Compiled, workflow: Any, engine: SafeEngine) -> None:
        self.table = table
        self.workflow = workflow
        self.engine = engine

    @classmethod
    def begin(cls, table: Compiled, data: Mapping[str, Value]) -> tuple[Self, Advance]:
        """A new instance, moved to its first open steps. Raises ``BadData``."""
        values = {key: _copy(value) for key, value in table.defaults.items()}
        engine = SafeEngine(table.types, values | checked_values(table.table, data))
        workflow = BpmnWorkflow(table.spec, table.subprocess_specs, script_engine=engine)
        run = cls(table, workflow, engine)
        settle(workflow)
        return run, run._changed({})

    @classmethod
    def load(cls, state: bytes, table: Compiled) -> Self:
        """The instance as it was stored. Raises ``StateUnreadable``."""
        return cls(table, *unpack(state, table))

    def dump(self) -> bytes:
        """The instance as bytes to store."""
        return pack(self.workflow, self.engine.values)

    @property
    def ended(self) -> bool:
        """Whether an end step was reached."""
        return bool(self.workflow.completed)

    @property
    def values(self) -> dict[str, Value]:
        """The values that conditions see, a copy."""
        return {key: _copy(value) for key, value in self.engine.values.items()}

    def names(self) -> frozenset[str]:
        """The ids of all tasks."""
        return frozenset(str(task.id) for task in self._tasks())

    def open_tasks(self) -> list[OpenTask]:
        """Everything that waits for somebody or something, in the order of the table."""
        found = [
            open_task(task.id, step, _item(task))
            for task in self._tasks()
            if task.state == TaskState.READY and (step := self.manual_step(task))
        ]
        return sorted(found, key=lambda item: self.table.order[item.node])

    def find(self, target: UUID | str) -> OpenTask:
        """The open task with the id, or the only open one of the node. Raises ``NotOpen``."""
        return _only(target, self.open_tasks())

    def advance(self, target: UUID | str, outcome: str, data: Mapping[str, Value]) -> Advance:
        """Finish an open task with an outcome.

        Raises ``NotOpen``, ``UnknownOutcome``, ``BadData``, ``NotReturnable`` (outcome that sends
        back to a step never done).
        """
        before = self._open()
        task = _only(target, before.values())
        step = self.table.steps[task.node]
        way = step.outcome(outcome)
        if way is None:
            raise UnknownOutcome(outcome)
        values = checked_values(self.table.table, data)
        if way.back:
            destination = self._back_target(task.task_id, way)
            self.engine.values |= values | way.sets
            return self.reset_to(destination)
        self._note(step, way, values)
        self.workflow.get_task_from_id(task.task_id).run()
        settle(self.workflow)
        return self._changed(before)

    def deliver(self, message: str, data: Mapping[str, Value]) -> Advance:
        """Hand a message to every step that waits for it. Raises ``NotOpen`` when none does."""
        waiting = {
            task.task_id: code for task in self.open_tasks() if (code := _ended_by(task, message))
        }
        if not waiting:
            raise NotOpen(message)
        before, ways = self._open(), dict[UUID, str]()
        for task_id, code in waiting.items():
            if task_id in self._open():
                self.advance(task_id, code, data)
                ways[task_id] = code
        return replace(self._changed(before), ways=ways)

    def set_values(self, data: Mapping[str, Value]) -> None:
        """Set declared values without moving. Raises ``BadData``."""
        self.engine.values |= checked_values(self.table.table, data)

    def return_targets(self) -> list[ReturnTarget]:
        """Finished steps that ``reset_to`` accepts, the latest first."""
        targets = [
            ReturnTarget(task.id, step.node, step.title)
            for task in self._tasks()
            if (step := self.manual_step(task)) and self._is_returnable(task)
        ]
        return targets[::-1]

    def reset_to(self, task_id: UUID) -> Advance:
        """Open a finished step again under its old id; everything after it is undone.

        Values set by the caller stay; outcomes of the undone steps are forgotten. Raises
        ``NotReturnable`` for a step that is not finished, lies inside a parallel or multi-instance
        block (re-open the step before the block instead) or inside a finished subprocess.
        """
        task = self._task(task_id)
        if task is None or not self._is_returnable(task):
            raise NotReturnable(str(task_id))
        before = self._open()
        nodes_before = self._done_nodes()
        self.workflow.reset_from_task_id(task_id)
        settle(self.workflow)
        for node in nodes_before - self._done_nodes():
            self.engine.values[f"{node}_outcome"] = ""
        return self._changed(before)

    def cancel(self) -> Advance:
        """Close everything that is open; the instance is over without a result."""
        before = self._open()
        self.workflow.cancel()
        return Advance(close=list(before), ended=True)

    def manual_step(self, task: Any) -> Step | None:
        """The step that the engine's task is the doing of; ``None`` for gateways and blocks."""
        if not task.task_spec.manual:
            return None
        return self.table.step_of(task.task_spec.name)

    def _tasks(self) -> Iterator[Any]:
        for workflow in (self.workflow, *self.workflow.subprocesses.values()):
            yield from workflow.get_tasks(skip_subprocesses=True)

    def _task(self, task_id: UUID) -> Any:
        return next((task for task in self._tasks() if task.id == task_id), None)

    def _open(self) -> dict[UUID, OpenTask]:
        return {task.task_id: task for task in self.open_tasks()}

    def _changed(self, before: Mapping[UUID, OpenTask]) -> Advance:
        after = self._open()
        new = [task for key, task in after.items() if key not in before]
        return Advance(
            open=[task for task in new if task.kind is Kind.TASK],
            close=[key for key in before if key not in after],
            wait=[task for task in new if task.kind is not Kind.TASK],
            ended=self.ended,
            result=_result_of(self.table, self.workflow) if self.ended else "",
        )

    def _note(self, step: Step, way: Outcome, values: Mapping[str, Value]) -> None:
        self.engine.values |= {**values, **way.sets, f"{step.node}_outcome": way.code}
        if step.each:
            name = f"{step.node}_outcomes"
            earlier = self.engine.values[name]
            self.engine.values[name] = [*(earlier if isinstance(earlier, list) else []), way.code]

    def _back_target(self, task_id: UUID, way: Outcome) -> UUID:
        task = self._task(task_id).parent
        while task is not None:
            step = self.manual_step(task)
            fits = step is not None and (
                step.node == way.back or (way.back == PREVIOUS and step.kind is Kind.TASK)
            )
            if fits and self._is_returnable(task):
                found: UUID = task.id
                return found
            task = task.parent
        raise NotReturnable(way.back)

    def _is_returnable(self, task: Any) -> bool:
        step = self.manual_step(task)
        if step is None or step.each or step.kind is Kind.SERVICE:
            return False
        if task.state != TaskState.COMPLETED or self.ended:
            return False
        workflow = task.workflow
        while workflow is not self.workflow:
            owner = self.table.steps[workflow.spec.name]
            if owner.kind is not Kind.SUBPROCESS or workflow.completed:
                return False
            workflow = workflow.parent_workflow
        return True

    def _done_nodes(self) -> set[str]:
        return {
            step.node
            for task in self._tasks()
            if task.state == TaskState.COMPLETED and (step := self.manual_step(task))
        }


def _result_of(table: Compiled, workflow: Any) -> str:
    """The result that the end step which was reached stands for; empty when none was."""
    for task in workflow.tasks.values():
        step = table.steps.get(task.task_spec.name)
        if step and step.kind is Kind.END and task.state == TaskState.COMPLETED:
            return step.result
    return ""


def _only(target: UUID | str, tasks: Iterable[OpenTask]) -> OpenTask:
    """The one of the tasks with this id or of this node. Raises ``NotOpen``."""
    found = [task for task in tasks if target in (task.task_id, task.node)]
    if len(found) != 1:
        raise NotOpen(str(target))
    return found[0]


def _ended_by(task: OpenTask, message: str) -> str:
    """The outcome that the message is for the task; empty when it is none of its."""
    if task.message == message:
        return RECEIVED
    return next((edge.code for edge in task.boundaries if edge.message == message), "")


def _item(task: Any) -> Scalar | None:
    item: Scalar | None = task.internal_data.get("item")
    return item


def _copy(value: Value) -> Value:
    return list(value) if isinstance(value, list) else value


__all__ = ["BadData", "NotOpen", "NotReturnable", "Run", "UnknownOutcome"]
