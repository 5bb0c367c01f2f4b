# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``procedures``: import procedures that others published, export our own as a package.

Exit codes: 0 done, 1 refused or at least one record could not be read, 2 wrong usage.
"""

import argparse
from datetime import date
from pathlib import Path

from lienthong.cli import children, data
from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json

HELP = "nhập thủ tục từ gói, danh sách YAML, danh mục quốc gia (JSON mỗi dòng); xuất gói"


def configure(parser: argparse.ArgumentParser) -> None:
    """import FILE [--dry-run] [--as-of], or export FILE CODE …"""
    parser.add_argument("task", choices=["import", "export"], metavar="import|export")
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp đọc vào, hoặc gói .zip ghi ra")
    parser.add_argument("codes", nargs="*", metavar="MÃ", help="export: các mã, bỏ trống là tất cả")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì")
    parser.add_argument(
        "--as-of", type=_day, metavar="NGÀY", help="ngày của nguồn, ví dụ 2026-11-20"
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Pass the work to Django; answer its exit status. Raises ``CommandError``."""
    if options.task == "import" and options.codes:
        raise CommandError("usage", "import chỉ nhận một tệp.", status=WRONG_USAGE)
    if options.task == "export" and (options.dry_run or options.as_of):
        raise CommandError("usage", "--dry-run, --as-of chỉ dùng với import.", status=WRONG_USAGE)
    with data.database(options) as env:
        return children.report(management("procedures", *_words(options)), env, "procedures")


def _words(options: argparse.Namespace) -> list[str]:
    words = [options.task, str(options.file.resolve()), *options.codes]
    words += ["--dry-run"] if options.dry_run else []
    words += ["--as-of", options.as_of.isoformat()] if options.as_of else []
    return [*words, *(["--json"] if options.json else [])]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("ngày viết như 2026-11-20") from error
