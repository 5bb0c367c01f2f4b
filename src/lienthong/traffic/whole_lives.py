# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole lives, from the first page of the form to the result in the hand, several side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from lienthong.traffic import answers
from lienthong.traffic.citizen import Citizen
from lienthong.traffic.officers import Ready, Team, patiently
from lienthong.traffic.raw_rows import Mark, write_again

ABREAST = 4
"""People who work at the same moment."""


@dataclass(frozen=True)
class Rate:
    """How many whole lives a second, over HTTP and as bare rows of the same database."""

    lives: int
    seconds: float
    rows: int
    raw_seconds: float

    @property
    def per_second(self) -> float:
        """Lives a second by the clock, everything that the worker does for them included."""
        return round(self.lives / self.seconds, 2)

    @property
    def ratio(self) -> float:
        """How many times as long as the bare writing of the same rows."""
        return round(self.seconds / self.raw_seconds, 1)


def lead_whole_lives(web: str, dsn: str, lives: int) -> Rate:
    """Lead so many lives to their end, then write the rows that they left once more without us."""
    team = Team(web)
    try:
        mark = Mark.now(dsn)
        began = time.perf_counter()
        _lead(web, team, lives)
        seconds = time.perf_counter() - began
    finally:
        team.close()
    rows, raw_seconds = write_again(dsn, mark, ABREAST)
    return Rate(lives, round(seconds, 2), rows, round(raw_seconds, 2))


def _lead(web: str, team: Team, lives: int) -> None:
    """Desk, examiner, leader and clerk take the dossiers in turn, as on a working day."""
    with ThreadPoolExecutor(ABREAST) as pool, _citizens(web) as citizens:
        codes = pool.map(lambda turn: _file(citizens[turn % ABREAST]), range(lives))
        cases = list(pool.map(team.find, codes))
        for ready_for in (team.acceptance, team.proposal, team.signature, team.issue):
            _each(pool, cases, ready_for)
        _each(pool, cases, team.handing_out)


@contextmanager
def _citizens(web: str) -> Iterator[list[Citizen]]:
    everybody = [Citizen(web).sign_in_citizen(answers.MOTHER) for _one in range(ABREAST)]
    try:
        yield everybody
    finally:
        for one in everybody:
            one.http.close()


def _file(citizen: Citizen) -> str:
    key = citizen.draft(file=answers.photograph())
    return citizen.send(key, citizen.review_form(key))


def _each(
    pool: ThreadPoolExecutor, cases: Iterable[int], ready_for: Callable[[int], Ready]
) -> None:
    def act(case: int) -> None:
        patiently(lambda: ready_for(case).send())

    for _done in pool.map(act, cases):
        pass
