# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where files of exported lists stand: a folder of their own beside the store."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def export_folder() -> Path:
    """The folder, made when it is missing."""
    folder = Path(settings.FILE_STORE) / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def export_path(number: int, extension: str) -> Path:
    """The file of a run."""
    return export_folder() / f"{number}.{extension}"


@contextmanager
def export_workplace(number: int) -> Iterator[Path]:
    """A folder in which one try writes the file of a run, beside its place; gone afterwards.

    A process that is killed leaves its folder: see ``workplaces``.
    """
    with tempfile.TemporaryDirectory(prefix=f"{number}-", dir=export_folder()) as folder:
        yield Path(folder)


def workplaces() -> dict[Path, int]:
    """Folders of tries that are under way or were killed, each with the number of its run."""
    found = (path for path in export_folder().iterdir() if path.is_dir())
    return {path: int(path.name.partition("-")[0]) for path in found}


def clear_workplace(folder: Path) -> None:
    """Remove what a killed try left."""
    shutil.rmtree(folder, ignore_errors=True)
