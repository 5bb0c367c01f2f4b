# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The three ports through which actions reach access, audit and jobs; unbound ports refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

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

    def record(self, act: Act) -> None:
        """Insert the audit row."""

    def record_all(self, acts: Sequence[Act]) -> None:
        """Insert the audit rows of several acts, in their order."""


class Deferrer(Protocol):
    """Queues a job on the same connection, so that it exists exactly if the act does."""

    def defer(self, task: str, /, *, lock: str | None = None, **arguments: Any) -> None:
        """Queue the named task with JSON arguments."""


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


def defer(task: str, /, *, lock: str | None = None, **arguments: Any) -> None:
    """Queue a job inside the current transaction. Raises ``PortUnbound``."""
    if _bound.defer is None:
        raise PortUnbound("defer")
    _bound.defer.defer(task, lock=lock, **arguments)


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
