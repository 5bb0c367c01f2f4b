# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``manage``: Django's management commands, with the database running."""

import argparse

from lienthong.cli import catalogue, children, data
from lienthong.cli.parser import add_data

HELP = "chạy một lệnh quản trị của Django (tự khởi động cơ sở dữ liệu khi cần)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Our options come first; everything after them belongs to Django."""
    add_data(parser)
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="LỆNH_DJANGO ...")


def run(options: argparse.Namespace) -> int:
    """Run the management command, with the translations compiled; answer its exit status."""
    catalogue.compile_all()
    with data.database(options) as env:
        return children.run(management(*options.words), env)


def management(*words: str) -> list[str]:
    """The words of a management command."""
    return children.python("-m", "django", *words)
