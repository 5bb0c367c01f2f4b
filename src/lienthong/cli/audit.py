# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``audit verify``: recompute what was sealed; ``audit remove-reads``: remove old openings."""

import argparse

from lienthong.cli import children, data
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json

HELP = "kiểm tra tính toàn vẹn của nhật ký kiểm toán"


def configure(parser: argparse.ArgumentParser) -> None:
    """Verify, or remove the sealed openings before a day."""
    told = "verify: tính lại các dấu niêm; remove-reads: bỏ lượt mở cũ đã niêm phong"
    parser.add_argument("task", choices=["verify", "remove-reads"], help=told)
    parser.add_argument("--before", metavar="NGÀY", help="bỏ lượt mở trước ngày này (2025-01-01)")
    parser.add_argument("--reason", metavar="CĂN CỨ", help="quyết định, thời hạn giữ cho phép bỏ")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every record is as it was sealed, or old openings are removed; 1 otherwise."""
    words = ["audit", options.task, *(["--json"] if options.json else [])]
    given = {name: getattr(options, name) for name in ("before", "reason")}
    words += [f"--{name}={value}" for name, value in given.items() if value]
    with data.database(options) as env:
        return children.report(management(*words), env, "audit")
