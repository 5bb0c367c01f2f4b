# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``types``: mypy, strict, with the Django plugin."""

import argparse

from lienthong.cli import children, steps

HELP = "kiểm tra kiểu (mypy nghiêm ngặt)"


def configure(parser: argparse.ArgumentParser) -> None:
    """Packages to look at; everything by default."""
    parser.add_argument("packages", nargs="*", metavar="GÓI", help="mặc định: lienthong")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when mypy finds nothing."""
    return steps.conclude([result(options.packages)])


def result(packages: list[str]) -> steps.Result:
    """Run mypy over the packages."""
    chosen = [word for package in packages or ["lienthong"] for word in ("-p", package)]
    return steps.tool_step("mypy", [children.tool("mypy"), *chosen])
