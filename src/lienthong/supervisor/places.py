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
    """A ``bin`` folder of PostgreSQL that the account can run; a copy when it must be.

    Raises SupervisorError when not even the copy runs.
    """
    if account is None or _runs(programs, account):
        return programs
    copy = SHARED_FOLDER / f"postgres-{_short(_fingerprint(programs))}"
    copied = copy / programs.parent.parent.name / programs.parent.name / "bin"
    if not (copied / "postgres").exists():
        say(f"Người dùng “{account.name}” không vào được {programs}: chép PostgreSQL sang {copy}.")
        _copy_whole(programs.parent, copy)
    if not _runs(copied, account):
        raise SupervisorError(
            "database_programs", f"Người dùng “{account.name}” không chạy được {copied}/postgres."
        )
    return copied


def cluster_folder(
    data: Path, key: str, account: Account | None, say: Callable[[str], None]
) -> Path:
    """The folder of the database files: inside the data folder when the account can enter it."""
    if account is None or _enters(data, account):
        return data / "database"
    outside = relocated_folder(key)
    if not outside.exists():
        say(
            f"Người dùng “{account.name}” không vào được {data}: "
            f"tệp cơ sở dữ liệu đặt tại {outside}."
        )
        SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        origin_of(outside).write_text(f"{data}\n", "utf-8")
    return outside


def relocated_folder(key: str) -> Path:
    """Where the database files of a closed data folder lie instead.

    ``key`` is a secret of the installation: a data folder made anew never meets old files.
    """
    return SHARED_FOLDER / f"database-{_short(key)}"


def origin_of(relocated: Path) -> Path:
    """The note beside relocated files that says which data folder they belong to."""
    return relocated.with_name(f"{relocated.name}.origin")


def remove_relocated(key: str) -> None:
    """Delete the relocated database files of an installation, if there are any."""
    folder = relocated_folder(key)
    if folder.exists():
        shutil.rmtree(folder)
    origin_of(folder).unlink(missing_ok=True)


def own(folder: Path, account: Account | None) -> None:
    """Create a folder of mode 0700 that belongs to the account."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def _copy_whole(prefix: Path, target: Path) -> None:
    """Copy an installation and the folder of bundled libraries beside its package (``X.libs``)."""
    SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    package = prefix.parent
    shutil.copytree(prefix, unfinished / package.name / prefix.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    _open_to_read(unfinished)
    if target.exists():
        shutil.rmtree(target)
    unfinished.rename(target)


def _open_to_read(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))


def _runs(programs: Path, account: Account) -> bool:
    return all(_as(account, [str(programs / name), "--version"]) for name in ("postgres", "initdb"))


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


def _fingerprint(programs: Path) -> str:
    with (programs / "postgres").open("rb") as program:
        return hashlib.file_digest(program, "sha256").hexdigest()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
