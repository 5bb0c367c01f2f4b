# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running a child process of a command in the foreground."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from lienthong.cli.errors import CommandError
from lienthong.cli.paths import SOURCE
from lienthong.supervisor import processes

TOLD_EVERY = 5.0
"""Seconds between two lines of a long child's progress."""
UNKEPT = "PYTHONDONTWRITEBYTECODE"
PROGRAMS = Path(sys.executable).parent  # unresolved: the environment's own folder


def python(*words: str) -> list[str]:
    """The words that run a Python module or script in the environment."""
    return [sys.executable, *words]


def tool(name: str) -> str:
    """A program installed in the environment."""
    return str(PROGRAMS / name)


def base_environment() -> dict[str, str]:
    """The environment every child gets: our source first, UTF-8 everywhere.

    What Python has compiled is kept, also where the machine says otherwise: each of the many
    children would compile three thousand files anew.
    """
    path = f"{PROGRAMS}:{os.environ.get('PATH', '/usr/bin:/bin')}"
    ours = {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1", "PATH": path}
    return {name: value for name, value in os.environ.items() if name != UNKEPT} | ours


def run(words: Sequence[str], env: Mapping[str, str], *, cwd: Path | None = None) -> int:
    """Run in the foreground and answer its exit status; signals reach the child first."""
    with subprocess.Popen(list(words), env=dict(env), cwd=cwd) as child, _signals_to([child]):
        return _status(child.wait())


def run_abreast(
    commands: Sequence[Sequence[str]], logs: Sequence[Path], *, cwd: Path
) -> list[tuple[int, float]]:
    """Run all at once; answer the exit status of each and the monotonic moment of its end.

    The first writes where we write, each of the others into its log.
    """
    running: list[subprocess.Popen[bytes]] = []
    with ExitStack() as stack, _signals_to(running):
        outputs = [None, *(stack.enter_context(log.open("wb")) for log in logs)]
        for words, output in zip(commands, outputs, strict=True):
            child = subprocess.Popen(
                list(words), env=base_environment(), cwd=cwd, stdout=output, stderr=output
            )
            running.append(stack.enter_context(child))
        return _wait(running)


def _wait(running: Sequence["subprocess.Popen[bytes]"]) -> list[tuple[int, float]]:
    ended: dict[int, float] = {}
    while len(ended) < len(running):
        for child in running:
            if child.poll() is not None:
                ended.setdefault(child.pid, time.monotonic())
        time.sleep(0.1)
    return [(_status(child.returncode), ended[child.pid]) for child in running]


def _status(code: int) -> int:
    """The exit status as a shell says it: 128 and the signal's number for a killed child."""
    return code if code >= 0 else 128 - code


@contextmanager
def _signals_to(running: Sequence["subprocess.Popen[bytes]"]) -> Iterator[None]:
    """Let the children end first: Ctrl-C reaches them by itself, SIGTERM is passed on."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGTERM:
            return
        for child in running:
            if child.poll() is None:
                child.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_logged(
    words: Sequence[str],
    env: Mapping[str, str],
    log: Path,
    stopping: Callable[[], bool],
    tell: Callable[[str], None] | None = None,
) -> int:
    """Run with all output appended to a log file; answer the exit status.

    ``tell`` is given the newest line of the log now and then. Raises KeyboardInterrupt, with the
    child ended, as soon as a stop is asked for.
    """
    told, next_at = processes.tail(log, 1), time.monotonic() + TOLD_EVERY
    child = processes.spawn(words, log=log, env=env)
    while child.poll() is None:
        if stopping():
            processes.stop(child)
            raise KeyboardInterrupt
        if tell is not None and time.monotonic() >= next_at:
            next_at, newest = time.monotonic() + TOLD_EVERY, processes.tail(log, 1)
            if newest != told:
                told = newest
                tell(told)
        time.sleep(0.05)
    return child.returncode


def answer(words: Sequence[str], env: Mapping[str, str]) -> str:
    """What a short command prints on standard output; Ctrl-C waits until it has ended.

    Raises CommandError with its last line of error output when it fails.
    """
    done = subprocess.run(
        list(words),
        env=dict(env),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        start_new_session=True,  # a Ctrl-C of the terminal must not end it half-way
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"mã {done.returncode}"]
        command = " ".join(words[1:])
        raise CommandError("command_failed", f"Lệnh “{command}” không thành công: {last[0]}")
    return done.stdout


def report(words: Sequence[str], env: Mapping[str, str], code: str) -> int:
    """Pass a child's report on and answer its exit status.

    Raises CommandError with the last line of its error output when it reported nothing.
    """
    done = subprocess.run(
        list(words), env=dict(env), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode != 0 and not done.stdout.strip():
        last = done.stderr.strip().splitlines()[-1:] or [f"mã {done.returncode}"]
        raise CommandError(code, f"Không thực hiện được: {last[0]}")
    print(done.stdout, end="")
    return done.returncode
