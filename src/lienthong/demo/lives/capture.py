# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows that a life on the stage left in every table, as the text that COPY writes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from lienthong.demo.lives.stage import NARROW

_TOUCHED = """
SELECT DISTINCT COALESCE(pg_partition_root(relid), relid)::regclass::text
FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd > 0
  AND relname !~ '^(procrastinate|django|auth|allauth)_'
  AND relname NOT IN ('search_searchword', 'accounts_signinsession')
ORDER BY 1
"""
# The counts also hold what the connection did shortly before: somebody may have signed in.
_COLUMNS = """
SELECT a.attname, a.atttypid::regtype::text, COALESCE(k.place, 0)
FROM pg_attribute a
LEFT JOIN (SELECT i.indrelid, u.attnum, u.place FROM pg_index i,
           unnest(i.indkey) WITH ORDINALITY AS u(attnum, place) WHERE i.indisprimary) k
  ON k.indrelid = a.attrelid AND k.attnum = a.attnum
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND a.atttypid <> 'xid8'::regtype
ORDER BY a.attnum
"""
_PARTED_BY = """
SELECT a.attname FROM pg_partitioned_table p
JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
WHERE p.partrelid = %s::regclass
"""


_ROWS = "COPY (SELECT {0} FROM {1} WHERE {2} ORDER BY {3}) TO STDOUT"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is copied: its columns, and which of them tell marked rows from others.

    A row is marked when one of these is: what a unit of the province has to do with a case is told
    by the case alone, since that unit stays who it is. ``parted_by`` is the column by whose month
    the table is in parts, if it is.
    """

    name: str
    columns: tuple[str, ...]
    marked_by: tuple[str, ...]
    parted_by: str = ""

    @property
    def place(self) -> str:
        """Table and columns for COPY."""
        return f"{self.name} ({self.listed})"

    @property
    def listed(self) -> str:
        """The columns as SQL."""
        return ", ".join(f'"{column}"' for column in self.columns)


Rows = dict[Table, list[list[str]]]


def marked_rows(known: dict[str, Table]) -> Rows:
    """All marked rows of all tables that this transaction wrote to, in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        cursor.execute(_TOUCHED)
        names = [name for (name,) in cursor.fetchall()]
    found: Rows = {}
    for name in names:
        table = known.get(name) or known.setdefault(name, _table(name))
        rows = _read(table)
        if rows:
            found[table] = rows
    return found


def _table(name: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [name])
        columns = cursor.fetchall()
        cursor.execute(_PARTED_BY, [name])
        parted_by = (cursor.fetchone() or ("",))[0]
    keys = sorted((place, column) for column, kind, place in columns if place and kind in _WHOLE)
    names = [column for column, _kind, _place in columns]
    marked_by = ("id",) if "id" in names else tuple(column for _place, column in keys)
    return Table(name, tuple(names), marked_by, parted_by)


_WHOLE = {"bigint", "integer"}


def _read(table: Table) -> list[list[str]]:
    marked = " OR ".join(f'"{column}" >= {NARROW}' for column in table.marked_by)
    order = ", ".join(f'"{column}"' for column in table.marked_by)
    sql = _ROWS.format(table.listed, table.name, marked, order)
    with connection.cursor() as cursor, cursor.copy(sql) as out:
        text = b"".join(bytes(block) for block in out).decode()
    return [line.split("\t") for line in text.splitlines()]
