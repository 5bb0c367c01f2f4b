# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``drill``: back up, restore into a scratch place, start it, compare; nothing of it stays."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from lienthong.cli import backup, catalogue, children, data, stack
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json
from lienthong.cli.say import say
from lienthong.supervisor import places, processes
from lienthong.supervisor.cluster import THROWAWAY_SETTINGS, free_port
from lienthong.supervisor.state import DataFolder
from lienthong.upkeep.backup import Run
from lienthong.upkeep.drill import Drill, Report
from lienthong.upkeep.records import create_or_open
from lienthong.upkeep.soundness import Finding
from lienthong.upkeep.source import Source

HELP = "diễn tập: sao lưu, khôi phục vào chỗ tạm, chạy thử, so sánh từng bảng và từng tệp"
START_SECONDS = 60.0
_WORDS = {
    "table": "bảng không giống",
    "file_missing": "thiếu tệp",
    "file_altered": "tệp đã khác",
    "number_gap": "sổ thiếu số",
    "number_beyond": "số vượt quá số cuối của sổ",
    "code_twice": "mã hồ sơ trùng",
    "audit": "nhật ký kiểm toán không nguyên vẹn",
    "pages": "bản khôi phục không trả lời trang chủ",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Into a backup folder of its own, or one that exists."""
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="THƯ_MỤC_SAO_LƯU",
        help="mặc định: một thư mục tạm, xóa khi xong",
    )
    parser.add_argument("--key-file", type=Path, metavar="TỆP", help="khóa của thư mục sao lưu")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when the restored copy is the same in everything that was compared."""
    catalogue.compile_all()
    with data.database(options) as env, _scratch() as scratch:
        root = options.folder.resolve() if options.folder else scratch / "backup"
        repository = create_or_open(root, backup.passphrase(options))
        drill = Drill(repository, Source.of(env), scratch / "data", say)
        try:
            _try(drill)
        finally:
            if not options.folder:
                Run(repository, drill.source, say).server.forget()
    return _tell(drill.report, as_json=options.json)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lienthong-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            if (folder / "data" / "secrets.json").exists():
                places.remove_relocated(DataFolder(folder / "data").secret("database_password"))


def _try(drill: Drill) -> None:
    ours = drill.restore()
    folder = DataFolder(drill.target)
    with data.running(folder, THROWAWAY_SETTINGS) as cluster:
        drill.compare(ours, cluster.dsn())
        with drill.report.timed("start"):
            env = data.installation(folder, cluster.dsn())
            drill.report.findings += [*audit_findings(env), *_pages(folder, env)]


def audit_findings(env: dict[str, str]) -> Iterator[Finding]:
    """What the seals say that must not be."""
    words = management("audit", "verify", "--json")
    try:
        children.answer(words, env)
    except CommandError as broken:
        yield Finding("audit", broken.message)


def _pages(folder: DataFolder, env: dict[str, str]) -> Iterator[Finding]:
    """The restored installation serves its home page."""
    port = free_port()
    address = f"http://{stack.HOST}:{port}"
    log = folder.logs / "web.log"
    words = stack.asgi_words("lienthong.conf.asgi:application", stack.HOST, port)
    child = processes.spawn(words, log=log, env={**env, "LIENTHONG_PUBLIC_URL": address})
    try:
        if not stack.answers_within(address + "/", START_SECONDS, child):
            yield Finding("pages", processes.tail(log, 3))
    finally:
        processes.stop(child)


def _tell(report: Report, *, as_json: bool) -> int:
    ok = not report.findings
    if as_json:
        print(json.dumps({"ok": ok, **asdict(report)}, ensure_ascii=False))
        return 0 if ok else 1
    for found in report.findings:
        print(f"KHÁC  {_WORDS[found.what]}: {found.where}")
    times = ", ".join(f"{part} {seconds} s" for part, seconds in report.seconds.items())
    print(
        f"{'Đạt' if ok else 'KHÔNG ĐẠT'}: {report.tables} bảng, {report.rows} dòng, "
        f"{report.files} tệp ({report.file_bytes / 1024**2:.1f} MiB), bản sao lưu "
        f"{report.backup_bytes / 1024**2:.1f} MiB. Thời gian: {times}."
    )
    return 0 if ok else 1
