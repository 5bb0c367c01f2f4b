# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows that some work left in the database, written once more by nothing but INSERT.

What PostgreSQL alone takes for the same rows tells what everything above it costs. They go into
tables of the same columns and indexes in a schema of their own, one INSERT a row, one durable
commit for each transaction that wrote them; the schema is dropped afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

import psycopg
from psycopg import sql

SCHEMA = "raw_rows"
_TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname ORDER BY c.relname
"""
Written = tuple[int, sql.Composed, str]
"""Transaction, statement, and the row as text."""


@dataclass(frozen=True)
class Mark:
    """A moment in the life of a database: all later rows were written by later transactions."""

    transaction: int

    @classmethod
    def now(cls, dsn: str) -> Mark:
        """The present moment."""
        with psycopg.connect(dsn) as connection:
            row = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        return cls(int(row[0]) if row else 0)


def write_again(dsn: str, mark: Mark, writers: int) -> tuple[int, float]:
    """Write all rows since the mark again; how many they are, and wall seconds of the writing."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        try:
            written = _written_since(connection, mark)
            began = time.perf_counter()
            _write(dsn, written, writers)
            return len(written), time.perf_counter() - began
        finally:
            connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def _written_since(connection: psycopg.Connection, mark: Mark) -> list[Written]:
    """The rows, by transaction; the tables for them are made."""
    found: list[Written] = []
    for name, columns in connection.execute(_TABLES).fetchall():
        source, target = sql.Identifier("public", name), sql.Identifier(SCHEMA, name)
        query = sql.SQL(
            "SELECT t.xmin::text::bigint, t::text FROM {} t WHERE t.xmin::text::bigint > %s"
        )
        rows = connection.execute(query.format(source), [mark.transaction]).fetchall()
        if rows:
            connection.execute(
                sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(target, source)
            )
            insert = _insert(source, target, columns)
            found += [(transaction, insert, text) for transaction, text in rows]
    return sorted(found, key=lambda row: row[0])


def _insert(source: sql.Identifier, target: sql.Identifier, columns: Sequence[str]) -> sql.Composed:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM (SELECT (%s::{}).*) row"
    ).format(target, listed, listed, source)


def _write(dsn: str, written: Iterable[Written], writers: int) -> None:
    whole = [list(rows) for _number, rows in groupby(written, key=lambda row: row[0])]
    with ThreadPoolExecutor(writers) as pool:
        shares = [whole[writer::writers] for writer in range(writers)]
        for _done in pool.map(lambda share: _write_share(dsn, share), shares):
            pass


def _write_share(dsn: str, transactions: Iterable[Sequence[Written]]) -> None:
    with psycopg.connect(dsn) as connection:
        for rows in transactions:
            for _number, insert, text in rows:
                connection.execute(insert, [text])
            connection.commit()
