# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the engine answers: open tasks, what changed, where the instance stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from lienthong.core.process.domain.tables import Kind, Limit, Of, Outcome, Scalar, Step


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A step that waits for somebody, or for time or a message (``kind`` wait)."""

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


@dataclass(frozen=True, slots=True)
class Advance:
    """What a move changed. ``open`` and ``wait`` are new (or opened again), ``close`` are gone."""

    open: list[OpenTask] = field(default_factory=list)
    close: list[UUID] = field(default_factory=list)
    wait: list[OpenTask] = field(default_factory=list)
    ended: bool = False
    result: str = ""
    """The ``result`` of the end step that was reached."""


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
    )
