# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``serve``: one process of a production installation, in the foreground, for systemd to keep."""

import argparse
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from lienthong.cli import catalogue, children, stack
from lienthong.cli.errors import CommandError
from lienthong.cli.parser import add_json, port_number
from lienthong.supervisor.temporary import own_folder

HELP = "chạy thật một tiến trình: web, edge hoặc worker (đọc cấu hình từ biến môi trường)"
PRODUCTION = "lienthong.conf.settings.production"
PORTS = {"web": 8000, "edge": 8001}
APPLICATIONS = {
    "web": "lienthong.conf.asgi:application",
    "edge": "lienthong.conf.edge.app:application",
}
MOST_PROCESSES = 64


def configure(parser: argparse.ArgumentParser) -> None:
    """Which process, where it listens, how many at once."""
    parser.add_argument("process", choices=("web", "edge", "worker"), metavar="web|edge|worker")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe của web và edge")
    parser.add_argument("--port", type=port_number, help="cổng; mặc định web 8000, edge 8001")
    parser.add_argument(
        "--count",
        type=_count,
        help="web: số tiến trình, mặc định 1; worker: số việc cùng lúc, mặc định 4",
    )
    parser.add_argument(
        "--alone",
        action="store_true",
        help="worker: không còn worker nào khác, việc dở của lần chạy trước được làm lại ngay",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Become the process; the exit status is its own.

    Raises ``CommandError`` when the settings refuse the environment: it names what is wrong.
    """
    env = {"DJANGO_SETTINGS_MODULE": PRODUCTION, **children.base_environment()}
    refuse_wrong_settings(env)
    catalogue.compile_all()
    words = words_of(options)
    env |= stack.called(options.process) | temporary_files(env, options.process)
    os.execve(words[0], words, env)  # noqa: S606  # our own program, no shell


def temporary_files(env: Mapping[str, str], process: str) -> dict[str, str]:
    """Where the process keeps temporary files: in the data folder, unless ``TMPDIR`` says where.

    Raises ``CommandError`` where none can be made.
    """
    if env.get("TMPDIR"):
        return {}
    base = Path(env.get("LIENTHONG_DATA_DIR") or "var").resolve() / "tmp"
    try:
        return {"TMPDIR": str(own_folder(base, process))}
    except OSError as refused:
        words = f"Không tạo được thư mục tạm trong {base}: {refused.strerror}"
        raise CommandError("temporary", words) from refused


def words_of(options: argparse.Namespace) -> list[str]:
    """The program and its arguments."""
    if options.process == "worker":
        return stack.worker_words(options.count or stack.THREADS_OF_WORKER, alone=options.alone)
    port = options.port or PORTS[options.process]
    application = APPLICATIONS[options.process]
    return stack.asgi_words(application, options.host, port, options.count or 1)


def refuse_wrong_settings(env: Mapping[str, str]) -> None:
    """Load the settings once, so that what is missing is said in one line and not in a loop."""
    words = children.python("-c", "import django; django.setup()")
    done = subprocess.run(words, env=dict(env), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise CommandError("settings", f"Cấu hình chưa dùng được: {last.rpartition('Error: ')[2]}")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"phải là một số từ 1 đến {MOST_PROCESSES}")
    return int(text)
