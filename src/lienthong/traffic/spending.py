# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which part of an installation spent how much processor time: process families, jobs, database.

What the people's own process spends is told beside them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from lienthong.traffic.accounting import WEB, family, spent_by

JOB = re.compile(r"job (\S+) took (\d+) microseconds$", re.MULTILINE)
"""What the worker writes into its log while ``LIENTHONG_COUNT_STATEMENTS`` is set."""
QUEUE = "queue"
ITSELF = "people"
"""The process that plays them: it takes its share of the same processors."""
REQUESTS = ("web", "edge", f"database: {WEB}", ITSELF)
_BACKENDS = """
SELECT pid, CASE backend_type WHEN 'client backend' THEN application_name ELSE 'itself' END
FROM pg_stat_activity
"""
_WAITING = """
SELECT count(*) FROM procrastinate_jobs
WHERE status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()
"""
_BEAT = 0.1
Balance = dict[int, tuple[str, int]]
"""Of each process the part it belongs to, and nanoseconds so far."""


@dataclass(frozen=True)
class JobCost:
    """All runs of one kind of job."""

    name: str
    times: int
    cpu_ms: float


@dataclass(frozen=True)
class Spending:
    """Processor milliseconds of each part, and of each kind of job inside the worker."""

    parts: Mapping[str, float]
    jobs: tuple[JobCost, ...]

    def each(self, lives: int) -> dict[str, Any]:
        """The same for one of so many lives, the largest first."""
        jobs = sorted(self.jobs, key=lambda job: -job.cpu_ms)
        return {
            "cpu_ms": {name: round(spent / lives, 1) for name, spent in self.parts.items()},
            "jobs": [
                {
                    "name": job.name,
                    "times": round(job.times / lives, 1),
                    "cpu_ms": round(job.cpu_ms / lives, 1),
                }
                for job in jobs
            ],
        }

    def of_requests(self, lives: int) -> dict[str, float]:
        """Of one of so many lives what answers and asks over HTTP, without what is done behind."""
        return {
            name: round(spent / lives, 1) for name, spent in self.parts.items() if name in REQUESTS
        }


@dataclass(frozen=True)
class Books:
    """Reads the accounts of the services by name, of the database, and of the worker's jobs."""

    services: Mapping[str, tuple[int, ...]]
    dsn: str
    log: Path

    def open(self) -> Account:
        """Begin an account."""
        return Account(self, self.balance(), self._size())

    def balance(self) -> Balance:
        """What every process has used so far; the database's by whom they serve."""
        found = {
            pid: (name, spent_by(pid))
            for name, roots in self.services.items()
            for pid in family(roots)
        }
        found[os.getpid()] = (ITSELF, spent_by(os.getpid()))
        with psycopg.connect(self.dsn, application_name="bench") as connection:
            served = connection.execute(_BACKENDS).fetchall()
        return found | {pid: (f"database: {name}", spent_by(pid)) for pid, name in served}

    def jobs_since(self, offset: int) -> tuple[JobCost, ...]:
        """The jobs that the worker told of after a place in its log."""
        text = self.log.read_bytes()[offset:].decode(errors="replace") if self._size() else ""
        booked: dict[str, list[int]] = {}
        for name, microseconds in JOB.findall(text):
            booked.setdefault(name, []).append(int(microseconds))
        return tuple(JobCost(name, len(all_), sum(all_) / 1000) for name, all_ in booked.items())

    def wait_for_queue(self, patience: float = 600.0) -> None:
        """Wait until no job is left that is due. Raises ``TimeoutError``."""
        deadline = time.monotonic() + patience
        with psycopg.connect(self.dsn, autocommit=True, application_name="bench") as connection:
            while connection.execute(_WAITING).fetchone() != (0,):
                if time.monotonic() > deadline:
                    raise TimeoutError("jobs are left")
                time.sleep(_BEAT)

    def _size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0


@dataclass(frozen=True)
class Account:
    """What was spent since it was opened."""

    books: Books
    before: Balance
    offset: int

    def close(self) -> Spending:
        """The processor time of each part since then; of processes that ended nothing is known."""
        parts: dict[str, float] = {}
        for pid, (name, now) in self.books.balance().items():
            used = now - self.before.get(pid, (name, 0))[1]
            parts[name] = parts.get(name, 0.0) + used / 1_000_000
        jobs = self.books.jobs_since(self.offset)
        known = sum(job.cpu_ms for job in jobs)
        if "worker" in parts:
            parts[f"worker: {QUEUE}"] = max(0.0, parts["worker"] - known)
        return Spending({name: spent for name, spent in parts.items() if spent >= 1}, jobs)
