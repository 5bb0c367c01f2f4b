# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the engine answers: open tasks, what changed, where the instance stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from lienthong.core.process.domain.limits import Limit
from lienthong.core.process.domain.tables import (
    ELAPSED,
    Assign,
    Boundary,
    Kind,
    Of,
    Outcome,
    Scalar,
    Step,
)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A step that waits for somebody, for time or a message (``kind`` wait), or for the system."""

    task_id: UUID
    node: str
    title: str
    short: str
    kind: Kind
    role: str
    of: Of
    limit: Limit | None
    item: Scalar | None
    """The element of the list, for a step that is done once for each."""
    marks: dict[str, str]
    message: str
    outcomes: tuple[Outcome, ...]
    assign: Assign = Assign.ROLE
    assignee: str = ""
    service: str = ""
    boundaries: tuple[Boundary, ...] = ()

    @property
    def alarm(self) -> tuple[str, Limit | None]:
        """The outcome with which time finishes the step, and after how long; empty for none."""
        edge = next((edge for edge in self.boundaries if edge.limit is not None), None)
        if edge is not None:
            return edge.code, edge.limit
        timed = self.kind is Kind.WAIT and any(way.code == ELAPSED for way in self.outcomes)
        return (ELAPSED, self.limit) if timed else ("", None)


@dataclass(frozen=True, slots=True)
class Advance:
    """What a move changed. ``open`` and ``wait`` are new (or opened again), ``close`` are gone."""

    open: list[OpenTask] = field(default_factory=list)
    close: list[UUID] = field(default_factory=list)
    wait: list[OpenTask] = field(default_factory=list)
    ended: bool = False
    result: str = ""
    """The ``result`` of the end step that was reached."""
    ways: dict[UUID, str] = field(default_factory=dict)
    """The outcomes of what a message finished; all else that is closed was passed over."""


class StationState(StrEnum):
    """Where a step of the strip stands."""

    DONE = "done"
    CURRENT = "current"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Station:
    """One step of the process strip; a block is one station, ``inside`` says what is open in it."""

    node: str
    title: str
    short: str
    state: StationState
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnTarget:
    """A finished step that can be opened again."""

    task_id: UUID
    node: str
    title: str


def open_task(task_id: UUID, step: Step, item: Scalar | None) -> OpenTask:
    """The open task of a step."""
    return OpenTask(
        task_id=task_id,
        node=step.node,
        title=step.title,
        short=step.label,
        kind=step.kind,
        role=step.role,
        of=step.of,
        limit=step.limit,
        item=item,
        marks=dict(step.marks),
        message=step.message,
        outcomes=step.ways(),
        assign=step.assign,
        assignee=step.assignee,
        service=step.service,
        boundaries=step.boundaries,
    )
