# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``demo``: everything on one machine, with a demo province, until Ctrl-C."""

import argparse
import os
import shutil
import signal
import time
from collections.abc import Callable
from types import FrameType

from lienthong.cli import catalogue, data, stack, system
from lienthong.cli.errors import CommandError
from lienthong.cli.parser import add_data, add_port
from lienthong.cli.say import say
from lienthong.supervisor import places
from lienthong.supervisor.cluster import DEMO_SETTINGS, Cluster
from lienthong.supervisor.services import Runner
from lienthong.supervisor.state import DataFolder

HELP = "chạy toàn bộ hệ thống với tỉnh mẫu trên máy này (dừng bằng Ctrl-C)"
READY_SECONDS = 60.0
SIZES = {"small": 500, "province": 87_669}
"""Dossiers by size; a province's are those of a real half-year of one."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Port, data folder, start afresh."""
    add_port(parser)
    add_data(parser)
    parser.add_argument(
        "--size",
        choices=list(SIZES),
        help="sinh thêm hồ sơ một lần: small 500, province 87.669 (nửa năm của một tỉnh)",
    )
    parser.add_argument("--reset", action="store_true", help="xoá dữ liệu mẫu cũ và nạp lại từ đầu")


def run(options: argparse.Namespace) -> int:
    """Start, tell where, watch, stop. Always exits 0 after a stop that was asked for."""
    stopping = listen_for_stop()
    ports = stack.choose_ports(options.port)
    system.ensure(system.RUNTIME, say)
    folder = data.data_folder(options)
    given = os.environ["DATABASE_URL"] if data.uses_given_database(options) else None
    if given and options.reset:
        raise CommandError(
            "reset_refused", "--reset không dùng được với cơ sở dữ liệu riêng (DATABASE_URL)."
        )
    with folder.lock():
        if options.reset:
            forget(folder)
        _serve(folder, ports, given, stopping, SIZES.get(options.size, 0))
    say("Đã dừng.")
    return 0


def listen_for_stop() -> Callable[[], bool]:
    """From now on Ctrl-C and SIGTERM only ask; the answer says whether they did."""
    received: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask)
    return lambda: bool(received)


def forget(folder: DataFolder) -> None:
    """Delete everything inside the data folder, and the database files kept elsewhere for it.

    Raises CommandError when the folder holds something, but nothing of ours.
    """
    names = {entry.name for entry in folder.path.iterdir()} - {"lock"}
    if names and "secrets.json" not in names:
        raise CommandError(
            "reset_refused",
            f"{folder.path} không phải thư mục dữ liệu của Liên Thông nên không xoá gì cả.",
        )
    places.remove_relocated(folder.secret("database_password"))
    for entry in folder.path.iterdir():
        if entry.name == "lock":
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def start_everything(
    runner: Runner,
    folder: DataFolder,
    ports: stack.Ports,
    stopping: Callable[[], bool],
    given: str | None = None,
    dossiers: int = 0,
) -> dict[str, str]:
    """Database, tables, province with so many dossiers, then every process; answers their
    environment.

    With ``given`` (a database address) no database of our own is started.
    """
    folder.logs.mkdir(parents=True, exist_ok=True)
    dsn = given or _start_database(runner.cluster)
    env = {**data.installation(folder, dsn), **ports.environment()}
    folder.write_state({"dsn": dsn, "env": ports.environment()})
    catalogue.compile_all()
    stack.Preparation(folder, env, say, stopping, dossiers).run()
    stack.require_free(ports)
    for service in stack.services(ports, env):
        runner.start(service)
    return env


def _serve(
    folder: DataFolder,
    ports: stack.Ports,
    given: str | None,
    stopping: Callable[[], bool],
    dossiers: int,
) -> None:
    began = time.monotonic()
    runner = Runner(
        None if given else data.new_cluster(folder, DEMO_SETTINGS),
        folder.logs,
        folder.temporary,
        say,
    )
    try:
        env = start_everything(runner, folder, ports, stopping, given, dossiers)
        runner.wait_ready({"web", "edge", "simulators"}, READY_SECONDS, stopping)
        if not stopping():
            _welcome(folder, env, began)
        runner.wait_ready({"worker"}, READY_SECONDS, stopping)
        if not stopping():
            say(f"Tiến trình nền đã sẵn sàng sau {time.monotonic() - began:.1f} giây.")
        runner.run(stopping)
    except KeyboardInterrupt:
        say("Đang dừng…")
    finally:
        runner.stop()


def _start_database(cluster: Cluster | None) -> str:
    if cluster is None:
        raise AssertionError("no database of our own to start")
    cluster.prepare()
    cluster.start()
    cluster.create_database()
    return cluster.dsn()


def _welcome(folder: DataFolder, env: dict[str, str], began: float) -> None:
    address = env["LIENTHONG_PUBLIC_URL"]
    stack.page_answers(address + "/")
    seconds = time.monotonic() - began
    print(f"\nLiên Thông đang chạy tại {address}/ (sau {seconds:.1f} giây). Dừng: Ctrl-C.\n")
    for line in account_lines(stack.accounts(folder, env), address):
        print(f"  {line}")
    print(f"\nDữ liệu và nhật ký: {folder.path}\n", flush=True)


def account_lines(accounts: list[dict[str, str]], address: str) -> list[str]:
    """The accounts as an aligned table: role, person and unit, user name, password, address."""
    rows = [("Vai trò", "Người, đơn vị", "Tài khoản", "Mật khẩu", "Trang")]
    for one in accounts:
        person = f"{one['name']}, {one['unit']}"
        row = (one["role"], person, one["username"], one["password"], address + one["page"])
        rows.append(row)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
