# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""LibreOffice in a cage: a fresh profile for each file, no network, bounded memory and time."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.office import command, profile_settings

PATIENCE = 60.0  # seconds for one try
TRIES = 2
MOST_MEMORY = 4 * 1024**3  # bytes of address space
MOST_SECONDS = 60  # of processor time
LARGEST_FILE = 256 * 1024 * 1024  # bytes written to one file
MOST_FILES = 512
PROGRAMS = ("soffice", "libreoffice")
APART = ("unshare", "--net", "--")


class OfficeError(Exception):
    """No PDF came out; the argument is ``no_office``, ``too_slow`` or ``failed``."""


def office_program() -> str | None:
    """Return the path of LibreOffice on this machine, None without one."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def draw_office(
    source: Path,
    kind: str = kinds.DOCX,
    *,
    patience: float = PATIENCE,
    program: str | None = None,
) -> bytes:
    """Return a DOCX or XLSX drawn as PDF; killed when it takes too long, tried twice.

    Raises ``OfficeError``.
    """
    found = program or office_program()
    if found is None:
        raise OfficeError("no_office")
    problem = "failed"
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(prefix="lienthong-office-") as folder:
            problem = _try(Path(folder), source, kind, found, patience)
            drawn = Path(folder) / "out" / "van-ban.pdf"
            if not problem and drawn.is_file():
                return drawn.read_bytes()
            problem = problem or "failed"
    raise OfficeError(problem)


def _try(folder: Path, source: Path, kind: str, program: str, patience: float) -> str:
    """One run in a folder of its own; return what went wrong, or nothing."""
    profile, target = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    target.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(profile_settings(), "utf-8")
    copied = folder / f"van-ban.{kinds.EXTENSION[kind]}"
    shutil.copyfile(source, copied)
    words = command(program, kind, profile=str(profile), source=str(copied), target=str(target))
    running = subprocess.Popen(  # noqa: S603  # our own words; the file is its argument
        [*_apart(), *words],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_bounded,  # noqa: PLW1509  # limits must hold before the program starts
    )
    try:
        return "" if running.wait(timeout=patience) == 0 else "failed"
    except subprocess.TimeoutExpired:
        return "too_slow"
    finally:
        _kill(running)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End the whole group: LibreOffice starts a second process of its own."""
    with suppress(ProcessLookupError):  # everything has ended already
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours: no secrets, a home that goes with the folder, a proxy that is not there."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "no_proxy": "",
    }


@cache
def _apart() -> tuple[str, ...]:
    """The words that take the network away, where the system lets us."""
    program = shutil.which(APART[0])
    if program is None:
        return ()
    for words in ((program, "--net"), (program, "--map-root-user", "--net")):
        tried = subprocess.run(  # noqa: S603  # our own words
            [*words, "true"], capture_output=True, check=False, timeout=10
        )
        if tried.returncode == 0:
            return (*words, "--")
    return ()
