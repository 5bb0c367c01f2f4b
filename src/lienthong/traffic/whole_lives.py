# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole lives, from the first page of the form to the result in the hand, several side by side."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lienthong.traffic import answers
from lienthong.traffic.citizen import Citizen
from lienthong.traffic.officers import Ready, Team, patiently
from lienthong.traffic.raw_rows import Mark, write_again
from lienthong.traffic.spending import Books

ABREAST = 4
"""People who work at the same moment."""


@dataclass(frozen=True)
class Rate:
    """How many whole lives a second, over HTTP and as bare rows of the same database.

    ``seconds`` until every result is in the hand, ``acts_seconds`` of the pressing alone while the
    worker rests between the acts; ``each`` is what one life costs each part, ``acts_each`` what
    the pressing alone costs the web server, its database and the people.
    """

    lives: int
    seconds: float
    acts_seconds: float
    rows: int
    raw_seconds: float
    each: Mapping[str, Any]
    acts_each: Mapping[str, Any]

    @property
    def per_second(self) -> float:
        """Lives a second by the clock, everything that the worker does for them included."""
        return round(self.lives / self.seconds, 2)

    @property
    def acts_per_second(self) -> float:
        """Lives a second of what people press alone, the papers left to the queue."""
        return round(self.lives / self.acts_seconds, 2)

    @property
    def ratio(self) -> float:
        """How many times as long as the bare writing of the same rows."""
        return round(self.seconds / self.raw_seconds, 1)


@dataclass
class Acting:
    """Runs one act after another; with ``worker`` they are timed alone, their papers after each."""

    books: Books
    worker: tuple[int, ...] = ()
    seconds: float = 0.0

    @contextmanager
    def act(self) -> Iterator[None]:
        """Time what is pressed; the worker stands still meanwhile, then does what was ordered."""
        for pid in self.worker:
            os.kill(pid, signal.SIGSTOP)
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - began
            for pid in self.worker:
                os.kill(pid, signal.SIGCONT)
        if self.worker:
            self.books.wait_for_queue()


def lead_whole_lives(web: str, books: Books, lives: int) -> Rate:
    """Lead so many lives to their end, then write the rows that they left once more without us.

    As many more are led act by act, to see what the acts take without their papers.
    """
    team = Team(web)
    try:
        books.wait_for_queue()
        mark, account, began = Mark.now(books.dsn), books.open(), time.perf_counter()
        _lead(web, team, lives, Acting(books))
        seconds = time.perf_counter() - began
        books.wait_for_queue()
        spent = account.close()
        rows, raw_seconds = write_again(books.dsn, mark, ABREAST)
        alone, account = Acting(books, books.services["worker"]), books.open()
        _lead(web, team, lives, alone)
        pressed = account.close().of_requests(lives)
    finally:
        team.close()
    return Rate(
        lives,
        round(seconds, 2),
        round(alone.seconds, 2),
        rows,
        round(raw_seconds, 2),
        spent.each(lives),
        pressed,
    )


def _lead(web: str, team: Team, lives: int, acting: Acting) -> None:
    """Desk, examiner, leader and clerk take the dossiers in turn, as on a working day."""
    with ThreadPoolExecutor(ABREAST) as pool, _citizens(web) as citizens:
        with acting.act():
            codes = list(pool.map(lambda turn: _file(citizens[turn % ABREAST]), range(lives)))
        with acting.act():
            cases = list(pool.map(team.find, codes))
            _each(pool, cases, team.acceptance)
        for ready_for in (team.proposal, team.signature, team.issue, team.handing_out):
            with acting.act():
                _each(pool, cases, ready_for)


@contextmanager
def _citizens(web: str) -> Iterator[list[Citizen]]:
    everybody = [
        Citizen(web, scripts=True).sign_in_citizen(answers.MOTHER) for _one in range(ABREAST)
    ]
    try:
        yield everybody
    finally:
        for one in everybody:
            one.http.close()


def _file(citizen: Citizen) -> str:
    return citizen.hand_in(answers.BIRTH, answers.photograph())


def _each(
    pool: ThreadPoolExecutor, cases: Iterable[int], ready_for: Callable[[int], Ready]
) -> None:
    def act(case: int) -> None:
        patiently(lambda: ready_for(case).send())

    for _done in pool.map(act, cases):
        pass
