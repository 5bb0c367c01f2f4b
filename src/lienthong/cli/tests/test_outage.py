# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The pool of web after a database that was away for a while."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg_pool import ConnectionPool, PoolTimeout

from lienthong.conf.settings.components.database import POOL
from lienthong.supervisor import places
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster, new_password

SOON = 2.5  # seconds
AWAY = 9.0  # seconds; long enough for a patient try to wait far longer for its next turn


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path, new_password(), dict(THROWAWAY_SETTINGS), lambda text: None)
    made.prepare()
    made.start()
    yield made
    made.stop()
    places.remove_relocated(made.password)


@pytest.mark.covers("1")
def test_pool_when_the_database_was_away_then_serves_soon_after(cluster: Cluster) -> None:
    with ConnectionPool(
        cluster.dsn("postgres"),
        open=True,
        check=ConnectionPool.check_connection,
        min_size=POOL["min_size"],
        max_size=POOL["max_size"],
        timeout=POOL["timeout"],
        reconnect_timeout=POOL["reconnect_timeout"],
    ) as pool:
        pool.wait()
        cluster.stop()
        back = time.monotonic() + AWAY
        while time.monotonic() < back:
            with pytest.raises(PoolTimeout), pool.connection(timeout=0.2):
                pass

        cluster.start()
        began = time.monotonic()
        with pool.connection() as connection:
            connection.execute("SELECT 1")
        waited = time.monotonic() - began

    assert waited < SOON
