# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Events: what happened, in domain words, told inside the transaction that made it so.

Projections (core, plain SQL) hear first, deferrals (``subscribers.py``, which queue jobs) after
them; within each, in the order of declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events; subclasses are frozen dataclasses of ids and plain values."""


class OutsideTransaction(RuntimeError):
    """An event was announced where it could not be undone with its act."""


_projections: dict[type[Event], list[Callable[[Any], None]]] = {}
_deferrals: dict[type[Event], list[Callable[[Any], None]]] = {}


def _register(
    table: dict[type[Event], list[Callable[[Any], None]]], event: type[E]
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        listeners = table.setdefault(event, [])
        if function not in listeners:
            listeners.append(function)
        return function

    return register


def project(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Declare a projection: plain SQL in the same transaction, no input or output. Core only."""
    return _register(_projections, event)


def subscribe(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Declare a deferral: it queues a job on the same connection and does nothing else."""
    return _register(_deferrals, event)


def publish(event: Event) -> None:
    """Tell all listeners now. Raises ``OutsideTransaction`` outside an atomic block."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(type(event).__name__)
    for kind in type(event).__mro__:
        for listener in _projections.get(kind, ()):
            listener(event)
    for kind in type(event).__mro__:
        for listener in _deferrals.get(kind, ()):
            listener(event)


def listeners(event: type[Event]) -> tuple[Callable[[Any], None], ...]:
    """All listeners of exactly this event, projections first."""
    return (*_projections.get(event, ()), *_deferrals.get(event, ()))
