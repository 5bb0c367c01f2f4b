# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an installation remembers of its backups, for those who watch over it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lienthong.supervisor.state import write_private
from lienthong.upkeep.records import Record, Repository

FILE = "backups.json"


@dataclass(frozen=True)
class Note:
    """The last good run into one backup folder; ``full`` is when a whole copy was last made."""

    folder: str
    known_until: datetime
    full: datetime | None


def remember(data: Path, repository: Repository, record: Record) -> None:
    """Note a finished run in the data folder."""
    known = _read(data)
    place = str(repository.root)
    before = known.get(place, {}).get("full")
    full = record.base.usable_from.isoformat() if record.base else before
    known[place] = {"known_until": record.known_until.isoformat(), "full": full}
    write_private(data / FILE, json.dumps(known, indent=1))


def notes(data: Path) -> list[Note]:
    """What is remembered, the newest run first."""
    found = [
        Note(
            folder,
            datetime.fromisoformat(one["known_until"]),
            datetime.fromisoformat(one["full"]) if one["full"] else None,
        )
        for folder, one in _read(data).items()
    ]
    return sorted(found, key=lambda note: note.known_until, reverse=True)


def _read(data: Path) -> dict[str, Any]:
    file = data / FILE
    try:
        read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read
