# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A real PostgreSQL server of our own: start, crash, stale files, clean stop."""

import os
import secrets
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lienthong.supervisor import places
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster, answers
from lienthong.supervisor.services import Runner

PASSWORD = secrets.token_hex(8)
"""Of this process alone: it also names the folder of relocated files."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("data")
    yield made
    places.remove_relocated(PASSWORD)


@pytest.fixture
def cluster(folder: Path) -> Iterator[Cluster]:
    said: list[str] = []
    made = Cluster(folder, PASSWORD, dict(THROWAWAY_SETTINGS), said.append)
    made.prepare()
    made.start()
    yield made
    made.stop()


def test_server_when_started_then_answers_only_to_its_password(cluster: Cluster) -> None:
    wrong = cluster.dsn("postgres").replace(f":{PASSWORD}@", ":another@")

    assert answers(cluster.dsn("postgres"))
    assert not answers(wrong)


def test_database_when_created_twice_then_exists_once_and_is_utf_8(cluster: Cluster) -> None:
    cluster.create_database("tinh")
    cluster.create_database("tinh")

    with psycopg.connect(cluster.dsn("tinh")) as connection:
        row = connection.execute("SELECT upper('đồng hới'), current_setting('server_encoding')")
        assert row.fetchone() == ("ĐỒNG HỚI", "UTF8")


@pytest.mark.covers("1")
def test_server_when_killed_then_comes_back_on_its_port_with_what_was_committed(
    cluster: Cluster, tmp_path: Path
) -> None:
    cluster.create_database("tinh")
    with psycopg.connect(cluster.dsn("tinh")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (id int PRIMARY KEY)")
        connection.execute("TRUNCATE kept")
        connection.execute("INSERT INTO kept VALUES (1)")
    before = cluster.dsn("tinh")
    said: list[str] = []
    assert cluster.process is not None
    cluster.process.send_signal(signal.SIGKILL)
    cluster.process.wait()

    Runner(cluster, tmp_path, tmp_path / "tmp", said.append).watch()

    with psycopg.connect(before) as connection:
        assert connection.execute("SELECT id FROM kept").fetchall() == [(1,)]
    assert said == ["Cơ sở dữ liệu dừng đột ngột: đang khởi động lại."]


def test_server_when_process_file_of_a_stranger_remains_then_starts(cluster: Cluster) -> None:
    cluster.stop()
    stale = cluster.files / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.files}\n")

    cluster.start()

    assert answers(cluster.dsn("postgres"))


def test_server_when_left_running_by_somebody_then_is_taken_over(cluster: Cluster) -> None:
    other = Cluster(cluster.data, PASSWORD, dict(THROWAWAY_SETTINGS), print)
    other.prepare()

    other.start()

    assert cluster.process is not None
    assert cluster.process.wait(10) == 0
    assert answers(other.dsn("postgres"))
    other.stop()
