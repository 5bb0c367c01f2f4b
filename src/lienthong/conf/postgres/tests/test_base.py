# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which connections of the pool are handed out after the server went away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.backends.base.base import NO_DB_ALIAS
from psycopg.conninfo import make_conninfo

from lienthong.conf.postgres.base import MOST_KEPT, BusiestFirst, DatabaseWrapper, answers

pytestmark = [pytest.mark.covers("7"), pytest.mark.django_db]
Connection = psycopg.Connection[Any]


@pytest.fixture
def one() -> Iterator[Connection]:
    known = connection.settings_dict
    pairs = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parts = {key: known[name] for key, name in pairs.items() if known.get(name)}
    with psycopg.connect(make_conninfo(**parts, dbname=known["NAME"])) as opened:
        yield opened


def test_a_quiet_connection_answers_without_being_asked(one: Connection) -> None:
    """No statement, so no round trip and no transaction is begun."""
    assert answers(one)
    assert one.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    assert one.execute("SELECT 1").fetchone() == (1,)


def test_a_connection_whose_server_said_farewell_is_given_up(one: Connection) -> None:
    """As after a restart or a kill of the server: the end is there before it is used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [one.info.backend_pid])

    assert not answers(one)


def test_a_closed_connection_does_not_answer(one: Connection) -> None:
    """What this side has closed has nothing to look at."""
    one.close()

    assert not answers(one)


def test_a_connection_with_news_that_is_well_is_kept(one: Connection) -> None:
    """A notice that came meanwhile is no farewell."""
    one.autocommit = True
    one.execute("LISTEN told_here")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with psycopg.connect(one.info.dsn, password=one.info.password, autocommit=True) as other:
        other.execute("NOTIFY told_here")

    assert answers(one)
    assert one.execute("SELECT 2").fetchone() == (2,)


def test_the_connection_that_came_back_last_is_handed_out_first(one: Connection) -> None:
    """One person at a time is always served by one process of the server, whose plans are warm."""
    secret = {"password": one.info.password}
    with BusiestFirst(one.info.dsn, kwargs=secret, min_size=3, max_size=3) as pool:
        pool.wait()
        oldest, other, newest = (pool.getconn() for _each in range(3))
        for each in (oldest, other, newest):
            pool.putconn(each)

        assert pool.getconn() is newest
        assert pool.getconn() is other
        pool.putconn(newest)
        assert pool.getconn() is newest
        assert pool.getconn() is oldest
        for each in (oldest, other, newest):
            pool.putconn(each)


def test_a_pool_that_is_asked_for_hands_out_so() -> None:
    """Also where the settings ask for a pool and Django would make its own."""
    known = {**connection.settings_dict, "OPTIONS": {"pool": {"min_size": 0, "max_size": 1}}}
    pooled, plain = DatabaseWrapper(known, "pooled"), DatabaseWrapper(known, NO_DB_ALIAS)
    try:
        assert type(pooled.pool) is BusiestFirst
        assert pooled.pool is pooled.pool
        assert plain.pool is None
        pooled.pool.open()
        with pooled.pool.connection() as opened:
            assert opened.prepared_max == MOST_KEPT
    finally:
        pooled.close_pool()
