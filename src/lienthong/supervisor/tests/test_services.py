# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes that are kept running, and that never outlive their supervisor."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lienthong.supervisor import processes
from lienthong.supervisor.errors import SupervisorError
from lienthong.supervisor.services import FIRST_PAUSE, LONGEST_PAUSE, Runner, Service, _next_pause

SLEEPER = "import time, sys; print('đã chạy', flush=True); time.sleep(600)"
PATIENCE = 15.0  # seconds


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    said: list[str] = []
    made = Runner(None, tmp_path, tmp_path / "tmp", said.append)
    yield made
    made.stop()


def service(code: str = SLEEPER, *, ready: Callable[[], bool] = lambda: True) -> Service:
    return Service("mau", "Tiến trình mẫu", (sys.executable, "-c", code), dict(os.environ), ready)


def until(condition: Callable[[], bool], *, meanwhile: Callable[[], None] = lambda: None) -> None:
    deadline = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        meanwhile()
        pause.wait(0.02)


def test_service_when_killed_then_is_started_again(runner: Runner) -> None:
    runner.start(service())
    first = runner.lives[0].process
    assert first is not None
    first.kill()

    until(lambda: runner.lives[0].process not in (None, first), meanwhile=runner.watch)

    again = runner.lives[0].process
    assert again is not None
    assert again.poll() is None


def test_temporary_files_of_a_killed_service_are_gone_when_it_starts_again(
    runner: Runner,
) -> None:
    leaves = f"import tempfile; tempfile.mkdtemp(prefix='weasyprint-'); {SLEEPER}"
    runner.start(service(leaves))
    until(lambda: len(list((runner.temporary / "mau").iterdir())) == 1)
    first = runner.lives[0].process
    left = next((runner.temporary / "mau").iterdir())
    assert first is not None
    first.kill()

    until(lambda: runner.lives[0].process not in (None, first), meanwhile=runner.watch)

    assert not left.exists()


def test_service_when_it_keeps_dying_then_pauses_grow_and_log_tells_why(runner: Runner) -> None:
    runner.start(service("raise SystemExit('hỏng cấu hình')"))

    until(lambda: runner.lives[0].pause >= FIRST_PAUSE * 4, meanwhile=runner.watch)

    assert "hỏng cấu hình" in (runner.logs / "mau.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("pause", "lived", "following"),
    [(0.2, 0.1, 0.4), (6.0, 1.0, LONGEST_PAUSE), (LONGEST_PAUSE, 31.0, FIRST_PAUSE)],
)
def test_pause_doubles_until_its_bound_and_forgets_after_a_good_life(
    pause: float, lived: float, following: float
) -> None:
    assert _next_pause(pause, lived) == following


def test_service_when_never_ready_then_the_error_shows_its_log(runner: Runner) -> None:
    runner.start(service(ready=lambda: False))
    log = runner.logs / "mau.log"
    until(lambda: log.read_text("utf-8") != "")

    with pytest.raises(SupervisorError) as caught:
        runner.wait_ready({"mau"}, 0.1, lambda: False)

    assert caught.value.code == "service_start"
    assert "đã chạy" in caught.value.message


def test_everything_when_stopped_then_nothing_is_left(runner: Runner) -> None:
    runner.start(service())
    runner.start(service("import signal, time; signal.signal(15, lambda *a: None); " + SLEEPER))
    pids = [life.process.pid for life in runner.lives if life.process]

    runner.stop()

    assert [pid for pid in pids if alive(pid)] == []


@pytest.mark.covers("1")
def test_children_when_supervisor_is_killed_then_die_with_it(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from lienthong.supervisor import processes\n"
        f"child = processes.spawn([sys.executable, '-c', {SLEEPER!r}], log=Path(sys.argv[1]))\n"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "child.log")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        assert alive(child)
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()

    until(lambda: not alive(child))


def test_log_when_too_large_then_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "LOG_LIMIT", 10)
    log = tmp_path / "web.log"
    log.write_text("một dòng khá dài\n", "utf-8")

    processes.rotate(log)

    assert [file.name for file in tmp_path.iterdir()] == ["web.log.1"]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
