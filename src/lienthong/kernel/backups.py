# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a backup and the running processes agree on, and how old the last one may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lienthong.kernel.reference import read_yaml

BACKUP_LOCK = 0x4C54_4241
"""Advisory lock: shared by backups that copy files, taken alone by who removes files."""
NOTES = "backups.json"
OWN_LIMITS = "backups.yaml"
"""In the data folder: the last good runs, and the installation's own limits."""
LIMITS: Mapping[str, float] = {"last_run": 26, "last_full": 192}
"""Hours until a missing run, or a missing whole copy, is worth a warning."""


@dataclass(frozen=True, slots=True)
class BackupNote:
    """The last good run into one backup folder; ``full`` is when a whole copy was last made."""

    folder: str
    known_until: datetime
    full: datetime | None


@dataclass(frozen=True, slots=True)
class BackupAge:
    """The newest run and the newest whole copy, and which of them is older than allowed."""

    newest: BackupNote | None
    full: datetime | None
    run_late: bool
    full_late: bool

    @property
    def is_late(self) -> bool:
        """Whether somebody should look."""
        return self.run_late or self.full_late


def read_notes(data: Path) -> dict[str, Any]:
    """The notes as they are written, by backup folder; none when they cannot be read."""
    try:
        read: dict[str, Any] = json.loads((data / NOTES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read


def backup_notes(data: Path) -> list[BackupNote]:
    """What is remembered of backups, the newest run first."""
    found = [
        BackupNote(folder, datetime.fromisoformat(one["known_until"]), _moment(one["full"]))
        for folder, one in read_notes(data).items()
    ]
    return sorted(found, key=lambda note: note.known_until, reverse=True)


def backup_age(data: Path, now: datetime) -> BackupAge:
    """How old the backups of an installation are, measured by its own limits."""
    found, allowed = backup_notes(data), _limits(data)
    newest = found[0] if found else None
    full = max((note.full for note in found if note.full), default=None)
    return BackupAge(
        newest,
        full,
        run_late=newest is None or now - newest.known_until > allowed["last_run"],
        full_late=full is None or now - full > allowed["last_full"],
    )


def _limits(data: Path) -> dict[str, timedelta]:
    own = data / OWN_LIMITS
    said = (read_yaml(own.read_text("utf-8")) or {}) if own.is_file() else {}
    return {name: timedelta(hours=float(said.get(name, h))) for name, h in LIMITS.items()}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
