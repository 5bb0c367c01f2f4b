# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Old backups go: runs before the newest few bases, and what no remaining run names."""

from __future__ import annotations

from dataclasses import replace

from lienthong.upkeep.backup import locked
from lienthong.upkeep.errors import named
from lienthong.upkeep.records import RECORDS, Record, Repository
from lienthong.upkeep.vault import INCOMING

_STAY = {RECORDS, INCOMING}


def keep_newest(repository: Repository, count: int) -> int:
    """Remove all runs before the newest so many bases; answers how many runs went.

    Files that are still in the store stay: the first run that remains names them from then on.
    """
    with locked(repository.root):
        records = repository.records()
        bases = [at for at, record in enumerate(records) if record.base]
        if len(bases) <= count:
            return 0
        first = bases[-count]
        repository.rewrite(_with_files(records[: first + 1]))
        for record in records[:first]:
            repository.remove(record.name)
        _remove_unnamed(repository)
    return first


def _with_files(records: list[Record]) -> Record:
    """The last of these runs, naming the files of all of them."""
    files = {key: one for record in records for key, one in record.files.items()}
    return replace(records[-1], files=files)


def _remove_unnamed(repository: Repository) -> None:
    wanted = {stored.name for record in repository.records() for stored in record.stored()}
    root = repository.root
    with named(root):
        for top in (one for one in root.iterdir() if one.is_dir() and one.name not in _STAY):
            for path in [path for path in top.rglob("*") if path.is_file()]:
                if str(path.relative_to(root)) not in wanted:
                    path.unlink()
            for folder in sorted((one for one in top.rglob("*") if one.is_dir()), reverse=True):
                if not any(folder.iterdir()):
                    folder.rmdir()
