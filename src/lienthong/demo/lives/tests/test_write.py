# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Streams put lines into tables once all are there, beside what the tables hold; or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from pathlib import Path

import pytest
from django.db import connection
from psycopg.errors import InvalidTextRepresentation, UniqueViolation

from lienthong.demo.lives.abreast import FORKED
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.press import Sheet, Text
from lienthong.demo.lives.write import Streams, parts_of
from lienthong.kernel.partitions import partition_sql

PLAIN = Table("streamed_plain", ("id", "name"), ("id",))
PARTED = Table("streamed_parted", ("id", "day"), ("id",))
_MADE = """
CREATE TABLE streamed_plain (id int PRIMARY KEY, name text UNIQUE);
INSERT INTO streamed_plain VALUES (1, 'đã có');
CREATE TABLE streamed_parted (id int, day int, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE streamed_first PARTITION OF streamed_parted FOR VALUES FROM (1) TO (10);
CREATE TABLE streamed_second PARTITION OF streamed_parted FOR VALUES FROM (10) TO (20);
"""
_FILES = """
SELECT count(DISTINCT pg_relation_filenode(name))
FROM unnest(ARRAY['streamed_plain', 'streamed_first', 'streamed_second']) name
WHERE pg_relation_filenode(name) <> name::regclass::oid
"""
_MARKED = "SELECT count(*) FROM pg_index WHERE indisclustered AND indrelid = ANY(%s::regclass[])"


@pytest.fixture
def tables(transactional_db: None) -> Iterator[None]:
    """Two tables, one of them in parts, one with a row."""
    with connection.cursor() as cursor:
        cursor.execute(_MADE)
        yield
        cursor.execute("DROP TABLE streamed_plain, streamed_parted")


def held(table: Table) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table.listed} FROM {table.name} ORDER BY 1")
        return list(cursor.fetchall())


def stream(sheets: list[tuple[Table, bytes]], *, fail: bool = False) -> None:
    with Streams([PLAIN, PARTED]) as streams:
        streams.begin()
        streams.write(sheets)
        if fail:
            raise ZeroDivisionError


def found(statement: str, *values: list[str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("tables")
def test_lines_are_there_in_the_end_in_files_made_anew_and_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Streams([PLAIN, PARTED]) as streams:
        streams.begin()
        streams.write([(PLAIN, b"2\tm\xe1\xbb\x99t\n"), (PARTED, b"1\t5\n2\t15\n")])
        streams.write([(PLAIN, b"3\thai\n")])

    assert held(PLAIN) == [(1, "đã có"), (2, "một"), (3, "hai")]
    assert held(PARTED) == [(1, 5), (2, 15)]
    assert found(_FILES) == 3
    assert found(_MARKED, [PLAIN.name, "streamed_first", "streamed_second"]) == 0


MONTHLY = Table("streamed_monthly", ("id", "at"), ("id",), "at")
_MONTHLY = """
CREATE TABLE streamed_monthly (id int, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)
"""


@pytest.fixture
def monthly(transactional_db: None) -> Iterator[None]:
    """A table in parts by months with a row in the first."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHLY)
        for statement in partition_sql(MONTHLY.name, date(2026, 9, 1), 3):
            cursor.execute(statement)
        cursor.execute("INSERT INTO streamed_monthly VALUES (1, '2026-09-04 07:00+00')")
        yield
        cursor.execute("DROP TABLE streamed_monthly")


@pytest.mark.usefixtures("monthly")
def test_parts_of_the_months_asked_for_take_lines_of_their_own_and_the_table_takes_the_others() -> (
    None
):
    parts = parts_of([MONTHLY, PLAIN], date(2026, 9, 30), date(2026, 10, 1))
    assert {key: part.name for key, part in parts.items()} == {
        (MONTHLY.name, b"2026-09"): "streamed_monthly_2026_09",
        (MONTHLY.name, b"2026-10"): "streamed_monthly_2026_10",
    }

    with Streams([MONTHLY, *parts.values()]) as streams:
        streams.begin()
        for order, part in enumerate(parts.values()):
            streams.write([(part, b"%d\t2026-%02d-30 23:59:59+00\n" % (2 + order, 9 + order))])
        streams.write([(MONTHLY, b"4\t2026-11-01 00:00+00\n5\t2027-03-01 00:00+00\n")])

    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, id FROM streamed_monthly ORDER BY id")
        found = [(name.removeprefix("streamed_monthly_"), pk) for name, pk in cursor.fetchall()]
    assert found == [("2026_09", 1), ("2026_09", 2), ("2026_10", 3), ("2026_11", 4), ("rest", 5)]


def test_lines_of_a_life_are_told_apart_by_month() -> None:
    pieces = [b"", b"", b" a\n", b"", b" b\n", b"", b" c"]
    sheet = Sheet(MONTHLY, Text(pieces, itemgetter(0, 0, 1)), ((0, 5), (1, 7)))
    same, later = b"2026-09-30 23:00:00+00", b"2026-10-01 01:00:00.5+00"

    assert list(sheet.lines([same, same])) == [
        (MONTHLY, b"2026-09", b"%b a\n%b b\n%b c" % (same, same, same))
    ]
    assert list(sheet.lines([same, later])) == [
        (MONTHLY, b"2026-09", b"%b a\n%b b" % (same, same)),
        (MONTHLY, b"2026-10", b"%b c" % later),
    ]


@pytest.mark.usefixtures("tables")
def test_after_an_error_of_one_table_no_table_has_a_line() -> None:
    with pytest.raises(UniqueViolation):
        stream([(PARTED, b"1\t5\n"), (PLAIN, b"2\tm\xe1\xbb\x99t\n2\thai\n")])

    assert (held(PLAIN), held(PARTED)) == ([(1, "đã có")], [])


@pytest.mark.usefixtures("tables")
def test_who_writes_learns_that_the_database_takes_no_more() -> None:
    with pytest.raises(InvalidTextRepresentation) as found:
        stream([(PLAIN, b"hai\n" * 500_000)])

    assert isinstance(found.value.__context__, BrokenPipeError)


@pytest.mark.usefixtures("tables")
def test_two_processes_write_whole_lines_of_one_table() -> None:
    with Streams([PLAIN]) as streams:
        crew = [FORKED.Process(target=_write_many, args=(streams, first)) for first in (10, 10_010)]
        for one in crew:
            one.start()
        streams.begin()
        for one in crew:
            one.join()

    assert [one.exitcode for one in crew] == [0, 0]
    assert held(PLAIN)[1:] == [(number, f"{number}" * 20) for number in range(10, 20_010)]


def _write_many(streams: Streams, first: int) -> None:
    for start in range(first, first + 10_000, 1000):
        lines = [
            b"%d\t%b\n" % (number, b"%d" % number * 20) for number in range(start, start + 1000)
        ]
        streams.write([(PLAIN, b"".join(lines))])


@pytest.mark.usefixtures("tables")
def test_after_an_error_of_the_work_no_table_has_a_line() -> None:
    with pytest.raises(ZeroDivisionError):
        stream([(PLAIN, b"2\tm\xe1\xbb\x99t\n")], fail=True)

    assert held(PLAIN) == [(1, "đã có")]
