# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``measure``: what heavy work costs at the size of the data there is."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

from lienthong.cli import children, data, system
from lienthong.cli.bench import machine
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json
from lienthong.cli.say import say

HELP = "đo việc nặng trên bản chạy thử: số liệu, bảng và trang công khai, biểu II.06a, danh sách"
PARTS = {
    "figures": "tính lại số liệu từ đầu",
    "board": "mở bảng số liệu toàn tỉnh",
    "home": "mở trang chủ, đếm lại lời hứa",
    "promises": "mở trang “Đúng hẹn”, đếm lại",
    "report": "biểu II.06a",
    "register-xlsx": "sổ theo dõi ra Excel",
    "register-csv": "sổ theo dõi ra CSV",
    "list-xlsx": "hồ sơ sau một con số ra Excel",
    "list-csv": "hồ sơ sau một con số ra CSV",
}
"""Pieces of work and what they are called."""
_COLUMNS = ("rows", "cpu_seconds", "seconds", "memory_mb", "file_mb")


def configure(parser: argparse.ArgumentParser) -> None:
    """Which pieces; all of them when none is named."""
    parser.add_argument("part", nargs="*", metavar="VIỆC", help=f"mặc định: {' '.join(PARTS)}")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Do each piece in a process of its own and tell. Raises CommandError for an unknown piece,
    and outside the demo."""
    unknown = [name for name in options.part if name not in PARTS]
    if unknown:
        raise CommandError("unknown_part", f"Không có việc “{unknown[0]}”. Có: {', '.join(PARTS)}.")
    system.ensure(system.RUNTIME, say)
    with data.database(options) as env:
        found = [_weighed(name, env) for name in options.part or PARTS]
        about = machine(env["DATABASE_URL"])
    if options.json:
        print(json.dumps({"results": found, "machine": about}, ensure_ascii=False))
    else:
        print("\n".join([*_table(found), "", json.dumps(about)]))
    return 0


def _weighed(name: str, env: Mapping[str, str]) -> dict[str, Any]:
    say(PARTS[name])
    found: dict[str, Any] = json.loads(children.answer(management("weigh_work", name), env))
    return found


def _table(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """The results as aligned columns."""
    rows = [["part", *_COLUMNS]]
    rows += [[PARTS[one["part"]], *(str(one[column]) for column in _COLUMNS)] for one in found]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
