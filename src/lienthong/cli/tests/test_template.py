# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The kept SQL of the migrated database goes in whole or not at all."""

from pathlib import Path

import psycopg
import pytest

from lienthong.cli import data, template
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster
from lienthong.supervisor.state import DataFolder

GOOD = "CREATE TABLE kept (id int);\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(template, "KEPT", tmp_path / "kept")
    place = tmp_path / "kept" / f"{template.digest()}.sql"
    place.parent.mkdir()
    return place


def tables(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.dsn(template.NAME)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in rows]


def test_kept_sql_when_broken_then_leaves_nothing_and_is_thrown_away(
    tmp_path: Path, kept: Path
) -> None:
    folder = DataFolder(tmp_path / "data")
    with data.running(folder, THROWAWAY_SETTINGS) as cluster:
        cluster.create_database(template.NAME)
        kept.write_text(GOOD + "CREATE TABLE half (", "utf-8")
        assert not template.restore(cluster, kept)
        assert (tables(cluster), kept.exists()) == ([], False)

        kept.write_text(GOOD, "utf-8")
        assert template.prepare(cluster, {}) == {template.VARIABLE: template.NAME}
        assert (tables(cluster), kept.exists()) == (["kept"], True)
