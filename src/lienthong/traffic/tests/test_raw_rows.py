# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows are found by the transactions that wrote them, and written again whole."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from lienthong.traffic.raw_rows import SCHEMA, Mark, write_again

_MAKE = """
CREATE TABLE raw_example (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE,
    name_length int GENERATED ALWAYS AS (length(name)) STORED
)
"""
_ADD = "INSERT INTO raw_example (name) VALUES (%s)"


@pytest.fixture
def dsn(django_db_setup: None) -> Iterator[str]:
    told = {"host", "port", "dbname", "user", "password"}
    given = connection.get_connection_params()
    dsn = make_conninfo(**{name: value for name, value in given.items() if name in told})
    with psycopg.connect(dsn, autocommit=True) as own:
        own.execute(_MAKE)
        own.execute(_ADD, ["trước mốc"])
        yield dsn
        own.execute("DROP TABLE raw_example")


def test_rows_since_the_mark_are_written_again_and_nothing_stays(dsn: str) -> None:
    mark = Mark.now(dsn)
    with psycopg.connect(dsn) as own:
        for name in ("một", 'hai (2), "ba"', "bốn\nnăm"):
            own.execute(_ADD, [name])

    rows, seconds = write_again(dsn, mark, writers=2)

    assert rows == 3
    assert 0 < seconds < 60
    with psycopg.connect(dsn) as own:
        schemas = own.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [SCHEMA])
        assert schemas.fetchall() == []
        assert own.execute("SELECT count(*) FROM raw_example").fetchone() == (4,)
