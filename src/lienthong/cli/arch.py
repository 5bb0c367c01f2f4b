# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``arch``: direction of imports, then the architecture tests."""

import argparse
from collections.abc import Iterator, Mapping

from lienthong.cli import children, data, steps

HELP = "kiểm tra kiến trúc: hướng phụ thuộc, quan hệ, địa chỉ, khuôn trang, thuật ngữ"


def configure(parser: argparse.ArgumentParser) -> None:
    """Words for pytest."""
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các kiểm thử khớp biểu thức")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when the shape holds."""
    with data.throwaway_database() as env:
        return steps.conclude(list(results(env, options.k)))


def results(env: Mapping[str, str], expression: str | None = None) -> Iterator[steps.Result]:
    """import-linter, then pytest over tests/architecture."""
    yield steps.tool_step("lint-imports", [children.tool("lint-imports"), "--no-cache"], env)
    chosen = ["-k", expression] if expression else ["-n", steps.abreast()]
    yield steps.tool_step(
        "tests/architecture", steps.pytest("-q", "tests/architecture", *chosen), env
    )
