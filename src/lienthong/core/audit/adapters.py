# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The newest seal, noted in the file store: out of reach of who can only change the database.

The chain shows a seal missing in its middle, not one missing at its end. ``newest`` holds the last
note; a note whose seal is gone is kept under ``lost-…`` before ``newest`` is written again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_NEWEST = "newest"
_LOST = "lost-"


@dataclass(frozen=True, slots=True)
class Note:
    """A seal by number and hash."""

    seq: int
    digest: bytes

    def line(self) -> str:
        """The note as it stands in its file."""
        return f"{self.seq} {self.digest.hex()}\n"


def newest_note() -> Note | None:
    """The last note, None before the first. Raises ``ValueError`` for a file that is no note."""
    path = _folder() / _NEWEST
    return _read(path) if path.exists() else None


def lost_notes() -> Iterator[Note]:
    """Notes whose seals were found missing; somebody removes the files when it is explained."""
    for path in sorted(_folder().glob(f"{_LOST}*")):
        yield _read(path)


def note_newest(note: Note) -> None:
    """Remember a seal that is committed."""
    _write(_NEWEST, note)


def note_lost(note: Note) -> None:
    """Keep the proof that a seal existed."""
    _write(f"{_LOST}{note.seq}-{note.digest.hex()[:16]}", note)


def _folder() -> Path:
    return Path(settings.FILE_STORE) / "audit"


def _read(path: Path) -> Note:
    seq, digest = path.read_text("ascii").split()
    return Note(int(seq), bytes.fromhex(digest))


def _write(name: str, note: Note) -> None:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    temporary = folder / f".{name}"
    with temporary.open("w", encoding="ascii") as output:
        output.write(note.line())
        output.flush()
        os.fsync(output.fileno())
    temporary.replace(folder / name)
