# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One run: people come, faults strike, everything becomes quiet, the ledger is judged."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import LiteralString

import psycopg

from lienthong.upkeep.chaos.faults import KINDS, LONGEST, Undo, Victims, bag
from lienthong.upkeep.chaos.judgement import judge, left_undone
from lienthong.upkeep.chaos.ledger import Ledger
from lienthong.upkeep.chaos.people import Crowd
from lienthong.upkeep.soundness import Finding

BEAT = 0.1
LEAVING = 300.0
"""Seconds that people may need to get their last answers."""
_BUSY = """
SELECT count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()
  OR status = 'failed' AND queueing_lock IS NULL
"""
_HALF_DONE = """
SELECT count(*) FROM cases_step
WHERE case_id = ANY(%s) AND closed_at IS NULL AND coalesce(marks->>'busy', '') <> ''
"""
TAKEN_UP = 300.0
"""Seconds within which what a worker left half done is taken up: found dead, asked for, done."""
SETTLED = 900.0
"""Seconds within which a job that used up its tries gets another one."""


@dataclass
class Outcome:
    """What a run saw."""

    seconds: float = 0
    faults: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0
    refused: int = 0
    unanswered: list[str] = field(default_factory=list)
    waiting: int = 0
    """Jobs that were not done when the patience was over."""
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Storm:
    """``beat`` is called all the time, so that whoever watches the processes can restart them."""

    web: str
    dsn: str
    victims: Victims
    seed: int
    beat: Callable[[], None]
    say: Callable[[str], None]
    kinds: tuple[str, ...] = KINDS
    citizens: int = 2
    teams: int = 3
    least: int = 0
    """Acts that must be acknowledged before people leave, on a machine however slow."""
    quiet: float = 1200.0
    """Seconds that jobs and messages may need; those asked for less than ``SETTLED`` may wait."""
    ledger: Ledger = field(default_factory=Ledger)
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, seconds: float, faults: int) -> Outcome:
        """So many faults spread over so many seconds, at random moments."""
        chance, began = random.Random(self.seed), time.monotonic()  # noqa: S311 - must repeat
        crowd = Crowd(self.web, self.ledger)
        crowd.start(self.citizens, self.teams)
        kinds = bag(chance, self.kinds)
        for moment in sorted(chance.uniform(0.1, 1) for _fault in range(faults)):
            self._watch(began + moment * seconds)
            self._strike(next(kinds), chance)
        self._watch(began + seconds)
        self._calm(lambda: self.ledger.acknowledged() >= self.least, LEAVING)
        crowd.leaving.set()
        self._calm(lambda: not crowd.alive(), LEAVING)
        self._calm(lambda: self._count(_HALF_DONE, list(self.ledger.done)) == 0, TAKEN_UP)
        self._calm(lambda: self._count(_BUSY) == 0, self.quiet)
        self._judge(time.monotonic() - began)
        return self.outcome

    def _strike(self, kind: str, chance: random.Random) -> None:
        self.outcome.faults[kind] = self.outcome.faults.get(kind, 0) + 1
        self.say(f"{kind} ({self.ledger.acknowledged()} việc đã được xác nhận)")
        undo: Undo = self.victims.strike(kind, chance)
        try:
            self._watch(time.monotonic() + chance.uniform(LONGEST / 3, LONGEST))
        finally:
            undo()

    def _watch(self, until: float) -> None:
        while time.monotonic() < until:
            self.beat()
            time.sleep(BEAT)

    def _calm(self, reached: Callable[[], bool], patience: float) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not reached():
            self._watch(time.monotonic() + 5 * BEAT)

    def _count(self, query: LiteralString, *values: object) -> int:
        try:
            with psycopg.connect(self.dsn, connect_timeout=5) as connection:
                row = connection.execute(query, values).fetchone()
        except psycopg.OperationalError:
            return -1
        return int(row[0]) if row else -1

    def _judge(self, seconds: float) -> None:
        outcome, ledger = self.outcome, self.ledger
        outcome.seconds = round(seconds, 1)
        outcome.acknowledged, outcome.refused = ledger.acknowledged(), ledger.refused
        outcome.unanswered, outcome.waiting = ledger.unanswered, max(self._count(_BUSY), 0)
        with psycopg.connect(self.dsn) as connection:
            outcome.findings += judge(connection, ledger, self.victims.files)
            if self.quiet >= SETTLED:
                outcome.findings += left_undone(connection)
