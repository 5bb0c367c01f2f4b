# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""argparse that speaks Vietnamese and answers wrong usage like every other failure."""

import argparse
import os
from pathlib import Path
from typing import NoReturn

from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.cli.paths import DEFAULT_DATA

DEFAULT_PORT = 8000
HIGHEST_PORT = 65_535
_WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "đối số",
    "options": "tuỳ chọn",
    "show this help message and exit": "hiện lời chỉ dẫn này rồi thoát",
    "the following arguments are required: %s": "thiếu đối số: %s",
    "unrecognized arguments: %s": "đối số không nhận ra: %s",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "invalid %(type)s value: %(value)r": "giá trị không hợp lệ: %(value)r",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "giá trị %(value)r không có trong: %(choices)s"
    ),
    "not allowed with argument %s": "không dùng cùng %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s chưa rõ nghĩa, có thể là %(matches)s"
    ),
}

# argparse finds its texts through this module-level name; it has no other door for translations
vars(argparse)["_"] = lambda text: _WORDS.get(text, text)


class Parser(argparse.ArgumentParser):
    """A parser that raises CommandError instead of printing and leaving."""

    def error(self, message: str) -> NoReturn:
        """Turn wrong usage into the common failure, exit 2."""
        raise CommandError(
            "usage", f"Sai cách dùng: {message}. Xem: {self.prog} --help", status=WRONG_USAGE
        )


def port_number(text: str) -> int:
    """A port that can be asked for. Raises ``ArgumentTypeError``."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"cổng phải là một số từ 1 đến {HIGHEST_PORT}")
    return int(text)


def add_port(parser: argparse.ArgumentParser) -> None:
    """``--port``: where the pages are."""
    parser.add_argument(
        "--port",
        type=port_number,
        default=DEFAULT_PORT,
        metavar="CỔNG",
        help=f"cổng của trang (mặc định {DEFAULT_PORT})",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``: the report as one object on standard output."""
    parser.add_argument("--json", action="store_true", help="in kết quả là một đối tượng JSON")


def add_data(parser: argparse.ArgumentParser) -> None:
    """``--data-dir``: None means DATABASE_URL when set, otherwise the demo's own folder."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="THƯ_MỤC",
        help=f"thư mục dữ liệu (mặc định: {os.path.relpath(DEFAULT_DATA)})",
    )
