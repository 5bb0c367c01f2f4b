# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``configuration``: take what is set up here to another installation, or bring it in.

Exit codes: 0 done, 1 refused or in conflict (nothing was changed), 2 wrong usage.
"""

import argparse
from pathlib import Path

from lienthong.cli import children, data
from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json

HELP = "xuất cấu hình ra tệp, nhập cấu hình từ nơi cài đặt khác, xem trước khác biệt"


def configure(parser: argparse.ArgumentParser) -> None:
    """export FILE, or import FILE [--dry-run] [--conflicts]"""
    parser.add_argument("task", choices=["export", "import"], metavar="export|import")
    parser.add_argument("file", type=Path, metavar="TỆP", help="gói cấu hình .json")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem khác biệt, không ghi gì")
    parser.add_argument(
        "--conflicts",
        choices=["stop", "keep", "take"],
        default="stop",
        metavar="stop|keep|take",
        help="mục nơi này đã tự sửa: dừng, giữ bản ở đây, hoặc lấy bản trong gói",
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Pass the work to Django; answer its exit status. Raises ``CommandError``."""
    if options.task == "export" and (options.dry_run or options.json):
        raise CommandError("usage", "--dry-run, --json chỉ dùng với import.", status=WRONG_USAGE)
    words = [options.task, str(options.file.resolve()), "--conflicts", options.conflicts]
    words += ["--dry-run"] if options.dry_run else []
    words += ["--json"] if options.json else []
    with data.database(options) as env:
        return children.report(management("configuration", *words), env, "configuration")
