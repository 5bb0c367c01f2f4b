# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Indexes out of the way while very many rows are copied, and made anew in one go afterwards.

What a constraint or a foreign key stands on stays. The definitions lie in a table meanwhile, so
that a run that was killed loses none: the next one begins by making them. Autovacuum rests too:
it would read growing tables over and over, and all are vacuumed at the end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from django.db import connection, transaction

from lienthong.demo.lives.abreast import beside, release_connections
from lienthong.demo.spent import database_seconds

KEPT_IN = "generator_index"
MEMORY, INVERTED_MEMORY = "1GB", "128MB"
"""For sorting one index. An inverted one is made by two processes, which sort what they find in
small lots and merge it: one alone would keep a gigabyte of words in a tree that no cache holds.
"""
_SET_ASIDE = """
CREATE TABLE generator_index AS
SELECT i.indexrelid::regclass::text AS name,
       replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS definition
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(%s::text[]::regclass[]) AND NOT i.indisunique AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""
_LARGEST_FIRST = r"""
SELECT name, definition FROM (
  SELECT name, definition, substring(definition FROM ' ON (\S+) USING ')::regclass AS place
  FROM generator_index) kept
ORDER BY CASE WHEN definition LIKE '% USING gin %' THEN 40 ELSE 1 END * COALESCE(
  (SELECT sum(pg_table_size(relid)) FROM pg_partition_tree(place)), pg_table_size(place)) DESC, name
"""
_LEAVES = """
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind = 'r' AND (c.oid = ANY(%s::text[]::regclass[]) OR c.oid IN (
    SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY(%s::text[]::regclass[])))
ORDER BY 1
"""
_RESTING = """
SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND 'autovacuum_enabled=off' = ANY(reloptions) ORDER BY 1
"""


_KEPT_OF = "SELECT count(*) FROM generator_index WHERE definition ~ %s"


class Made(NamedTuple):
    """So many indexes, and the seconds of the database's processes that made them."""

    indexes: int
    seconds: float


def set_aside(tables: Iterable[str]) -> int:
    """Drop the indexes of these tables that nothing stands on; how many."""
    named = sorted(tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LEAVES, [named, named])
        for (leaf,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {leaf} SET (autovacuum_enabled = off)")
        cursor.execute(_SET_ASIDE, [named])
        cursor.execute("SELECT name FROM generator_index ORDER BY name")
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            cursor.execute(f"DROP INDEX {name}")
    return len(names)


def make_anew(
    workers: int = 1,
    own: Callable[[], object] = lambda: None,
    then: Sequence[Callable[[], float]] = (),
) -> Made:
    """Make what was set aside, by so many processes; this one does work of its own meanwhile.

    A process that finds no index to make any more goes on with what comes ``then``, which answers
    its seconds of the database too. Nothing of all this where nothing was set aside.
    """
    if KEPT_IN not in connection.introspection.table_names():
        return Made(0, 0.0)
    with connection.cursor() as cursor:
        cursor.execute(_LARGEST_FIRST)
        kept = cursor.fetchall()
    work: list[Callable[[], float]] = [partial(_make, *one) for one in kept]
    work += then
    if workers == 1:
        seconds = sum((one() for one in work), 0.0)
        own()
    else:
        seconds = release_connections()
        seconds += sum(beside(len(work), lambda place: work[place](), workers, own))
    _wake()
    return Made(len(kept), seconds)


def wait_for(table: str) -> None:
    """Until all indexes of a table are made; asked beside ``make_anew``."""
    pattern = rf" ON (\S+\.)?{table} USING "
    while _count(pattern):
        time.sleep(1)


def _count(pattern: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_OF, [pattern])
        return int(cursor.fetchone()[0])


def _make(name: str, definition: str) -> float:
    """One index, and it is set aside no longer; the seconds for it of the database's process that
    was asked, without those of one that helped. Nothing where it was made just before the
    connection was lost.
    """
    is_inverted = " USING gin " in definition
    memory, more = (INVERTED_MEMORY, 1) if is_inverted else (MEMORY, 0)
    before = database_seconds()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")  # its table may just be tidied
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{memory}'")
        cursor.execute(f"SET LOCAL max_parallel_maintenance_workers = {more}")  # beside the crew
        cursor.execute("DELETE FROM generator_index WHERE name = %s", [name])
        if cursor.rowcount:
            cursor.execute(definition)
    return database_seconds() - before


def _wake() -> None:
    """Let autovacuum see the tables again; nothing is kept any more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RESTING)
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} RESET (autovacuum_enabled)")
        cursor.execute("DROP TABLE generator_index")
