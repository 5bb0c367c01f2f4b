# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One small installation with a database server of its own, for all tests of a process."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from lienthong.supervisor import places
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, Cluster
from lienthong.supervisor.state import DataFolder
from lienthong.upkeep.backup import Run
from lienthong.upkeep.records import create_or_open
from lienthong.upkeep.source import Source


@dataclass
class Small:
    """A data folder with a running database of one table, and files."""

    folder: DataFolder
    cluster: Cluster
    said: list[str] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return Source(self.cluster.dsn(), self.folder.files, self.folder.path)

    def act(self, note: str) -> None:
        with psycopg.connect(self.cluster.dsn()) as connection:
            connection.execute("INSERT INTO acts (note) VALUES (%s)", [note])

    def now(self) -> str:
        with psycopg.connect(self.cluster.dsn()) as connection:
            row = connection.execute("SELECT clock_timestamp()::text").fetchone()
        assert row
        return str(row[0])

    def keep(self, data: bytes) -> str:
        """Put bytes into the file store; answers their key."""
        key = hashlib.sha256(data).hexdigest()
        place = self.folder.files / key[:2] / key[2:4] / key
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return key

    def run(self, root: Path, passphrase: bytes | None = None) -> Run:
        return Run(create_or_open(root, passphrase), self.source, self.said.append)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    folder = DataFolder(tmp_path_factory.mktemp("installation"))
    folder.prepare()
    password = folder.secret("database_password")
    cluster = Cluster(folder.path, password, dict(THROWAWAY_SETTINGS), print)
    cluster.prepare()
    cluster.start()
    cluster.create_database()
    made = Small(folder, cluster)
    with psycopg.connect(cluster.dsn()) as connection:
        connection.execute("CREATE TABLE acts (id int GENERATED ALWAYS AS IDENTITY, note text)")
    yield made
    cluster.stop()
    places.remove_relocated(password)


@pytest.fixture
def acts() -> Iterator[Callable[[Path], list[str]]]:
    """The acts that a restored installation knows, read with the password it was given."""
    passwords: list[str] = []

    def read(data: Path) -> list[str]:
        password = DataFolder(data).secret("database_password")
        passwords.append(password)
        cluster = Cluster(data, password, dict(THROWAWAY_SETTINGS), print)
        cluster.prepare()
        cluster.start()
        try:
            with psycopg.connect(cluster.dsn()) as connection:
                found = connection.execute("SELECT note FROM acts ORDER BY id").fetchall()
        finally:
            cluster.stop()
        return [note for (note,) in found]

    yield read
    for password in passwords:
        places.remove_relocated(password)


@pytest.fixture
def passphrase() -> bytes:
    return secrets.token_hex(16).encode()
