# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an installation remembers of its backups, for those who watch over it."""

from __future__ import annotations

import json
from pathlib import Path

from lienthong.kernel.backups import NOTES, read_notes
from lienthong.supervisor.state import write_private
from lienthong.upkeep.records import Record, Repository


def remember(data: Path, repository: Repository, record: Record) -> None:
    """Note a finished run in the data folder."""
    known = read_notes(data)
    place = str(repository.root)
    before = known.get(place, {}).get("full")
    full = record.base.usable_from.isoformat() if record.base else before
    known[place] = {"known_until": record.known_until.isoformat(), "full": full}
    write_private(data / NOTES, json.dumps(known, indent=1))
