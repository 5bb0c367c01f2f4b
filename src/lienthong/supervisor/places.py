# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the database's programs and files may lie, so that its user can reach them.

A checkout under a closed folder (``/root``, a private temporary folder) cannot be entered by
another user. Then copies go to a folder of their own; the rights of parent folders are never
changed.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from lienthong.supervisor.account import Account
from lienthong.supervisor.errors import SupervisorError

SHARED_FOLDER = Path("/var/lib/lienthong")


def reachable_programs(programs: Path, account: Account | None, say: Callable[[str], None]) -> Path:
    """A ``bin`` folder of PostgreSQL that the account can run; a copy when it must be."""
    if account is None or _runs(programs / "postgres", account):
        return programs
    whole = programs.parent
    copy = SHARED_FOLDER / f"postgres-{_short(_fingerprint(whole))}"
    if not (copy / "bin" / "postgres").exists():
        say(f"Người dùng “{account.name}” không vào được {whole}: chép PostgreSQL sang {copy}.")
        _copy_whole(whole, copy)
    if not _runs(copy / "bin" / "postgres", account):
        raise SupervisorError(
            "database_programs",
            f"Người dùng “{account.name}” không chạy được {copy}/bin/postgres.",
        )
    return copy / "bin"


def cluster_folder(data: Path, account: Account | None, say: Callable[[str], None]) -> Path:
    """The folder of the database files: inside the data folder when the account can enter it."""
    inside = data / "database"
    if account is None or _enters(data, account):
        return inside
    outside = relocated_folder(data)
    if not outside.exists():
        say(
            f"Người dùng “{account.name}” không vào được {data}: "
            f"tệp cơ sở dữ liệu đặt tại {outside}."
        )
    SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    return outside


def relocated_folder(data: Path) -> Path:
    """Where the database files of a closed data folder lie instead."""
    return SHARED_FOLDER / f"database-{_short(str(data.resolve()))}"


def own(folder: Path, account: Account | None) -> None:
    """Create a folder of mode 0700 that belongs to the account."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def _copy_whole(source: Path, target: Path) -> None:
    SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, symlinks=True)
    _open_to_read(unfinished)
    if target.exists():
        shutil.rmtree(target)
    unfinished.rename(target)


def _open_to_read(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))


def _runs(program: Path, account: Account) -> bool:
    return _as(account, [str(program), "--version"])


def _enters(folder: Path, account: Account) -> bool:
    return _as(account, ["/usr/bin/test", "-x", str(folder)])


def _as(account: Account, words: list[str]) -> bool:
    try:
        done = subprocess.run(
            words,
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def _fingerprint(whole: Path) -> str:
    program = (whole / "bin" / "postgres").stat()
    return f"{whole}:{program.st_size}:{program.st_mtime_ns}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
