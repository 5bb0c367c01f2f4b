# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Build rows that many tests start from once in a process, and put them back for each by COPY.

The first test that asks builds them and reads every table into memory; the following ones write
the same rows in their own transaction, without triggers and without the work that made them.
Sequences are not transactional, so what a test adds later never meets a number of the snapshot.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction

_COLUMNS = """
SELECT format('%I', c.relname), string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY c.relname ORDER BY c.relname
"""
_LEFT = ("django_migrations", "django_content_type", "auth_permission", "procrastinate_")


@dataclass(frozen=True)
class Snapshot:
    """What was built, and the rows it left in each table."""

    made: Any
    rows: dict[str, bytes]


def _tables() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return [(name, columns) for name, columns in cursor if not name.startswith(_LEFT)]


def _read() -> Iterator[tuple[str, bytes]]:
    for name, columns in _tables():
        with connection.cursor() as cursor, cursor.copy(_out(name, columns)) as out:
            rows = b"".join(bytes(block) for block in out)
        if rows:
            yield f"{name} ({columns})", rows


def _added(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Rows that were not there; rows of the migrations must be as they were."""
    for place, rows in after.items():
        known = set(before.get(place, b"").splitlines(keepends=True))
        lines = rows.splitlines(keepends=True)
        if known - set(lines):
            raise AssertionError(place)
        yield place, b"".join(line for line in lines if line not in known)


def _out(name: str, columns: str) -> str:
    return f"COPY (SELECT {columns} FROM {name}) TO STDOUT"  # names of the catalogue


def _write(rows: dict[str, bytes]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for place, data in rows.items():
            with cursor.copy(f"COPY {place} FROM STDIN") as into:
                into.write(data)
        cursor.execute("SET LOCAL session_replication_role = origin")


_kept: dict[str, Snapshot] = {}
T = TypeVar("T")


def once(name: str, build: Callable[[], T]) -> T:
    """What ``build`` makes, built by the first test of this process that asks for it by name."""
    kept = _kept.get(name)
    if kept is None:
        before = dict(_read())
        made = build()
        kept = _kept[name] = Snapshot(made, dict(_added(before, dict(_read()))))
    else:
        _write(kept.rows)
    copied: T = copy.deepcopy(kept.made)
    return copied
