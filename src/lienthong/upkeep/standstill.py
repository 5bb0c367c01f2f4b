# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A moment at which nobody is writing: what a transaction sees, and its place in the log.

Writers are held up for as long as it takes to lock every table and take a snapshot, some
milliseconds; a writer that holds on longer makes us try again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.soundness import tables

TRIES = 20
PATIENCE = "500ms"
PAUSE = 0.25


@dataclass(frozen=True)
class Standstill:
    """A reading transaction, and the place in the log that it corresponds to exactly."""

    reader: psycopg.Connection[Any]
    lsn: str


@contextmanager
def standstill(dsn: str) -> Iterator[Standstill]:
    """Such a moment, readable until the block ends. Raises ``UpkeepError`` when none comes."""
    with psycopg.connect(dsn) as locker, psycopg.connect(dsn) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.read_only = True
        yield Standstill(reader, _patiently(locker, reader))


def _patiently(locker: psycopg.Connection[Any], reader: psycopg.Connection[Any]) -> str:
    for _turn in range(TRIES):
        try:
            return _stop_writers(locker, reader)
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            locker.rollback()
            time.sleep(PAUSE)
    raise UpkeepError("busy", "Cơ sở dữ liệu đang có giao dịch dài, chưa so sánh được. Chạy lại.")


def _stop_writers(locker: psycopg.Connection[Any], reader: psycopg.Connection[Any]) -> str:
    names = [sql.Identifier(*name) for name in tables(locker)]
    locker.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(PATIENCE))
    locker.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.SQL(", ").join(names)))
    row = locker.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
    reader.execute("SELECT 1")  # its snapshot is taken here
    locker.commit()
    if row is None:
        raise AssertionError("the statement answers one row")
    return str(row[0])
