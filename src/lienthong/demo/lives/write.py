# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copy stamped rows into their tables: chunk by chunk, or in one stream for each table."""

from __future__ import annotations

import fcntl
import os
import select
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import psycopg
from django.db import connection, transaction

from lienthong.demo.lives.abreast import FORKED
from lienthong.demo.lives.beside import place_of_server
from lienthong.demo.lives.capture import Table
from lienthong.demo.spent import seconds_of

_PIPE = 1 << 19
"""Bytes that may wait for the server, of each table."""
_RESTING = "SET session_replication_role = replica"
_LEAVES = """
SELECT c.oid::regclass::text, i.indexrelid::regclass::text, c.oid = %(table)s::regclass
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind = 'r' AND (c.oid = %(table)s::regclass
                           OR c.oid IN (SELECT inhrelid FROM pg_inherits
                                        WHERE inhparent = %(table)s::regclass)
                              AND c.oid <> ALL(%(apart)s::text[]::regclass[]))
"""
_MONTHS = """
SELECT c.oid::regclass::text, right(c.relname, 7)
FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
WHERE inhparent = %s::regclass AND right(c.relname, 7) BETWEEN %s AND %s
"""


def copy_rows(sheets: Iterable[tuple[Table, bytes]]) -> None:
    """Write the lines of each table in one transaction.

    Triggers rest meanwhile: what they would have written is among the lines.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, text in sheets:
            with cursor.copy(f"COPY {table.place} FROM STDIN") as into:
                into.write(text)
        cursor.execute("SET LOCAL session_replication_role = origin")


def parts_of(
    tables: Iterable[Table], since: date, until: date
) -> Mapping[tuple[str, bytes], Table]:
    """The parts of the tables that take rows of these days, by table's name and month.

    A part that is copied by itself can be frozen, a table in parts cannot.
    """
    return dict(_parts({table for table in tables if table.parted_by}, since, until))


def _parts(
    tables: Iterable[Table], since: date, until: date
) -> Iterator[tuple[tuple[str, bytes], Table]]:
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(_MONTHS, [table.name, f"{since:%Y_%m}", f"{until:%Y_%m}"])
            for name, month in cursor.fetchall():
                of_month = month.replace("_", "-").encode()
                yield (table.name, of_month), replace(table, name=name, parted_by="")


class Streams:
    """A database that only loads takes each table in one COPY, by a connection of its own.

    The file of a table is made anew in the same transaction. With ``wal_level = minimal`` what is
    copied into it is written once, not into the journal too, and rows need no freezing later
    (PostgreSQL, “Populating a Database”). Nothing is there before all is; after an error nothing.
    Nobody else can use the tables meanwhile.

    The server reads each table from a pipe of its own, so lines pass through no other process:
    those that stamp are born after ``Streams`` is made and ``write`` into the pipes they inherit,
    from the moment on at which somebody calls ``begin`` after their birth. Needs a server of this
    machine and a role that may read its files.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self.database_seconds = 0.0
        files = _files_of_server()
        self._reader = files.stat().st_uid
        reached = None if self._reader == os.geteuid() else files.parent
        self._folder = TemporaryDirectory(prefix="lienthong-load-", dir=reached)
        Path(self._folder.name).chmod(0o711)
        self._pipes = {table: self._pipe(table) for table in set(tables)}
        self._has_begun: Any = FORKED.Event()
        self._ends: list[Future[None]] = []
        self._crew = ThreadPoolExecutor(len(self._pipes) or 1)
        self._connections: list[psycopg.Connection[Any]] = []

    def __enter__(self) -> Streams:
        return self

    def begin(self) -> None:
        """Let the server read; all tables wait for lines then."""
        self._ends = [self._crew.submit(self._copy, table) for table in self._pipes]
        for pipe, end in zip(self._pipes.values(), self._ends, strict=True):
            while not (end.done() or _is_read(pipe)):
                time.sleep(0.01)
        self._has_begun.set()

    def write(self, sheets: Iterable[tuple[Table, bytes]]) -> None:
        """Pass on the lines of some tables; of one table, one process at a time.

        Raises ``BrokenPipeError`` when the database takes no more of one.
        """
        self._has_begun.wait()
        for table, text in sheets:
            pipe = self._pipes[table]
            fcntl.lockf(pipe, fcntl.LOCK_EX)
            try:
                left = memoryview(text)
                while left:
                    left = left[os.write(pipe, left) :]
            finally:
                fcntl.lockf(pipe, fcntl.LOCK_UN)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every COPY, then commit all; give all up after an error. Whoever writes has ended.

        Raises what the database said where it took no more.
        """
        failed = self._given_up()
        try:
            for pipe in self._pipes.values():
                os.close(pipe)
            self._crew.shutdown()
            if failed := failed or (_errors(self._ends) if error is None else []):
                raise failed[0]
            for one in self._connections if error is None else ():
                one.commit()
                self.database_seconds += seconds_of(one.info.backend_pid)
        finally:
            for one in self._connections:
                one.close()
            self._folder.cleanup()

    def _given_up(self) -> list[BaseException]:
        """Why the database reads some tables no more although lines may follow."""
        both = zip(self._pipes.values(), self._ends, strict=False)
        has_begun = self._has_begun.is_set()
        return _errors(end for pipe, end in both if has_begun and not _is_read(pipe))

    def _path(self, table: Table) -> Path:
        return Path(self._folder.name) / table.name

    def _pipe(self, table: Table) -> int:
        path = self._path(table)
        os.mkfifo(path, 0o600)
        if self._reader != os.geteuid():
            os.chown(path, self._reader, -1)
        both = os.open(path, os.O_RDWR)  # a pipe that nobody reads cannot be opened to write
        pipe = os.open(path, os.O_WRONLY)
        os.close(both)
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
        return pipe

    def _copy(self, table: Table) -> None:
        own = psycopg.connect(**place_of_server())
        self._connections.append(own)
        cursor = own.cursor()
        cursor.execute(_RESTING)
        apart = [one.name for one in self._pipes if one != table]
        cursor.execute(_LEAVES, {"table": table.name, "apart": apart})
        leaves = cursor.fetchall()
        for leaf, key, _is_whole in leaves:
            cursor.execute(f"CLUSTER {leaf} USING {key}")
            cursor.execute(f"ALTER TABLE {leaf} SET WITHOUT CLUSTER")
        frozen = " (FREEZE)" if any(is_whole for *_names, is_whole in leaves) else ""
        cursor.execute(f"COPY {table.place} FROM '{self._path(table)}'{frozen}")


def _errors(ends: Iterable[Future[None]]) -> list[BaseException]:
    return [error for end in ends if (error := end.exception())]


def _is_read(pipe: int) -> bool:
    """Whether somebody has opened the other end."""
    asked = select.poll()
    asked.register(pipe, select.POLLOUT)
    return any(not event & select.POLLERR for _pipe, event in asked.poll(0))


def _files_of_server() -> Path:
    """Their folder; it belongs to the user that the server runs as, who reaches what lies beside.

    Our own temporary folder may be closed to that user.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return Path(cursor.fetchone()[0])
