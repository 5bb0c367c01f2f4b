# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The place of an installation: whether it is free, what is built beside it, the change-over."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lienthong.supervisor import places
from lienthong.supervisor.state import DataFolder
from lienthong.upkeep.errors import UpkeepError, named

NOT_OURS = {"lock"}


@dataclass(frozen=True)
class Place:
    """A data folder that is to be made, or with ``replace`` to be set aside for another."""

    target: Path
    replace: bool

    def refuse_occupied(self) -> None:
        """Raises ``UpkeepError`` when something stands there that must stay."""
        with named(self.target):
            found = self._occupants()
        if found and not self.replace:
            raise UpkeepError(
                "occupied",
                f"{self.target} đang có dữ liệu nên không ghi đè. Chọn --data-dir khác, hoặc thêm "
                "--replace để đặt bản cũ sang bên.",
            )
        if found and "secrets.json" not in found:
            raise UpkeepError(
                "occupied", f"{self.target} không phải thư mục dữ liệu của Liên Thông."
            )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the place; one that was not there is not there after a failure either."""
        new = not self.target.exists()
        with DataFolder(self.target).lock():
            try:
                yield
            except BaseException:
                if new:
                    _remove(self.target)
                raise

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """A folder on the same disk, gone again when the building fails."""
        fresh = self.target.with_name(f"{self.target.name}.dang-khoi-phuc")
        with named(self.target):
            _remove(fresh)
            fresh.mkdir(mode=0o755)
        try:
            yield fresh
        finally:
            _remove(fresh)

    def take(self, fresh: Path) -> Path | None:
        """What was built beside takes the place; answers where the earlier one is now."""
        aside = None
        if self._occupants():
            aside = self.target.with_name(f"{self.target.name}.truoc-{int(time.time())}")
            _move(self.target, aside)
        else:
            (self.target / "lock").unlink(missing_ok=True)
            self.target.rmdir()
        _move(fresh, self.target)
        return aside

    def _occupants(self) -> set[str]:
        if not self.target.exists():
            return set()
        return {one.name for one in self.target.iterdir()} - NOT_OURS


def _move(folder: Path, to: Path) -> None:
    """Rename a data folder; database files that lie elsewhere for it are told where it is now."""
    note = _note(folder)
    folder.rename(to)
    if note is not None:
        note.write_text(f"{to}\n", "utf-8")


def _remove(folder: Path) -> None:
    """Remove a data folder, and database files elsewhere that are its own."""
    if not folder.exists():
        return
    if _note(folder) is not None:
        places.remove_relocated(_password(folder))
    shutil.rmtree(folder)


def _note(folder: Path) -> Path | None:
    """The note of database files kept elsewhere for this folder.

    A copy that still has the password of its origin has none: those files are the origin's.
    """
    note = places.origin_of(places.relocated_folder(_password(folder)))
    if not note.exists() or note.read_text("utf-8").strip() != str(folder):
        return None
    return note


def _password(data: Path) -> str:
    """The password that also names relocated database files; empty when it was not laid yet."""
    try:
        known = json.loads((data / "secrets.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(known.get("database_password", ""))
