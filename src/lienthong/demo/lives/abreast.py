# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work on many offices at once, by processes that inherit what is planned."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection

from lienthong.demo.spent import database_seconds

logger = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE = 600.0
"""Seconds for which work whose connection was lost, or that the database did not let in, is begun
anew."""
_LONGER = {"connect_timeout": 10}
_LONGER_IN_POOL = {"timeout": 15, "reconnect_timeout": 15}
"""Seconds of one try. Pages give up sooner; a database that has just written gigabytes may be slow
to let anybody in, and a try that nobody answers must leave room for another.
"""
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
    with _crew(workers, do, begin) as crew:
        yield from crew.map(_done, range(places))


def beside(places: int, do: Callable[[int], T], workers: int, own: Callable[[], object]) -> list[T]:
    """The answer for every place; this process does work of its own meanwhile.

    What fails in one place is raised when all others are done.
    """
    with _crew(workers, do, None) as crew:
        answers = [crew.submit(_done, place) for place in range(places)]
        patiently(own)
        wait(answers)
        return [answer.result() for answer in answers]


@contextmanager
def patient_connections() -> Iterator[None]:
    """Inside, this process and those that are born of it wait longer for the database."""
    ours: Any = connection
    before = ours.settings_dict["OPTIONS"]
    pool = {"pool": before["pool"] | _LONGER_IN_POOL} if "pool" in before else {}
    release_connections()
    ours.settings_dict["OPTIONS"] = before | _LONGER | pool
    try:
        yield
    finally:
        ours.close()
        ours.close_pool()
        ours.settings_dict["OPTIONS"] = before


def patiently(do: Callable[[], T]) -> T:
    """The answer of work that may be done twice; begun anew while ``PATIENCE`` lasts whenever its
    connection is lost or none is to be had.

    Raises what the database said then, and at once whatever it says on a connection that lives.
    """
    until = 0.0
    while True:
        try:
            return do()
        except (InterfaceError, OperationalError) as error:
            until = until or time.monotonic() + PATIENCE
            if _is_connected() or time.monotonic() >= until:
                raise
            logger.warning("begun anew without its connection: %s", error)
            connection.close()
            time.sleep(0.5)


def _is_connected() -> bool:
    ours: Any = connection
    return ours.connection is not None and not ours.connection.closed


@contextmanager
def _crew(
    workers: int, do: Callable[[int], Any], begin: Callable[[], None] | None
) -> Iterator[ProcessPoolExecutor]:
    """Processes that do this; one that dies, or cannot begin, is told as an error."""
    crew = ProcessPoolExecutor(workers, FORKED, _begin, (do, begin))
    try:
        yield crew
    finally:
        crew.shutdown(cancel_futures=True)


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
    return patiently(partial(_taken[-1], place))
