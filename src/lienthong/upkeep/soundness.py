# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What must hold of an installation's data, asked of the database and the file store directly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

CHUNK = 1 << 20
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
_VERSIONS = """
SELECT id, storage_key, sha256, size, preview_key, rendition_key, page_keys
FROM documents_fileversion ORDER BY id
"""
_GAPS = """
SELECT b.id, b.series, b.period, wanted.value
FROM numbering_book b
CROSS JOIN LATERAL generate_series(b.carried + 1, b.last) AS wanted(value)
LEFT JOIN numbering_number n ON n.book_id = b.id AND n.value = wanted.value AND n.suffix = ''
WHERE n.id IS NULL ORDER BY 1, 4
"""
_BEYOND = """
SELECT b.id, b.series, b.period, n.value FROM numbering_number n
JOIN numbering_book b ON b.id = n.book_id WHERE n.value > b.last ORDER BY 1, 4
"""
_TWICE = """
SELECT code, count(*) FROM cases_case WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1
"""


@dataclass(frozen=True)
class Finding:
    """Something that must not be: the kind of trouble, and where."""

    what: str
    where: str


@dataclass(frozen=True)
class TableState:
    """How many rows a table has, and a sum over all their content that knows no order."""

    rows: int
    digest: str


def table_states(connection: psycopg.Connection[Any]) -> dict[str, TableState]:
    """Every table of ours as this connection's transaction sees it."""
    return {
        f"{schema}.{name}": _state(connection, schema, name)
        for schema, name in connection.execute(_TABLES).fetchall()
    }


def tables(connection: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """Schema and name of every table of ours."""
    return connection.execute(_TABLES).fetchall()


def _state(connection: psycopg.Connection[Any], schema: str, name: str) -> TableState:
    statement = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t"
    ).format(sql.Identifier(schema, name))
    row = connection.execute(statement).fetchone()
    return TableState(int(row[0]), str(row[1])) if row else TableState(0, "")


def differences(ours: dict[str, TableState], theirs: dict[str, TableState]) -> Iterator[Finding]:
    """Tables that are not the same on both sides."""
    for name in sorted({*ours, *theirs}):
        one, other = ours.get(name), theirs.get(name)
        if one != other:
            counts = f"{one.rows if one else '–'} ≠ {other.rows if other else '–'}"
            yield Finding("table", f"{name}: {counts}" if _rows(one) != _rows(other) else name)


def _rows(state: TableState | None) -> int | None:
    return state.rows if state else None


@dataclass(frozen=True)
class FileCount:
    """How many stored files were read through, their bytes, and what is wrong with some."""

    files: int
    size: int
    findings: list[Finding]


def files_intact(connection: psycopg.Connection[Any], store: Path) -> FileCount:
    """Every file row against its bytes: hash and size; what is drawn from it must be there."""
    count = size = 0
    findings: list[Finding] = []
    for number, key, digest, length, *drawn in connection.execute(_VERSIONS):
        found = _digest(_place(store, key))
        if found is None:
            findings.append(Finding("file_missing", f"{number} {key}"))
        elif found != (digest, length):
            findings.append(Finding("file_altered", f"{number} {key}"))
        count, size = count + 1, size + length
        lost = (other for other in _drawn(*drawn) if not _place(store, other).is_file())
        findings += [Finding("file_missing", f"{number} {other}") for other in lost]
    return FileCount(count, size, findings)


def numbers_whole(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """Numbers of books without a gap, none beyond the last, no dossier code twice."""
    kinds = (("number_gap", _GAPS), ("number_beyond", _BEYOND))
    for what, statement in kinds:
        for _book, series, period, value in connection.execute(statement):
            yield Finding(what, f"{series}/{period} số {value}")
    for code, times in connection.execute(_TWICE):
        yield Finding("code_twice", f"{code} × {times}")


def _drawn(preview: str, rendition: str, pages: list[str]) -> Iterator[str]:
    yield from (key for key in (preview, rendition, *pages) if key)


def _place(store: Path, key: str) -> Path:
    return store / key[:2] / key[2:4] / key


def _digest(path: Path) -> tuple[str, int] | None:
    if not path.is_file():
        return None
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while part := source.read(CHUNK):
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size
