# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The process strip: what was done, what is open, what usually comes next."""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from lienthong.core.process.domain.expressions import condition
from lienthong.core.process.domain.results import Station, StationState
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.tables import Kind, Step


def path(run: Run) -> list[Station]:
    """The stations of the outermost scope: done in order, current, then the usual way to the end.

    A step that is entered again (loop, return) appears once, where it is now; a side way leads
    back over a step that is done, and what follows that one is still to come. The usual way takes
    the first outcome of each step; choices and optional steps follow the values of the moment.
    """
    visited = _visited(run)
    stations = [_station(run, run.table.steps[node], state) for node, state in visited]
    seen = {node for node, _ in visited}
    walked = {visited[-1][0]} if visited else set()
    step = _next(run, run.table.steps[visited[-1][0]]) if visited else None
    while step is not None and step.node not in walked:
        walked.add(step.node)
        shown = step.kind is not Kind.CHOICE and not _skipped(run, step)
        if shown and step.node not in seen:
            stations.append(_station(run, step, StationState.FUTURE))
        step = _next(run, step)
    return stations


def trail(run: Run) -> list[str]:
    """The nodes done, in order: what is kept when the instance is closed."""
    return [node for node, state in _visited(run) if state is StationState.DONE]


def kept_path(steps: dict[str, Step], trail: list[str]) -> list[Station]:
    """The stations of a closed instance, from its kept trail."""
    return [
        Station(node, steps[node].title, steps[node].label, StationState.DONE)
        for node in trail
        if node in steps
    ]


def _visited(run: Run) -> list[tuple[str, StationState]]:
    visited: list[tuple[str, StationState]] = []
    for task in run.workflow.get_tasks(skip_subprocesses=True):
        step = run.table.steps.get(task.task_spec.name)
        if step is None or step.kind is Kind.CHOICE:
            continue
        if task.state not in (TaskState.COMPLETED, TaskState.READY, TaskState.STARTED):
            continue
        nodes = [node for node, _ in visited]
        if step.node in nodes:
            del visited[nodes.index(step.node) :]
        done = task.state == TaskState.COMPLETED
        visited.append((step.node, StationState.DONE if done else StationState.CURRENT))
    return visited


def _station(run: Run, step: Step, state: StationState) -> Station:
    inside: tuple[str, ...] = ()
    if state is StationState.CURRENT and step.is_block:
        inner = {item.node for item in _inner(step)}
        inside = tuple(task.title for task in run.open_tasks() if task.node in inner)
    return Station(step.node, step.title, step.label, state, inside)


def _inner(step: Step) -> list[Step]:
    direct = [*step.steps, *(item for branch in step.branches for item in branch.steps)]
    return [*direct, *(deeper for item in direct for deeper in _inner(item))]


def _skipped(run: Run, step: Step) -> bool:
    return bool(step.when) and not condition(step.when, run.table.types)(run.engine.values)


def _next(run: Run, step: Step) -> Step | None:
    if step.kind is Kind.END:
        return None
    if _skipped(run, step):
        return run.table.steps.get(step.skipped_to())
    if step.kind is Kind.CHOICE:
        return run.table.steps.get(_chosen(run, step))
    target = next((way.to for way in step.ways() if way.to), step.to)
    return run.table.steps.get(target)


def _chosen(run: Run, step: Step) -> str:
    for choice in step.choices:
        if condition(choice.when, run.table.types)(run.engine.values):
            return choice.to
    return step.otherwise
