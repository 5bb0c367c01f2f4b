# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The faults: processes killed or stopped at a random moment, a disk that is full for a while."""

from __future__ import annotations

import os
import random
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lienthong.traffic.accounting import PROC, family

MARKS = {
    "web": b"lienthong.conf.asgi",
    "edge": b"lienthong.conf.edge",
    "worker": b"--concurrency",
    "simulators": b"lienthong.simulators",
    "database": b"/postgres",
}
"""By what words of its command line a process is known."""
KILLED = tuple(f"kill-{name}" for name in MARKS)
KINDS = (*KILLED, "kill-session", "stop-web", "stop-worker", "stop-edge", "stop-database",
         "full-disk")  # fmt: skip
LONGEST = 6.0
"""Seconds that something stays stopped, or the disk full."""
LIMIT = 4096
"""Bytes a file may have while the disk is played full by a limit."""
Undo = Callable[[], None]


@dataclass(frozen=True)
class Victims:
    """The processes of one installation, found among the children of its supervisor."""

    supervisor: int
    files: Path

    def main(self, name: str) -> int:
        """The first process of a service now, 0 while it has none."""
        children = (pid for pid in family([self.supervisor]) if _parent(pid) == self.supervisor)
        return next((pid for pid in children if MARKS[name] in _words(pid)), 0)

    def all(self, name: str) -> list[int]:
        """All processes of a service."""
        main = self.main(name)
        return family([main]) if main else []

    def strike(self, kind: str, chance: random.Random) -> Undo:
        """Do it; the answer ends it."""
        act, _, name = kind.partition("-")
        if kind == "full-disk":
            return self._fill()
        if kind == "kill-session":
            sessions = self.all("database")[1:]
            _signal(chance.sample(sessions, min(1, len(sessions))), signal.SIGKILL)
            return _nothing
        if act == "kill":
            _signal([self.main(name)], signal.SIGKILL)
            return _nothing
        stopped = self.all(name)
        _signal(stopped, signal.SIGSTOP)
        return partial(_signal, stopped, signal.SIGCONT)

    def how_full(self) -> str:
        """How the disk is filled: a small file system of its own, or a limit of the processes."""
        return "tmpfs" if self.files.is_mount() else "limit"

    def _fill(self) -> Undo:
        if self.how_full() == "limit":
            return self._limit()
        ballast = self.files / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as output:
            while True:
                output.write(bytes(1 << 20))
        return lambda: ballast.unlink(missing_ok=True)

    def _limit(self) -> Undo:
        """No file of those who write files may grow beyond some bytes."""
        limited = [*self.all("web"), *self.all("edge"), *self.all("worker")]
        _limit_files(limited, LIMIT)
        return partial(_limit_files, limited, None)


def bag(chance: random.Random, kinds: tuple[str, ...] = KINDS) -> Iterator[str]:
    """Kinds of faults without end: each once in random order, and again."""
    while True:
        yield from chance.sample(kinds, len(kinds))


def _nothing() -> None:
    """What was killed is started again by the supervisor."""


def _signal(pids: list[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            if pid:
                os.kill(pid, number)


def _limit_files(pids: list[int], size: int | None) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


def _parent(pid: int) -> int:
    try:
        told = (PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return 0
    return int(told.rpartition(")")[2].split()[1])


def _words(pid: int) -> bytes:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return b""
