# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copy stamped rows into their tables: chunk by chunk, or in one stream for each table."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Any

import psycopg
from django.db import connection, transaction

from lienthong.demo.lives.beside import place_of_server
from lienthong.demo.lives.capture import Table
from lienthong.demo.spent import seconds_of

_RESTING = "SET session_replication_role = replica"
_LEAVES = """
SELECT c.oid::regclass::text, i.indexrelid::regclass::text, c.oid = %(table)s::regclass
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relkind = 'r' AND (c.oid = %(table)s::regclass
                           OR c.oid IN (SELECT relid FROM pg_partition_tree(%(table)s)))
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


class Streams:
    """A database that only loads takes each table in one COPY, by a connection of its own.

    The file of a table is made anew in the same transaction. With ``wal_level = minimal`` what is
    copied into it is written once, not into the journal too, and rows need no freezing later
    (PostgreSQL, “Populating a Database”). Nothing is there before all is; after an error nothing.
    Nobody else can use the tables meanwhile.
    """

    def __init__(self) -> None:
        self.database_seconds = 0.0
        self._open = ExitStack()
        self._streams: dict[Table, psycopg.Copy] = {}
        self._connections: list[psycopg.Connection[Any]] = []

    def __enter__(self) -> Streams:
        return self

    def write(self, sheets: Iterable[tuple[Table, bytes]]) -> None:
        """Pass on the lines of some tables."""
        for table, text in sheets:
            stream = self._streams.get(table) or self._begin(table)
            stream.write(text)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every COPY, then commit all; give all up after an error."""
        try:
            self._open.__exit__(kind, error, trace)
            for one in self._connections if error is None else ():
                one.commit()
                self.database_seconds += seconds_of(one.info.backend_pid)
        finally:
            for one in self._connections:
                one.close()

    def _begin(self, table: Table) -> psycopg.Copy:
        own = psycopg.connect(**place_of_server())
        self._connections.append(own)
        cursor = own.cursor()
        cursor.execute(_RESTING)
        cursor.execute(_LEAVES, {"table": table.name})
        leaves = cursor.fetchall()
        for leaf, key, _is_whole in leaves:
            cursor.execute(f"CLUSTER {leaf} USING {key}")
            cursor.execute(f"ALTER TABLE {leaf} SET WITHOUT CLUSTER")
        frozen = " (FREEZE)" if any(is_whole for *_names, is_whole in leaves) else ""
        stream = self._open.enter_context(cursor.copy(f"COPY {table.place} FROM STDIN{frozen}"))
        self._streams[table] = stream
        return stream
