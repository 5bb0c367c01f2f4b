# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One path through a table tried out: which steps come, when each begins and is due.

The real engine runs. Every step takes its whole term; steps without a term take no time. Of several
open steps the one that is due first ends first. Pure: the caller says when a limit ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lienthong.core.process.domain.compiling import Compiled
from lienthong.core.process.domain.limits import Limit
from lienthong.core.process.domain.refusals import NotReturnable
from lienthong.core.process.domain.results import Advance, OpenTask
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.tables import Outcome, Value

MOST_STEPS = 100
_Ends = Callable[[datetime, Limit], datetime]


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the path. ``number`` counts how often the step was come to."""

    task: OpenTask
    number: int
    began_at: datetime
    due_at: datetime | None
    way: Outcome

    @property
    def ended_at(self) -> datetime:
        """When it is done at the latest."""
        return self.due_at or self.began_at


@dataclass(frozen=True, slots=True)
class Tried:
    """The whole path. ``result`` is how it ended; ``is_whole`` is false for one without an end."""

    stops: tuple[Stop, ...]
    ended_at: datetime
    result: str
    is_whole: bool


def try_path(
    table: Compiled,
    data: Mapping[str, Value],
    chosen: Mapping[str, str],
    *,
    begin: datetime,
    ends: _Ends,
) -> Tried:
    """Walk from the start. ``chosen`` maps a node to the outcome taken the first time it comes.

    Later times, and without a choice, the first outcome that goes on is taken. Raises ``BadData``.
    """
    run, change = Run.begin(table, data)
    walk = _Walk(run, chosen, ends)
    walk.enter(begin)
    while not run.ended and len(walk.stops) < MOST_STEPS:
        change = walk.step()
    last = max((stop.ended_at for stop in walk.stops), default=begin)
    return Tried(tuple(walk.stops), last, change.result, run.ended)


class _Walk:
    def __init__(self, run: Run, chosen: Mapping[str, str], ends: _Ends) -> None:
        self.run, self.chosen, self.ends = run, chosen, ends
        self.stops: list[Stop] = []
        self.began: dict[UUID, datetime] = {}
        self.times: dict[str, int] = {}

    def enter(self, now: datetime) -> None:
        """Note when the tasks that are new began."""
        tasks = {task.task_id for task in self.run.open_tasks()}
        self.began = {key: at for key, at in self.began.items() if key in tasks}
        for key in tasks:
            self.began.setdefault(key, now)

    def due(self, task: OpenTask) -> datetime | None:
        began = self.began[task.task_id]
        code, alarm = task.alarm
        limit = alarm if alarm is not None and self.way(task).code == code else task.limit
        return self.ends(began, limit) if limit is not None else None

    def way(self, task: OpenTask) -> Outcome:
        """The outcome taken: the chosen one the first time, else the first that goes on."""
        wanted = self.chosen.get(task.node) if not self.times.get(task.node) else None
        found = next((way for way in task.outcomes if way.code == wanted), None)
        return found or next(way for way in task.outcomes if way.to)

    def step(self) -> Advance:
        """End the task that is due first."""
        tasks = self.run.open_tasks()
        order = {task.task_id: number for number, task in enumerate(tasks)}
        dues = {task.task_id: self.due(task) for task in tasks}

        def key(task: OpenTask) -> tuple[datetime, int]:
            return dues[task.task_id] or self.began[task.task_id], order[task.task_id]

        task = min(tasks, key=key)
        way = self.way(task)
        number = self.times.get(task.node, 0) + 1
        stop = Stop(task, number, self.began[task.task_id], dues[task.task_id], way)
        self.times[task.node] = number
        self.stops.append(stop)
        try:
            change = self.run.advance(task.task_id, way.code, {})
        except NotReturnable:
            way = next(way for way in task.outcomes if way.to)
            change = self.run.advance(task.task_id, way.code, {})
            self.stops[-1] = Stop(task, number, stop.began_at, stop.due_at, way)
        self.began.pop(task.task_id, None)
        self.enter(stop.ended_at)
        return change
