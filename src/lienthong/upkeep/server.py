# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The running database that is backed up: a copy of it, its log, and its clock.

The log is kept by a replication slot from one run to the next, so nothing has to run in between.
A run reads through a copy of the slot; the slot itself moves on only when the run is recorded.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from lienthong.kernel.backups import BACKUP_LOCK
from lienthong.supervisor.cluster import find_programs
from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.source import Source
from lienthong.upkeep.vault import read_parts

RECEIVE_SECONDS = 3600
_IDENTITY = """
SELECT system_identifier::text, current_setting('server_version_num')::int / 10000
FROM pg_control_system()
"""
_SLOT = "SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s"
_RIGHTS = """
SELECT rolsuper OR rolreplication, current_setting('wal_level') FROM pg_roles
WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Moment:
    """A time of the database's clock, and a place in its log that is later than it."""

    at: datetime
    lsn: str


@dataclass
class Server:
    """One database server, reached by SQL and by PostgreSQL's own programs."""

    source: Source
    slot: str
    programs: Path = field(default_factory=find_programs)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While it lasts, no file of the store is swept."""
        with self._connect() as connection:
            connection.execute("SELECT pg_advisory_lock_shared(%s)", [BACKUP_LOCK])
            yield

    def identity(self) -> tuple[str, int]:
        """The identifier of the cluster and the major version. Raises when it is not reachable."""
        with self._connect() as connection:
            allowed, level = _row(connection, _RIGHTS)
            if not allowed:
                raise UpkeepError(
                    "no_replication",
                    f"Vai trò “{self.source.role}” chưa được sao lưu cơ sở dữ liệu. Chạy với quyền "
                    f"quản trị PostgreSQL: ALTER ROLE {self.source.role} REPLICATION; và cho phép "
                    "kết nối “replication” trong pg_hba.conf.",
                )
            if level == "minimal":
                raise UpkeepError(
                    "wal_level", "PostgreSQL đang ghi nhật ký tối thiểu: đặt wal_level = replica."
                )
            system, version = _row(connection, _IDENTITY)
        return str(system), int(version)

    def keeps_log(self) -> bool:
        """Whether the log since the last run is still there without a gap."""
        with self._connect() as connection:
            row = connection.execute(_SLOT, [self.slot]).fetchone()
        return row is not None and row[0] != "lost"

    def keep_log(self) -> bool:
        """From now on the server keeps its log for this backup folder; whether it begins now."""
        if self.keeps_log():
            return False
        self.forget()
        with self._connect() as connection:
            statement = "SELECT pg_create_physical_replication_slot(%s, true)"
            connection.execute(statement, [self.slot])
        return True

    def forget(self) -> None:
        """The server need not keep its log for this backup folder any more."""
        with self._connect() as connection:
            _drop(connection, self.slot)

    def copy(self) -> Iterator[bytes]:
        """The whole database as one tar stream, with the log that makes it consistent."""
        words = ["pg_basebackup", "-D", "-", "-F", "tar", "-X", "fetch", "-c", "fast", "--no-sync"]
        with self._program(words, stdout=subprocess.PIPE) as child:
            if child.stdout is None:
                raise AssertionError("a pipe was asked for")
            yield from read_parts(child.stdout)

    def moment(self) -> Moment:
        """Now. Commits before are before its place in the log, and one commit follows its time."""
        with self._connect() as connection:
            at, _ = _row(connection, "SELECT clock_timestamp(), pg_current_xact_id()")
            (lsn,) = _row(connection, "SELECT pg_current_wal_insert_lsn()::text")
            connection.execute("SELECT pg_current_xact_id()")  # the log goes on behind the place
        return Moment(at, lsn)

    def receive(self, until: str, folder: Path) -> list[Path]:
        """The log since the last recorded run as files in a folder, the last one unfinished."""
        copied = f"{self.slot}_run"
        with self._connect() as connection:
            _drop(connection, copied)
            statement = "SELECT pg_copy_physical_replication_slot(%s, %s)"
            connection.execute(statement, [self.slot, copied])
        try:
            words = ["pg_receivewal", "-D", str(folder), "--slot", copied, "--endpos", until]
            with self._program([*words, "--no-loop", "--no-sync"]) as child:
                child.wait(RECEIVE_SECONDS)
        except subprocess.TimeoutExpired as late:
            raise UpkeepError("database_copy", "Đọc nhật ký cơ sở dữ liệu quá lâu.") from late
        finally:
            with self._connect() as connection:
                _drop(connection, copied)
        return sorted(path for path in folder.iterdir() if path.is_file())

    def passed(self, lsn: str) -> None:
        """The log before a place is recorded: the server may let it go."""
        with self._connect() as connection:
            connection.execute("SELECT pg_replication_slot_advance(%s, %s)", [self.slot, lsn])

    def _program(
        self, words: list[str], **options: Any
    ) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return running(self.programs, self.source.connection(), words, **options)

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            return psycopg.connect(self.source.dsn, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as problem:
            last = str(problem).strip().splitlines()[-1]
            raise UpkeepError("database", f"Không kết nối được cơ sở dữ liệu: {last}") from problem


@contextmanager
def running(
    programs: Path, env: dict[str, str], words: list[str], **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of PostgreSQL's programs; raise with its last words when it fails."""
    program, *arguments = words
    path = programs / program
    if not path.exists():
        raise UpkeepError("programs", f"Thiếu chương trình {path} của PostgreSQL.")
    with subprocess.Popen(
        [str(path), *arguments, "--no-password"],
        env=env,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        **options,
    ) as child:
        try:
            yield child
        except BaseException:
            child.kill()
            raise
        said = child.stderr.read() if child.stderr else b""
        if child.wait() != 0:
            raise UpkeepError("database_copy", f"{program} không thành công: {_last(said)}")


def _row(connection: psycopg.Connection[Any], statement: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(statement).fetchone()
    if row is None:
        raise AssertionError("the statement answers one row")
    return tuple(row)


def _drop(connection: psycopg.Connection[Any], slot: str) -> None:
    connection.execute(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s",
        [slot],
    )


def _last(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "không rõ lý do"
