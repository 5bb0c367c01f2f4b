# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The pool of web after a database that was away for a while."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections

from lienthong.conf import environment
from lienthong.conf.postgres.base import DatabaseWrapper
from lienthong.conf.settings.components.database import DATABASES
from lienthong.supervisor import places
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster, new_password

SOON = 2.5  # seconds
THREADS = 5


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path, new_password(), dict(THROWAWAY_SETTINGS), lambda text: None)
    made.prepare()
    made.start()
    yield made
    made.stop()
    places.remove_relocated(made.password)


@pytest.fixture
def pooled(cluster: Cluster, django_db_blocker: Any) -> Iterator[list[DatabaseWrapper]]:
    """What each thread of ``web`` has: its wrapper, all over one pool with the real settings."""
    given: dict[str, Any] = {**connections["default"].settings_dict, **DATABASES["default"]}
    made = given | environment.database(cluster.dsn("postgres"))
    wrappers = [DatabaseWrapper(made, alias="default") for _thread in range(THREADS)]
    with django_db_blocker.unblock():
        yield wrappers
        wrappers[0].close_pool()


def ask(wrapper: DatabaseWrapper) -> Any:
    """One request's worth: connect, ask, give back."""
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone()
    finally:
        wrapper.close()


def ask_at_once(wrappers: list[DatabaseWrapper]) -> None:
    """Each holds its connection before the first is given back: so many stand in the pool."""
    for wrapper in wrappers:
        wrapper.ensure_connection()
    for wrapper in wrappers:
        wrapper.close()


@pytest.mark.covers("1")
def test_pool_when_the_database_was_away_then_serves_soon_after(
    cluster: Cluster, pooled: list[DatabaseWrapper]
) -> None:
    ask_at_once(pooled)
    cluster.stop()
    with pytest.raises(OperationalError):
        ask(pooled[0])  # waits as long as a page does

    cluster.start()
    began = time.monotonic()
    assert ask(pooled[0]) == (1,)

    assert time.monotonic() - began < SOON


@pytest.mark.covers("1")
def test_pool_when_all_its_connections_died_then_the_first_request_does_not_wait_for_each(
    cluster: Cluster, pooled: list[DatabaseWrapper]
) -> None:
    ask_at_once(pooled)
    cluster.stop()
    cluster.start()

    began = time.monotonic()
    answers = [ask(wrapper) for wrapper in pooled]

    assert answers == [(1,)] * THREADS
    assert time.monotonic() - began < SOON
