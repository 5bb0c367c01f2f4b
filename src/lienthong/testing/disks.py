# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Real file systems of a few megabytes, to fill."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size (``12m``) at the folder; the test is skipped without the right."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Write until the disk says that it is full; answers what fills it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as output:
        for size in (1 << 20, 512):
            with pytest.raises(OSError, match="No space"):
                _write_for_ever(output, size)
    return ballast


def _write_for_ever(output: FileIO, size: int) -> None:
    while True:
        output.write(b"\xff" * size)
