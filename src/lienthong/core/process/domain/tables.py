# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of steps: what a process definition is made of, as frozen values.

A table has scopes: the root, every branch of a parallel block, every subprocess. The steps of a
scope only name steps of the same scope, so blocks are properly nested by construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lienthong.core.process.domain.limits import Limit

Scalar = str | int | float | bool
Value = Scalar | list[Scalar]

FORMAT = 1
DONE = "done"
"""Reserved target: leaves a branch or a subprocess."""
PREVIOUS = "previous"
"""Reserved ``back`` target: the person's task finished just before."""
ELAPSED = "elapsed"
"""Outcome of a wait whose time has come."""
RECEIVED = "received"
"""Outcome of a wait whose message has come."""
SERVED = "served"
"""Outcome of a service step that the system has done."""
FAILED = "failed"
"""Outcome of a service step that the system could not do."""


class Kind(StrEnum):
    """What a step is."""

    TASK = "task"
    CHOICE = "choice"
    WAIT = "wait"
    SERVICE = "service"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    SUBPROCESS = "subprocess"
    END = "end"


class Of(StrEnum):
    """Which unit of the matter does the step; ``EACH`` is the element of a multi-instance step."""

    RECEIVING = "receiving"
    COMPETENT = "competent"
    SUPPORT = "support"
    EACH = "each"


class Assign(StrEnum):
    """Who gets the step: everybody of the role in the unit, or one person found by a rule."""

    ROLE = "role"
    POSITION = "position"
    PERSON = "person"
    PREVIOUS = "previous"
    LEAST_LOADED = "least_loaded"


class Join(StrEnum):
    """When a parallel block, or a multi-instance step, is finished."""

    ALL = "all"
    ANY = "any"


class DataType(StrEnum):
    """Type of a name that expressions may use."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Datum:
    """A declared name: its type and the value it has until somebody sets it."""

    type: DataType
    default: Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to finish a step: goes on ``to`` a node or sends ``back`` to one, never both."""

    code: str
    title: str
    to: str = ""
    back: str = ""
    expects: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)
    sets: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Boundary:
    """What ends a task from outside: its time is over, or a message comes. Goes on ``to``."""

    code: str
    title: str
    to: str = ""
    limit: Limit | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a choice: taken when the expression is true."""

    when: str
    to: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of a parallel block: a scope of its own."""

    start: str
    steps: tuple[Step, ...]
    title: str = ""
    when: str = ""
    """Only in an inclusive block: the branch is done when this is true; empty is always."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. Which fields mean something depends on ``kind``."""

    node: str
    title: str
    kind: Kind = Kind.TASK
    short: str = ""
    role: str = ""
    of: Of = Of.COMPETENT
    assign: Assign = Assign.ROLE
    assignee: str = ""
    """Code of the position, name of the account, or node of the earlier step; by ``assign``."""
    limit: Limit | None = None
    when: str = ""
    otherwise: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    each: str = ""
    complete_when: Join = Join.ALL
    choices: tuple[Choice, ...] = ()
    message: str = ""
    service: str = ""
    boundaries: tuple[Boundary, ...] = ()
    late: str = ""
    """Where a wait goes without its message in time, a service step without success."""
    to: str = ""
    join: Join = Join.ALL
    branches: tuple[Branch, ...] = ()
    start: str = ""
    steps: tuple[Step, ...] = ()
    result: str = ""

    @property
    def label(self) -> str:
        """The short title, for the process strip."""
        return self.short or self.title

    @property
    def is_block(self) -> bool:
        """Whether the step contains other steps."""
        return self.kind in (Kind.PARALLEL, Kind.INCLUSIVE, Kind.SUBPROCESS)

    @property
    def is_forked(self) -> bool:
        """Whether the step has branches."""
        return self.kind in (Kind.PARALLEL, Kind.INCLUSIVE)

    @property
    def is_manual(self) -> bool:
        """Whether the step stays open until somebody, or something, closes it."""
        return self.kind in (Kind.TASK, Kind.WAIT, Kind.SERVICE)

    def ways(self) -> tuple[Outcome, ...]:
        """The outcomes of a task and of its boundaries, or those that a step has by itself."""
        if self.kind is Kind.WAIT:
            return self._waited()
        if self.kind is Kind.SERVICE:
            served = Outcome(SERVED, self.title, to=self.to)
            failed = Outcome(FAILED, self.title, to=self.late)
            return (served, failed) if self.late else (served,)
        ended = (Outcome(edge.code, edge.title, to=edge.to) for edge in self.boundaries)
        return (*self.outcomes, *ended)

    def _waited(self) -> tuple[Outcome, ...]:
        if not self.message:
            return (Outcome(ELAPSED, self.title, to=self.to),)
        received = Outcome(RECEIVED, self.title, to=self.to)
        return (received, Outcome(ELAPSED, self.title, to=self.late)) if self.late else (received,)

    def outcome(self, code: str) -> Outcome | None:
        """The outcome with the code, if the step has it."""
        return next((way for way in self.ways() if way.code == code), None)

    def skipped_to(self) -> str:
        """Where an optional step goes when it is skipped; empty when that is not clear."""
        if self.otherwise:
            return self.otherwise
        if self.is_manual:
            targets = {way.to for way in self.ways() if way.to}
            return targets.pop() if len(targets) == 1 else ""
        return self.to


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table of steps with its identity and legal basis."""

    code: str
    title: str
    start: str
    steps: tuple[Step, ...]
    legal_basis: tuple[str, ...] = ()
    to_be_confirmed: bool = False
    data: dict[str, Datum] = field(default_factory=dict)
    layout: dict[str, list[int]] = field(default_factory=dict)
    """Where somebody drew the shapes (left, top, width, height) and flows (points) by id."""

    def defaults(self) -> dict[str, Value]:
        """The value of every name that expressions may use, before anything happened."""
        values = {name: datum.default for name, datum in self.data.items()}
        values |= {name: [] if kind is DataType.LIST else "" for name, kind in derived(self)}
        return values

    def types(self) -> dict[str, DataType]:
        """The type of every name that expressions may use."""
        return {name: datum.type for name, datum in self.data.items()} | dict(derived(self))


@dataclass(frozen=True, slots=True)
class Scope:
    """Steps that may name one another. ``owner`` is the block around them, ``None`` at the root."""

    name: str
    start: str
    steps: tuple[Step, ...]
    owner: Step | None = None
    parallel: bool = False
    """Whether the scope is, or lies inside, a branch of a parallel block."""


def scopes(table: Table) -> Iterator[Scope]:
    """All scopes, the root first, an outer scope always before its inner ones."""
    root = Scope(table.code, table.start, table.steps)
    yield root
    yield from _inner(root)


def _inner(outer: Scope) -> Iterator[Scope]:
    for step in outer.steps:
        if step.kind is Kind.SUBPROCESS:
            scope = Scope(step.node, step.start, step.steps, step, outer.parallel)
            yield scope
            yield from _inner(scope)
        for number, branch in enumerate(step.branches, 1):
            scope = Scope(f"{step.node}.{number}", branch.start, branch.steps, step, True)
            yield scope
            yield from _inner(scope)


def all_steps(table: Table) -> Iterator[Step]:
    """Every step of every scope, in the order of the table."""
    yield from _nested(table.steps)


def _nested(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _nested(step.steps)
        for branch in step.branches:
            yield from _nested(branch.steps)


def derived(table: Table) -> Iterator[tuple[str, DataType]]:
    """Names that finishing a step sets by itself."""
    for step in all_steps(table):
        if step.is_manual:
            yield f"{step.node}_outcome", DataType.TEXT
        if step.each:
            yield f"{step.node}_outcomes", DataType.LIST
