# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``bench``: budgets of statements, buffers and time."""

import argparse
from collections.abc import Mapping

from lienthong.cli import data, steps

HELP = "đo ngân sách câu lệnh, trang đệm và thời gian (tests/bench)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Small for every change, full before a release."""
    parser.add_argument("--small", action="store_true", help="dữ liệu nhỏ, chạy nhanh")
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các phép đo khớp biểu thức")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every budget holds."""
    with data.throwaway_database() as env:
        return steps.conclude([result(env, small=options.small, expression=options.k)])


def result(env: Mapping[str, str], *, small: bool, expression: str | None = None) -> steps.Result:
    """Run tests/bench; ``LIENTHONG_BENCH`` tells them the size: small or full."""
    chosen = ["-k", expression] if expression else []
    words = steps.pytest("-q", "-m", "bench", "tests/bench", *chosen)
    size = {"LIENTHONG_BENCH": "small" if small else "full"}
    return steps.tool_step("tests/bench", words, {**env, **size})
