# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeps a set of processes running: restart with growing pauses, stop in reverse order."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lienthong.supervisor import processes
from lienthong.supervisor.cluster import Cluster
from lienthong.supervisor.errors import SupervisorError

FIRST_PAUSE = 0.2  # seconds before a dead process is started again
LONGEST_PAUSE = 10.0
HEALTHY_AFTER = 30.0  # seconds of life that forget earlier deaths
STOP_SECONDS = 10.0
BEAT = 0.1


@dataclass(frozen=True)
class Service:
    """One process to keep alive; ``ready`` answers whether it does its work already."""

    name: str
    title: str  # Vietnamese, for people
    words: tuple[str, ...]
    env: Mapping[str, str]
    ready: Callable[[], bool]


@dataclass
class _Life:
    service: Service
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    born: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float = 0.0


@dataclass
class Runner:
    """The database and the services of one data folder, watched from one thread.

    ``temporary`` holds a folder for the temporary files of each service, emptied at its start:
    what a killed process left does not stay.
    """

    cluster: Cluster | None
    logs: Path
    temporary: Path
    say: Callable[[str], None]
    lives: list[_Life] = field(default_factory=list)

    def start(self, service: Service) -> None:
        """Start a service and keep it running from now on."""
        life = _Life(service, self.logs / f"{service.name}.log")
        self.lives.append(life)
        self._launch(life)

    def wait_ready(self, names: set[str], seconds: float, stopping: Callable[[], bool]) -> None:
        """Watch until the named services are ready.

        Raises SupervisorError with the end of the log of the one that is not.
        """
        deadline = time.monotonic() + seconds
        waiting = [life for life in self.lives if life.service.name in names]
        while waiting and not stopping():
            self.watch()
            waiting = [life for life in waiting if not life.service.ready()]
            if waiting and time.monotonic() > deadline:
                life = waiting[0]
                raise SupervisorError(
                    "service_start",
                    f"{life.service.title} không khởi động được. Cuối nhật ký {life.log}:\n"
                    f"{processes.tail(life.log)}",
                )
            time.sleep(BEAT)

    def watch(self) -> None:
        """One look at everything: what has died is started again."""
        if self.cluster is not None and not self.cluster.alive():
            self.say("Cơ sở dữ liệu dừng đột ngột: đang khởi động lại.")
            self.cluster.start()
        for life in self.lives:
            self._revive(life)

    def pids(self, *names: str) -> tuple[int, ...]:
        """Process numbers of the named services that run now."""
        running = [life for life in self.lives if life.service.name in names]
        return tuple(life.process.pid for life in running if life.process is not None)

    def run(self, stopping: Callable[[], bool]) -> None:
        """Watch until asked to stop."""
        while not stopping():
            self.watch()
            time.sleep(BEAT)

    def stop(self) -> None:
        """Stop the services together, the database last."""
        running = [life.process for life in reversed(self.lives) if life.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            processes.stop(process, seconds=max(0.1, deadline - time.monotonic()))
        self.lives.clear()
        if self.cluster is not None:
            self.cluster.stop()

    def _launch(self, life: _Life) -> None:
        service = life.service
        env = {**service.env, "TMPDIR": str(_emptied(self.temporary / service.name))}
        life.process = processes.spawn(service.words, log=life.log, env=env)
        life.born = time.monotonic()
        life.again_at = 0.0

    def _revive(self, life: _Life) -> None:
        if life.process is not None and life.process.poll() is None:
            return
        now = time.monotonic()
        if life.process is not None:
            processes.kill_group(life.process)
            code, life.process = life.process.returncode, None
            life.pause = _next_pause(life.pause, now - life.born)
            life.again_at = now + life.pause
            self.say(
                f"{life.service.title} dừng đột ngột (mã {code}), "
                f"khởi động lại sau {life.pause:.1f} giây. Nhật ký: {life.log}"
            )
        elif now >= life.again_at:
            self._launch(life)


def _emptied(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True)
    return folder.absolute()


def _next_pause(pause: float, lived: float) -> float:
    """The pause before the next start, in seconds: doubled each time, unless it lived well."""
    return FIRST_PAUSE if lived > HEALTHY_AFTER else min(LONGEST_PAUSE, pause * 2)
