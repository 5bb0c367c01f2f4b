# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Temporary files of a process in the data folder; what processes left that ended is removed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_HELD = ".held"


def own_folder(base: Path, name: str) -> Path:
    """Make a folder in ``base`` that is this process's while it lives, also after ``exec``.

    Folders of processes that ended are removed first. Raises ``OSError``.
    """
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (base / ".sweep").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        for held in base.glob(f"*/{_HELD}"):
            _remove_left(held)
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=base)).absolute()
        mark = os.open(folder / _HELD, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(mark, fcntl.LOCK_EX)
        os.set_inheritable(mark, True)
    return folder


@contextmanager
def lent_folder(base: Path, name: str) -> Iterator[Path]:
    """An own folder until the block ends."""
    folder = own_folder(base, name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _remove_left(held: Path) -> None:
    with held.open("r+") as mark, suppress(BlockingIOError):  # held: its process lives
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(held.parent)
