# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``audit verify``: recompute the seals over the audit records."""

import argparse

from lienthong.cli import children, data
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json

HELP = "kiểm tra tính toàn vẹn của nhật ký kiểm toán"


def configure(parser: argparse.ArgumentParser) -> None:
    """One task so far: verify."""
    parser.add_argument("task", choices=["verify"], metavar="verify", help="tính lại các dấu niêm")
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every record is as it was sealed, 1 otherwise."""
    words = ["audit", "verify", *(["--json"] if options.json else [])]
    with data.database(options) as env:
        return children.report(management(*words), env, "audit")
