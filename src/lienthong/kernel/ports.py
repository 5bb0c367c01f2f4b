# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The three ports through which actions reach access, audit and jobs; unbound ports refuse."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import connection

from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

P = ParamSpec("P")
R = TypeVar("R")


class Authoriser(Protocol):
    """Answers whether the actor may do this to that."""

    def authorise(self, actor: Actor, permission: Permission, subject: object) -> None:
        """Return when allowed; raise ``OutOfScope`` or ``NotAllowed`` otherwise."""

    def unit_ids(self, actor: Actor, permission: Permission) -> Any:
        """Units in which the actor holds the permission: a set or subquery, None for all."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The stored answer of an act that was already done under the same key."""

    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """What the recorder is told of one finished act."""

    actor: Actor
    permission: Permission
    action: str
    subject_kind: str
    subject_id: int | None
    changes: Mapping[str, Any]


class Recorder(Protocol):
    """Keeps who did what, and the answers of acts that may be repeated."""

    def claim(self, actor: Actor, action: str, body_hash: bytes) -> Replay | None:
        """Insert the key; wait for a twin and return its answer; refuse a key used otherwise."""

    def finish(self, actor: Actor, action: str, result: Mapping[str, Any]) -> None:
        """Store the answer under the claimed key."""

    def record(self, act: Act, answer: Mapping[str, Any] | None = None) -> None:
        """Insert the audit row, and store the answer under the claimed key if there is one."""

    def record_late(self, acts: Sequence[Act]) -> None:
        """Store the acts of a long run, as the last deed of its transaction."""

    def record_all(self, acts: Sequence[Act]) -> None:
        """Insert the audit rows of several acts, in their order."""


@dataclass(frozen=True, slots=True)
class JobOrder:
    """A job to be done: the name of its task, JSON arguments, what no two jobs may hold at once."""

    task: str
    arguments: Mapping[str, Any]
    lock: str | None = None


class Deferrer(Protocol):
    """Queues jobs on the same connection, so that they exist exactly if the act does."""

    def defer(self, orders: Sequence[JobOrder]) -> None:
        """Queue these jobs in this order."""


class PortUnbound(RuntimeError):
    """An action ran before the platform was wired."""


@dataclass(slots=True)
class _Ports:
    authorise: Authoriser | None = None
    record: Recorder | None = None
    defer: Deferrer | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A registered job. ``every`` is a cron line in UTC (a sixth field counts seconds), or empty.

    ``title`` says in words what a scheduled job does. Somebody waits before a screen for an
    ``urgent`` one: it goes ahead of those that only tell, check or tidy. Nobody waits for an
    ``idle`` one: it is done when nothing else is left.
    """

    function: Callable[..., object]
    every: str = ""
    retries: int = 5
    title: object = ""
    urgent: bool = False
    idle: bool = False

    def __call__(self, **arguments: Any) -> object:
        """Do the job now, in this process."""
        return self.function(**arguments)


_bound = _Ports()
_tasks: dict[str, Job] = {}


def bind(
    *,
    authorise: Authoriser | None = None,
    record: Recorder | None = None,
    defer: Deferrer | None = None,
) -> None:
    """Bind one or more ports; called from the ``ready()`` of the app that provides them."""
    _bound.authorise = authorise or _bound.authorise
    _bound.record = record or _bound.record
    _bound.defer = defer or _bound.defer


def unbound() -> list[str]:
    """Names of the ports that nobody has bound yet."""
    return [name for name in ("authorise", "record", "defer") if getattr(_bound, name) is None]


def authoriser() -> Authoriser:
    """The bound authoriser. Raises ``PortUnbound``."""
    if _bound.authorise is None:
        raise PortUnbound("authorise")
    return _bound.authorise


def recorder() -> Recorder:
    """The bound recorder. Raises ``PortUnbound``."""
    if _bound.record is None:
        raise PortUnbound("record")
    return _bound.record


@dataclass(slots=True)
class _Gathered:
    """Jobs that an act ordered so far, and how many savepoints it began in."""

    depth: int
    orders: list[JobOrder]


_acting = threading.local()


def defer(task: str, /, *, lock: str | None = None, **arguments: Any) -> None:
    """Queue a job inside the current transaction. Raises ``PortUnbound``.

    Jobs of an act are queued together at its end; what a savepoint inside it may take back is
    queued at once, and goes with it.
    """
    if _bound.defer is None:
        raise PortUnbound("defer")
    order = JobOrder(task, arguments, lock)
    gathered: _Gathered | None = getattr(_acting, "gathered", None)
    if gathered is not None and _savepoints() == gathered.depth:
        gathered.orders.append(order)
    else:
        _bound.defer.defer([order])


@contextmanager
def jobs_together() -> Iterator[None]:
    """Queue what is ordered inside in one statement at the end; nothing when it fails."""
    gathered = _acting.gathered = _Gathered(_savepoints(), [])
    try:
        yield
    finally:
        _acting.gathered = None
    if gathered.orders and _bound.defer is not None:
        _bound.defer.defer(gathered.orders)


def _savepoints() -> int:
    return sum(1 for one in connection.savepoint_ids if one is not None)


def task(
    name: str,
    *,
    every: str = "",
    retries: int = 5,
    title: object = "",
    urgent: bool = False,
    idle: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function of ``tasks.py`` as the job ``name`` (``app.verb_noun``)."""

    def register(function: Callable[P, R]) -> Callable[P, R]:
        if name in _tasks and _tasks[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"two tasks are called {name}")
        _tasks[name] = Job(function, every, retries, title, urgent, idle)
        return function

    return register


def tasks() -> Mapping[str, Job]:
    """All registered jobs by name."""
    return dict(_tasks)
