# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A backup tried out: restored into a scratch place, started, compared with what was backed up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from lienthong.upkeep import chains
from lienthong.upkeep.backup import Run, Say
from lienthong.upkeep.records import Repository
from lienthong.upkeep.restore import Restoring
from lienthong.upkeep.soundness import (
    Finding,
    TableState,
    differences,
    files_intact,
    numbers_whole,
    table_states,
)
from lienthong.upkeep.source import Source
from lienthong.upkeep.standstill import standstill


@dataclass
class Report:
    """What a drill saw: amounts, seconds of each part, and everything that is not as it was."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    file_bytes: int = 0
    backup_bytes: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Note how long a part takes."""
        began = time.monotonic()
        yield
        self.seconds[part] = round(time.monotonic() - began, 2)


@dataclass(frozen=True)
class Drill:
    """One trial of one backup folder against the installation that it backs up."""

    repository: Repository
    source: Source
    target: Path
    say: Say
    report: Report = field(default_factory=Report)

    def restore(self) -> dict[str, TableState]:
        """Back up and restore to a moment; answers how the tables stood at that moment.

        Raises ``UpkeepError`` when that is not possible.
        """
        run = Run(self.repository, self.source, self.say)
        with self.report.timed("backup"):
            run.everything()
        with standstill(self.source.dsn) as still:
            ours = table_states(still.reader)
        with self.report.timed("log"):
            run.only_log()
        self.report.backup_bytes = _size(self.repository.root)
        with self.report.timed("restore"):
            chain = chains.before_place(self.repository.records(), still.lsn)
            Restoring(self.repository, self.target, self.say, durable=False).run(chain)
        return ours

    def compare(self, ours: dict[str, TableState], dsn: str) -> None:
        """Hold the restored installation, whose database runs, against what was backed up."""
        report = self.report
        with report.timed("compare"), psycopg.connect(dsn) as connection:
            theirs = table_states(connection)
            counted = files_intact(connection, self.target / "files")
            report.findings += [*differences(ours, theirs), *numbers_whole(connection)]
        report.findings += counted.findings
        report.tables, report.rows = len(theirs), sum(one.rows for one in theirs.values())
        report.files, report.file_bytes = counted.files, counted.size


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
