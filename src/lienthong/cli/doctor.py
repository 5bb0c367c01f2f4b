# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``doctor``: what this machine and this installation have, and what to do about the rest."""

import argparse
import importlib.metadata
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg

from lienthong.cli import data, stack, system
from lienthong.cli.parser import add_data, add_json, add_port
from lienthong.cli.paths import REQUIREMENTS
from lienthong.kernel.backups import backup_age
from lienthong.supervisor import places
from lienthong.supervisor.cluster import answers, find_programs
from lienthong.supervisor.errors import SupervisorError
from lienthong.upkeep import chains

HELP = "kiểm tra máy và bản cài đặt, cho biết cần làm gì"
OK, WARN, FAIL = "ok", "warn", "fail"
_MARKS = {OK: "đạt  ", WARN: "lưu ý", FAIL: "hỏng "}
DISK_NEEDED = 2 * 1024**3  # bytes: environment, database, demo files
PARTITION_RESERVE = timedelta(days=30)
_PARTITION_ADVICE = "Tiến trình nền tạo phân vùng hằng ngày: xem nhật ký worker.log."
_LAST_BOUND = r"""
SELECT parent.relname, current_date,
       max(substring(pg_get_expr(child.relpartbound, child.oid) FROM 'TO \(''([0-9-]{10})'))
FROM pg_partitioned_table AS declared
JOIN pg_class AS parent ON parent.oid = declared.partrelid
LEFT JOIN pg_inherits ON pg_inherits.inhparent = parent.oid
LEFT JOIN pg_class AS child ON child.oid = pg_inherits.inhrelid
WHERE declared.partstrat = 'r' GROUP BY parent.relname ORDER BY parent.relname
"""


@dataclass(frozen=True)
class Check:
    """One finding: name, ok/warn/fail, what was seen, what to do."""

    name: str
    status: str
    detail: str
    advice: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which installation to look at."""
    add_port(parser)
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the findings; exit 1 when one of them is a failure."""
    found = list(checks(options))
    if options.json:
        print(json.dumps({"checks": [asdict(one) for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            print(f"[{_MARKS[one.status]}] {one.name}: {one.detail}")
            if one.advice:
                print(f"          → {one.advice}")
    return 1 if any(one.status == FAIL for one in found) else 0


def checks(options: argparse.Namespace) -> Iterator[Check]:
    """All checks, the basic ones first."""
    yield Check("Python", OK, sys.version.split()[0])
    yield _dependencies()
    yield from _needs()
    yield _disk(options)
    dsn = _running_database(options)
    yield from _ports(options.port, running=dsn is not None)
    yield _programs()
    yield from _database(dsn)
    now = datetime.fromtimestamp(time.time(), UTC)
    yield from backup_checks(data.data_folder(options).path, now)
    yield from _forsaken()


def _dependencies() -> Check:
    lines = (REQUIREMENTS / "base.txt").read_text("utf-8").splitlines()
    pins = [line.split()[0].split("==") for line in lines if "==" in line and line[0].isalnum()]
    wrong = [name for name, version in pins if _installed(name.split("[")[0]) != version]
    if wrong:
        advice = "Chạy lại ./lienthong; nếu vẫn vậy hãy xoá thư mục .venv."
        return Check("Thư viện Python", FAIL, "sai phiên bản: " + ", ".join(wrong), advice)
    return Check("Thư viện Python", OK, f"{len(pins)} thư viện đúng phiên bản đã khoá")


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _needs() -> Iterator[Check]:
    for need in (*system.RUNTIME, *system.TESTING, *system.OPTIONAL):
        if need.present():
            yield Check(need.name, OK, "có")
        else:
            yield Check(need.name, WARN, need.without, f"apt-get install {need.package}")


def _disk(options: argparse.Namespace) -> Check:
    folder = data.data_folder(options).path
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(place).free
    detail = f"còn {free / 1024**3:.1f} GiB tại {place}"
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        return Check("Đĩa", FAIL, f"không ghi được vào {place}", "Chọn --data-dir khác.")
    if free < DISK_NEEDED:
        return Check("Đĩa", WARN, detail, "Nên còn ít nhất 2 GiB; chọn --data-dir khác.")
    return Check("Đĩa", OK, detail)


def _running_database(options: argparse.Namespace) -> str | None:
    state = data.data_folder(options).read_state()
    dsn: str | None = state["dsn"] if state else None
    return dsn if dsn is not None and answers(dsn) else None


def _ports(web: int, *, running: bool) -> Iterator[Check]:
    for port in range(web, web + 4):
        if stack.is_free(port):
            yield Check(f"Cổng {port}", OK, "trống")
        elif running:
            yield Check(f"Cổng {port}", OK, "đang dùng (bản demo đang chạy)")
        else:
            yield Check(f"Cổng {port}", WARN, "chương trình khác đang dùng", "Chọn --port khác.")


def _programs() -> Check:
    try:
        folder: Path = find_programs()
    except SupervisorError as problem:
        return Check("PostgreSQL", FAIL, problem.message)
    if not (folder / "postgres").exists():
        return Check("PostgreSQL", FAIL, f"không có {folder}/postgres")
    return Check("PostgreSQL", OK, str(folder))


def _database(dsn: str | None) -> Iterator[Check]:
    if dsn is None:
        yield Check("Cơ sở dữ liệu", OK, "chưa chạy (./lienthong demo sẽ khởi động)")
        return
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SHOW server_version").fetchone()
        yield Check("Cơ sở dữ liệu", OK, f"đang chạy, PostgreSQL {row[0] if row else '?'}")
        for name, today, bound in connection.execute(_LAST_BOUND):
            yield partition_check(name, bound, today)


def partition_check(table: str, bound: str | None, today: date) -> Check:
    """Whether a monthly partitioned table has partitions far enough ahead."""
    name = f"Phân vùng {table}"
    if bound is None:
        return Check(name, WARN, "chưa có phân vùng nào", _PARTITION_ADVICE)
    if date.fromisoformat(bound) - today < PARTITION_RESERVE:
        return Check(name, WARN, f"chỉ tới {bound}", _PARTITION_ADVICE)
    return Check(name, OK, f"tới {bound}")


def backup_checks(folder: Path, now: datetime) -> Iterator[Check]:
    """Whether what an installation holds was backed up lately; nothing before there is one."""
    if not (folder / "secrets.json").exists():
        return
    advice = "./lienthong backup THƯ_MỤC mỗi đêm, thêm --log mỗi mươi phút."
    age = backup_age(folder, now)
    if age.newest is None:
        yield Check("Sao lưu", WARN, "chưa sao lưu lần nào", advice)
    elif age.run_late:
        until = chains.in_words(age.newest.known_until)
        yield Check("Sao lưu", WARN, f"lần cuối tới {until}", advice)
    elif age.full_late:
        full = chains.in_words(age.full) if age.full else "chưa có"
        yield Check("Sao lưu", WARN, f"bản đầy đủ cuối: {full}", advice)
    else:
        until = chains.in_words(age.newest.known_until)
        yield Check("Sao lưu", OK, f"tới {until} ở {age.newest.folder}")


def _forsaken() -> Iterator[Check]:
    """Database files kept outside a closed data folder that does not exist any more."""
    for note in sorted(places.SHARED_FOLDER.glob("database-*.origin")):
        data_folder = Path(note.read_text("utf-8").strip())
        if not data_folder.exists():
            files = note.with_suffix("")
            detail = f"{files} thuộc về {data_folder}, thư mục này không còn"
            yield Check("Dữ liệu bỏ lại", WARN, detail, f"Nếu không cần nữa: rm -r {files} {note}")
