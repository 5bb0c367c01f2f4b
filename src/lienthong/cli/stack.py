# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole installation on one machine: database, web, edge, worker, simulators."""

import hashlib
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

import psycopg

from lienthong.cli import children
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.paths import REQUIREMENTS, SOURCE
from lienthong.conf.hosts import PUSH_HOSTS
from lienthong.supervisor.cluster import free_port
from lienthong.supervisor.processes import tail
from lienthong.supervisor.services import Service
from lienthong.supervisor.state import DataFolder, write_private

HOST = "127.0.0.1"
_LOAD_DEMO = SOURCE / "lienthong" / "demo" / "management" / "commands" / "load_demo.py"
THREADS_OF_WORKER = 4
FIRST_ORDINARY_PORT = 1024


@dataclass(frozen=True)
class Ports:
    """Loopback ports of the processes that speak HTTP, and of the simulated mail server."""

    web: int
    edge: int
    simulators: int
    mail: int

    def environment(self) -> dict[str, str]:
        """The addresses as the processes know them."""
        simulators = f"http://{HOST}:{self.simulators}"
        return {
            "LIENTHONG_PUBLIC_URL": f"http://{HOST}:{self.web}",
            "LIENTHONG_EDGE_URL": f"http://{HOST}:{self.edge}",
            "LIENTHONG_SIMULATORS_URL": simulators,
            "LIENTHONG_VNEID_URL": simulators,
            "LIENTHONG_VNEID_CLIENT_ID": "lienthong",
            "LIENTHONG_TSA_URL": f"{simulators}/tsa",
            "LIENTHONG_CSC_URL": f"{simulators}/csc/v2",
            "LIENTHONG_PLUGIN_URL": f"{simulators}/plugin/sign",
            "LIENTHONG_SMS_URL": f"{simulators}/sms/messages",
            "LIENTHONG_ZALO_URL": f"{simulators}/zalo/message/template",
            "LIENTHONG_PUSH_HOSTS": f"{PUSH_HOSTS} {simulators}",
            "LIENTHONG_POST_URL": f"{simulators}/postal",
            "LIENTHONG_POPULATION_URL": f"{simulators}/population",
            "LIENTHONG_SMTP_URL": f"smtp://{HOST}:{self.mail}",
            "LIENTHONG_SIMULATORS_SMTP_PORT": str(self.mail),
        }


def choose_ports(web: int) -> Ports:
    """The asked port for web, which must be free; the next ones, or free ones, for the others."""
    if web < FIRST_ORDINARY_PORT and os.geteuid() != 0 and not is_free(web):
        raise CommandError(
            "port_refused", f"Cổng {web} cần quyền quản trị. Hãy chọn --port từ 1024 trở lên."
        )
    if not is_free(web):
        raise CommandError(
            "port_busy", f"Cổng {web} đang có chương trình khác dùng. Hãy chọn --port khác."
        )
    edge = web + 1 if is_free(web + 1) else free_port()
    simulators = web + 2 if is_free(web + 2) else free_port()
    return Ports(web, edge, simulators, web + 3 if is_free(web + 3) else free_port())


def require_free(ports: Ports) -> None:
    """Raises CommandError when somebody took a port since it was chosen.

    Loading a province takes a while, and two servers that share a port would answer for each
    other without a word.
    """
    for port in (ports.web, ports.edge, ports.simulators, ports.mail):
        if not is_free(port):
            raise CommandError(
                "port_busy", f"Cổng {port} vừa có chương trình khác dùng. Hãy chạy lại lệnh này."
            )


def is_free(port: int) -> bool:
    """Whether we can listen on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def services(ports: Ports, env: Mapping[str, str]) -> list[Service]:
    """The processes beside the database, in the order they start."""
    began = _database_time(env["DATABASE_URL"])
    return [
        _asgi("simulators", "Máy chủ giả lập đối tác", "lienthong.simulators.app:app",
              ports.simulators, env),
        _asgi("web", "Máy chủ trang", "lienthong.conf.asgi:application", ports.web, env),
        _asgi("edge", "Máy chủ nhận tệp", "lienthong.conf.edge.app:application", ports.edge, env),
        Service(
            "worker",
            "Tiến trình làm việc nền",
            tuple(worker_words(THREADS_OF_WORKER, alone=True)),
            {**env, **called("worker")},
            partial(worker_beats, env["DATABASE_URL"], began),
        ),
    ]  # fmt: skip


def asgi_words(application: str, host: str, port: int, workers: int = 1) -> list[str]:
    """The words that serve an application: its own processes, no web sockets."""
    words = [children.tool("granian"), "--interface", "asgi", "--no-ws", "--log-level", "warning"]
    words += ["--host", host, "--port", str(port), "--workers", str(workers)]
    return [*words, application]


def called(process: str) -> dict[str, str]:
    """What a process has of its own: the name under which the database knows it, its heaps.

    Unasked the C library gives each thread a heap of its own and keeps them. The web process has
    one, gives back what is free at its end, and leaves docstrings out: a twentieth less.
    """
    return {"PGAPPNAME": f"lienthong-{process}", **_OWN.get(process, {"MALLOC_ARENA_MAX": "2"})}


_OWN: Mapping[str, Mapping[str, str]] = {
    "web": {
        "PYTHONOPTIMIZE": "2",
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_TRIM_THRESHOLD_": "131072",
        "MALLOC_MMAP_THRESHOLD_": "65536",
        "MALLOC_TOP_PAD_": "65536",
    }
}


def worker_words(threads: int, *, alone: bool) -> list[str]:
    """The words that do jobs, so many at once; ``alone`` when this is the only worker.

    The only one takes up at once what the one before it left half done, others after a minute.
    """
    words = management("work", "--concurrency", str(threads))
    return [*words, "--alone"] if alone else words


def _asgi(name: str, title: str, application: str, port: int, env: Mapping[str, str]) -> Service:
    words = asgi_words(application, HOST, port)
    env = {**env, **called(name)}
    return Service(name, title, tuple(words), env, partial(_listens, port))


@dataclass(frozen=True)
class Preparation:
    """Brings the database of a data folder up to date, one logged step after another."""

    folder: DataFolder
    env: Mapping[str, str]
    say: Callable[[str], None]
    stopping: Callable[[], bool]
    dossiers: int = 0

    def run(self) -> None:
        """Migrate when the migrations changed, load the demo province and its dossiers once."""
        stamp = self.folder.path / "migrated"
        wanted = _migrations_digest()
        if not stamp.exists() or stamp.read_text("ascii") != wanted:
            self.say("Đang tạo bảng dữ liệu…")
            self._step("migrate", "--no-input")
            write_private(stamp, wanted)
        loaded = self.folder.path / "demo_loaded"
        if not loaded.exists() and _LOAD_DEMO.exists():
            self.say("Đang nạp tỉnh mẫu (chỉ lần đầu)…")
            self._step("load_demo")
            write_private(loaded, "")
            write_private(self._placed, self._partners)
        self._place()
        generated = self.folder.path / "dossiers_generated"
        if self.dossiers and not generated.exists():
            self.say(f"Đang sinh {self.dossiers} hồ sơ (chỉ một lần)…")
            words = ("generate_dossiers", "--dossiers", str(self.dossiers))
            self._step(*words, tell=lambda line: self.say(f"  {line}"))
            write_private(generated, str(self.dossiers))

    def _place(self) -> None:
        """Say where the simulators are, when the demo is served on other ports than before."""
        known = self._placed.read_text("ascii") if self._placed.exists() else ""
        if _LOAD_DEMO.exists() and known != self._partners:
            self._step("place_demo")
            write_private(self._placed, self._partners)

    @property
    def _placed(self) -> Path:
        return self.folder.path / "demo_placed"

    @property
    def _partners(self) -> str:
        return self.env["LIENTHONG_SIMULATORS_URL"]

    def _step(self, *words: str, tell: Callable[[str], None] | None = None) -> None:
        log = self.folder.logs / f"{words[0]}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        if children.run_logged(management(*words), self.env, log, self.stopping, tell) != 0:
            raise CommandError(
                words[0],
                f"Bước “{words[0]}” không thành công. Cuối nhật ký {log}:\n{tail(log, 3)}",
            )


def page_answers(url: str) -> bool:
    """Whether an address answers over HTTP, whatever the status."""
    try:
        with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - our own loopback address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def answers_within(url: str, seconds: float, child: "subprocess.Popen[bytes]") -> bool:
    """Whether a page of a process that is starting opens in time."""
    deadline = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=10) as page:  # noqa: S310 - our own address
                return int(page.status) == HTTPStatus.OK
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(0.1)
    return False


def worker_beats(dsn: str, since: str) -> bool:
    """Whether a job worker has announced itself after a moment of the database's clock."""
    try:
        with psycopg.connect(dsn, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat >= %s::timestamptz",
                [since],
            )
            return row.fetchone() is not None
    except psycopg.Error:
        return False


def _database_time(dsn: str) -> str:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT clock_timestamp()::text").fetchone()
    return str(row[0]) if row else ""


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def _migrations_digest() -> str:
    digest = hashlib.sha256((REQUIREMENTS / "base.txt").read_bytes())
    for file in sorted(Path(SOURCE).glob("lienthong/**/migrations/*.py")):
        digest.update(f"{file.relative_to(SOURCE)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def accounts(folder: DataFolder, env: Mapping[str, str]) -> list[dict[str, str]]:
    """One account per role, as the demo says; remembered beside the data."""
    kept = folder.path / "accounts.json"
    if not _LOAD_DEMO.exists():
        return []
    if not kept.exists():
        write_private(kept, children.answer(management("demo_accounts", "--json"), env))
    found = json.loads(kept.read_text("utf-8"))
    listed: list[dict[str, str]] = found["accounts"] if isinstance(found, dict) else found
    return listed
