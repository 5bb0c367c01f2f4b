# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Starting and stopping one child process, so that it never outlives us."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from lienthong.supervisor.account import Account

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 16 * 1024 * 1024  # bytes; a larger log is set aside at the next start

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    words: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    death_signal: int = signal.SIGTERM,
) -> "subprocess.Popen[bytes]":
    """Start a direct child in its own session, its output appended to ``log``.

    The kernel sends it ``death_signal`` when we die, even by SIGKILL. Call from the main
    thread only: the signal is bound to the life of the calling thread.
    """
    rotate(log)
    with log.open("ab") as output:
        return subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env) if env is not None else None,
            cwd="/" if account else None,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=_die_with(os.getpid(), death_signal),  # noqa: PLW1509 - single-threaded
        )


def stop(
    process: "subprocess.Popen[bytes]", *, with_signal: int = signal.SIGTERM, seconds: float = 15.0
) -> None:
    """Ask a child to stop, wait, and after ``seconds`` kill its whole process group."""
    if process.poll() is None:
        process.send_signal(with_signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    kill_group(process)


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of a child's process group and collect the child."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def rotate(log: Path) -> None:
    """Set a log aside that has grown too large, keeping one older one."""
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log file, for an error message."""
    if not log.exists():
        return ""
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - 8192))
        text = stream.read().decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-lines:])


def _die_with(parent: int, death_signal: int) -> Callable[[], None]:
    def arm() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and this line
            os._exit(1)

    return arm
