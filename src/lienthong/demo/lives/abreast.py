# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work on many offices at once, by processes that inherit what is planned."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import connection

from lienthong.demo.spent import database_seconds

T = TypeVar("T")
FORKED = multiprocessing.get_context("fork")
_taken: list[Callable[[int], Any]] = []
"""What this process does: it was born with it, nothing is sent to it."""


def over(
    places: int,
    do: Callable[[int], T],
    workers: int,
    begin: Callable[[], None] | None = None,
) -> Iterator[T]:
    """The answer for every place, in order; no connection is open, the work may open its own.

    Every process does ``begin`` first.
    """
    with FORKED.Pool(workers, _begin, (do, begin)) as pool:
        yield from pool.imap(_done, range(places))


def beside(places: int, do: Callable[[int], T], workers: int, own: Callable[[], object]) -> list[T]:
    """The answer for every place; this process does work of its own meanwhile."""
    with FORKED.Pool(workers, _begin, (do, None)) as pool:
        answers = pool.map_async(_done, range(places), chunksize=1)
        own()
        return answers.get()


def _begin(do: Callable[[int], Any], begin: Callable[[], None] | None) -> None:
    _taken.append(do)
    if begin is not None:
        begin()


def release_connections() -> float:
    """Close what a child must not inherit; the seconds that the database spent on it."""
    spent = database_seconds()
    ours: Any = connection
    ours.close()
    ours.close_pool()
    return spent


def _done(place: int) -> Any:
    return _taken[-1](place)
