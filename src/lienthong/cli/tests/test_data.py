# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Commands that need the data start the database, reuse a running one, and clean up."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from lienthong.cli import data, demo
from lienthong.cli.errors import CommandError
from lienthong.supervisor.cluster import LOADING_SETTINGS, answers
from lienthong.supervisor.state import DataFolder


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[argparse.Namespace]:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    folder = tmp_path / "data"
    yield argparse.Namespace(data_dir=folder)
    if folder.exists():
        demo.forget(DataFolder(folder))


@pytest.mark.covers("3")
def test_database_when_not_running_then_is_started_reused_and_stopped(
    options: argparse.Namespace,
) -> None:
    with data.database(options) as env:
        assert answers(env["DATABASE_URL"])
        with data.database(options) as second:
            assert second["DATABASE_URL"] == env["DATABASE_URL"]
            assert second["SECRET_KEY"] == env["SECRET_KEY"]
        assert answers(env["DATABASE_URL"])

    assert not answers(env["DATABASE_URL"])
    assert data.data_folder(options).read_state() is None


def setting(env: dict[str, str], name: str) -> str:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        row = connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone()
    assert row is not None
    return str(row[0])


def test_database_that_only_loads_writes_less_unless_somebody_follows_its_journal(
    options: argparse.Namespace,
) -> None:
    with data.database(options) as env, psycopg.connect(env["DATABASE_URL"]) as connection:
        connection.execute("SELECT pg_create_physical_replication_slot('followed', true)")

    with data.database(options, LOADING_SETTINGS) as env:
        assert (setting(env, "wal_level"), setting(env, "full_page_writes")) == ("replica", "off")
        with psycopg.connect(env["DATABASE_URL"]) as connection:
            connection.execute("SELECT pg_drop_replication_slot('followed')")

    with data.database(options, LOADING_SETTINGS) as env:
        assert setting(env, "wal_level") == "minimal"


def test_state_when_left_by_a_dead_supervisor_then_is_not_believed(
    options: argparse.Namespace,
) -> None:
    folder = data.data_folder(options)
    folder.path.mkdir()
    folder.write_state({"dsn": "postgresql://lienthong:x@127.0.0.1:1/lienthong"})

    with data.database(options) as env:
        assert answers(env["DATABASE_URL"])


def test_database_when_only_an_address_is_given_then_that_one_is_used(
    options: argparse.Namespace,
) -> None:
    options.data_dir = None

    with data.database(options) as env:
        assert env["DATABASE_URL"] == "postgresql://nobody@127.0.0.1:1/none"


def test_reset_deletes_everything_but_the_lock(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.lock():
        folder.secret("database_password")
        (tmp_path / "database").mkdir()
        (tmp_path / "database" / "PG_VERSION").write_text("18")

        demo.forget(folder)

        assert [file.name for file in tmp_path.iterdir()] == ["lock"]


def test_reset_of_a_folder_that_is_not_ours_deletes_nothing(tmp_path: Path) -> None:
    (tmp_path / "luận văn.odt").write_text("quý")
    folder = DataFolder(tmp_path)

    with folder.lock(), pytest.raises(CommandError) as caught:
        demo.forget(folder)

    assert caught.value.code == "reset_refused"
    assert (tmp_path / "luận văn.odt").read_text() == "quý"


def test_throwaway_database_leaves_nothing_behind() -> None:
    with data.throwaway_database() as env:
        folder = Path(env["LIENTHONG_DATA_DIR"])
        assert answers(env["DATABASE_URL"])

    assert not folder.exists()
    assert not answers(env["DATABASE_URL"])
