# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Build rows that many tests start from once in a process, and put them back for each by COPY.

The first test that asks builds them and reads every table into memory; the following ones write
the same rows in their own transaction, without triggers and without the work that made them.
Many rows are laid into tables beside, for the server to copy by itself: it neither reads nor packs
them again.
Sequences are not transactional, so what a test adds later never meets a number of the snapshot.
Snapshots stack: one may be built on the rows of another, and may change them.
"""

from __future__ import annotations

import atexit
import copy
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
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
_TYPES = """
SELECT string_agg(format('%%I %%s', attname, format_type(atttypid, atttypmod)), ', ')
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0
    AND NOT attisdropped AND attgenerated = ''
"""
MANY = 200_000
"""Bytes of rows for which tables beside are worth making."""
_LEFT = ("django_migrations", "django_content_type", "auth_permission", "procrastinate_")


@dataclass(frozen=True)
class Snapshot:
    """What was built, the rows it left in each table, and a folder of the files it wrote.

    Tables in ``changed`` held rows of before that were changed: all their rows are here. What
    tests that committed left in tables of ``emptied`` goes first. ``beside`` names the database's
    function that puts rows back which lie in tables beside; empty where they come from here.
    """

    made: Any
    rows: dict[str, bytes]
    changed: frozenset[str]
    emptied: frozenset[str]
    files: Path | None
    beside: str


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


def _compared(
    before: dict[str, bytes], after: dict[str, bytes]
) -> tuple[dict[str, bytes], frozenset[str]]:
    """Rows that were not there, and the tables of which all rows stand because some changed."""
    rows, changed = dict[str, bytes](), set[str]()
    for place in before | after:
        known = set(before.get(place, b"").splitlines(keepends=True))
        lines = after.get(place, b"").splitlines(keepends=True)
        if not known <= set(lines):
            changed.add(place)
        fresh = lines if place in changed else [line for line in lines if line not in known]
        if fresh:
            rows[place] = b"".join(fresh)
    return rows, frozenset(changed)


def _out(name: str, columns: str) -> str:
    return f"COPY (SELECT {columns} FROM {name}) TO STDOUT"  # names of the catalogue


def _write(kept: Snapshot) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _cleared(kept.changed, kept.emptied):
            cursor.execute(f"DELETE FROM {table}")  # names of models and of our catalogue
        if kept.beside:
            cursor.execute(f"SELECT {kept.beside}()")  # made here
        else:
            _copy_in(cursor, kept.rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
    if kept.files is not None:
        shutil.copytree(kept.files, settings.FILE_STORE, dirs_exist_ok=True)


def _cleared(changed: frozenset[str], emptied: frozenset[str]) -> list[str]:
    return [*emptied, *(place.partition(" ")[0] for place in changed)]


def _copy_in(cursor: Any, rows: dict[str, bytes]) -> None:
    for place, data in rows.items():
        with cursor.copy(f"COPY {place} FROM STDIN") as into:
            into.write(data)


def _lay_beside(rows: dict[str, bytes]) -> str:
    """Commit the rows, by a connection of their own, where no test sees them; the function's name.

    The tables are made from the types of the columns and ask for no lock on those of the tests.
    """
    number = len(_kept)
    own = connection.copy()
    try:
        with connection.cursor() as told, own.cursor() as cursor:
            cursor.execute("CREATE SCHEMA IF NOT EXISTS kept")
            places = {f"kept.rows_{number}_{i}": place for i, place in enumerate(rows)}
            for name, place in places.items():
                told.execute(_TYPES, [place.partition(" ")[0]])
                cursor.execute(f"CREATE UNLOGGED TABLE {name} ({told.fetchone()[0]})")
            _copy_in(
                cursor,
                {
                    f"{name} {place.partition(' ')[2]}": rows[place]
                    for name, place in places.items()
                },
            )
            cursor.execute(_function(f"kept.put_{number}", places))
    finally:
        own.close()
    return f"kept.put_{number}"


def _function(name: str, places: dict[str, str]) -> str:
    """Puts the rows of all tables back; ``places`` has where they go to for where they lie."""
    acts = "".join(
        f"INSERT INTO {place} OVERRIDING SYSTEM VALUE"
        f" SELECT {place.partition(' ')[2].strip('()')} FROM {source};\n"
        for source, place in places.items()
    )
    return f"CREATE FUNCTION {name}() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n{acts}END $$"


def _to_empty(before: dict[str, bytes]) -> frozenset[str]:
    """Tables that Django does not empty after a test that committed, as it does not manage them.

    None for a snapshot on another one, whose rows in them are wanted: accounts are there already.
    """
    if any(place.startswith("accounts_account ") for place in before):
        return frozenset()
    models = (model._meta for model in apps.get_models())
    return frozenset(
        meta.db_table
        for meta in models
        if not meta.managed and not meta.db_table.startswith("procrastinate_")
    )


_kept: dict[str, Snapshot] = {}
T = TypeVar("T")


def once(name: str, build: Callable[[], T]) -> T:
    """What ``build`` makes, built by the first test of this process that asks for it by name."""
    kept = _kept.get(name)
    if kept is None:
        kept = _kept[name] = _built(build)
    else:
        _write(kept)
    copied: T = copy.deepcopy(kept.made)
    return copied


def _built(build: Callable[[], T]) -> Snapshot:
    before, files = dict(_read()), _files()
    made = build()
    rows, changed = _compared(before, dict(_read()))
    written = _files() - files
    kept = _copy(written) if written else None
    beside = _lay_beside(rows) if sum(map(len, rows.values())) > MANY else ""
    return Snapshot(made, rows, changed, _to_empty(before), kept, beside)


def _copy(names: set[Path]) -> Path:
    """A folder with these files of the store, for as long as the process lives."""
    folder = Path(tempfile.mkdtemp(prefix="lienthong-snapshot-"))
    atexit.register(shutil.rmtree, folder)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(settings.FILE_STORE / name, folder / name)
    return folder


def _files() -> set[Path]:
    """Names of the files in the store of this test."""
    store = Path(settings.FILE_STORE)
    return {file.relative_to(store) for file in store.rglob("*") if file.is_file()}
