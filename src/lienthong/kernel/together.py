# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts of one file stand together: what all of them need is read once, their trail written in lots.

Everything happens inside the caller's transaction; what a refused row left is forgotten with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from lienthong.kernel import ports
from lienthong.kernel.db import tells_late

R = TypeVar("R")
LOT = 500
"""So many acts are told to the trail with one statement."""


@dataclass(slots=True)
class Batch:
    """What acts that stand together have read, told and queued so far."""

    known: dict[Hashable, Any] = field(default_factory=dict)
    told: list[ports.Act] = field(default_factory=list)
    queued: dict[str, None] = field(default_factory=dict)
    run: list[ports.Act] | None = None

    def write(self) -> None:
        """Hand what was told to the trail, or to the long run that will."""
        acts, self.told = self.told, []
        if self.run is None:
            ports.recorder().record_all(acts)
        else:
            self.run.extend(acts)

    def places(self) -> tuple[int, int, int]:
        """How much there is of each."""
        return len(self.known), len(self.told), len(self.queued)

    def back_to(self, places: tuple[int, int, int]) -> None:
        """Forget what came after."""
        known, told, queued = places
        _cut(self.known, known)
        del self.told[told:]
        _cut(self.queued, queued)


_batch: ContextVar[Batch | None] = ContextVar("together", default=None)


@contextmanager
def together() -> Iterator[Batch]:
    """While a file is taken in: read once, told in lots, the same job queued once."""
    around = _batch.get()
    batch = Batch(run=around.run if around is not None else None)
    token = _batch.set(batch)
    try:
        yield batch
        batch.write()
    finally:
        _batch.reset(token)


@contextmanager
def long_run() -> Iterator[None]:
    """A transaction of its own that may last: the trail is told at its very end.

    Until then nobody who seals the trail waits for it. What is undone is not told.
    """
    acts: list[ports.Act] = []
    with transaction.atomic(durable=True):
        token = _batch.set(Batch(run=acts))
        try:
            tells_late()
            with together():
                yield
        finally:
            _batch.reset(token)
        if acts and not transaction.get_rollback():
            ports.recorder().record_late(acts)


@contextmanager
def one_row() -> Iterator[None]:
    """One row of the file: done within a savepoint, nothing of it stays when it is refused."""
    batch = _batch.get()
    if batch is not None and len(batch.told) >= LOT:
        batch.write()
    places = batch.places() if batch is not None else (0, 0, 0)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        if batch is not None:
            batch.back_to(places)
        raise


def remembered(key: Hashable, read: Callable[[], R]) -> R:
    """What ``read`` answers; while acts stand together it is asked once for a key."""
    batch = _batch.get()
    if batch is None:
        return read()
    if key not in batch.known:
        batch.known[key] = read()
    found: R = batch.known[key]
    return found


def tell(act: ports.Act, answer: Mapping[str, Any] | None = None) -> None:
    """Hand an act to the trail, at once or with those it stands together with.

    ``answer`` is kept for whoever repeats the act.
    """
    batch = _batch.get()
    if batch is None:
        ports.recorder().record(act, answer)
        return
    batch.told.append(act)
    if answer is not None:
        ports.recorder().finish(act.actor, act.action, answer)


def defer_once(task: str, /, *, lock: str | None = None, **arguments: Any) -> None:
    """Queue a job that may be repeated; while acts stand together the same one is queued once."""
    batch = _batch.get()
    place = json.dumps([task, lock, arguments], sort_keys=True)
    if batch is not None and place in batch.queued:
        return
    ports.defer(task, lock=lock, **arguments)
    if batch is not None:
        batch.queued[place] = None


def _cut(kept: dict[Any, Any], length: int) -> None:
    """Forget what came after the first so many."""
    while len(kept) > length:
        kept.popitem()
