# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the operating system and the database booked: processor time, buffers, memory."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg

PROC = Path("/proc")
WEB = "lienthong-web"
"""The name under which the web process and the edge connect to the database."""
STATISTICS_DELAY = 1.2
"""Seconds until a server process that fell idle has booked what it read."""
_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
_BUFFERS = "SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True)
class Meter:
    """Reads the accounts of some processes with their children, and of their database."""

    roots: tuple[int, ...]
    dsn: str

    def processes(self) -> list[int]:
        """The roots, what they started, and the database's processes that serve them."""
        with psycopg.connect(self.dsn) as connection:
            backends = [pid for (pid,) in connection.execute(_BACKENDS, [WEB])]
        return [*family(self.roots), *backends]

    def cpu(self, processes: Iterable[int]) -> int:
        """Nanoseconds of processor time of these processes so far."""
        return sum(map(spent_by, processes))

    def buffers(self) -> int:
        """Buffers touched in the database so far; waits until idle processes have told."""
        time.sleep(STATISTICS_DELAY)
        with psycopg.connect(self.dsn) as connection:
            row = connection.execute(_BUFFERS).fetchone()
        return int(row[0]) if row else 0


def family(roots: Iterable[int]) -> list[int]:
    """These processes and all below them."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], list(roots)
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def proportional_memory(processes: Iterable[int]) -> int:
    """Bytes of memory: shared pages counted by the share of each process."""
    return sum(map(_proportional, processes))


def _proportional(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0  # it has ended
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _parent(entry: Path) -> int | None:
    try:
        told = (entry / "stat").read_text("utf-8", "replace")
    except OSError:
        return None  # it has ended
    return int(told.rpartition(")")[2].split()[1])


def spent_by(pid: int) -> int:
    """Nanoseconds of processor time of a process so far; 0 when it has ended."""
    total = 0
    for task in (PROC / str(pid)).glob("task/*/schedstat"):
        try:
            total += int(task.read_text("ascii").split()[0])
        except OSError:
            continue  # the thread has ended
    return total
