# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an installation remembers of its backups, for those who watch over it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from lienthong.supervisor.state import write_private
from lienthong.upkeep.chains import in_words
from lienthong.upkeep.records import Record, Repository

FILE = "backups.json"
OWN_LIMITS = "upkeep.yaml"
_LIMITS = Path(__file__).parent / "reference" / "limits.yaml"


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


@dataclass(frozen=True)
class Limits:
    """How old the last run, and the last whole copy, may be."""

    run: timedelta
    full: timedelta


def limits(data: Path) -> Limits:
    """The installation's own limits over the packaged ones. Raises ``ValueError`` for others."""
    known = yaml.safe_load(_LIMITS.read_text("utf-8"))
    own = data / OWN_LIMITS
    if own.is_file():
        known |= yaml.safe_load(own.read_text("utf-8")) or {}
    run, full = (timedelta(hours=float(known[name])) for name in ("last_run", "last_full"))
    return Limits(run, full)


def too_old(data: Path, now: datetime) -> str:
    """What is wrong with the age of the backups, in words; empty when they are young enough."""
    found, allowed = notes(data), limits(data)
    if not found:
        return "chưa sao lưu lần nào"
    full = max((note.full for note in found if note.full), default=None)
    if now - found[0].known_until > allowed.run:
        return f"lần cuối tới {in_words(found[0].known_until)}"
    if full is None or now - full > allowed.full:
        return f"bản đầy đủ cuối: {in_words(full) if full else 'chưa có'}"
    return ""


def _read(data: Path) -> dict[str, Any]:
    file = data / FILE
    try:
        read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read
