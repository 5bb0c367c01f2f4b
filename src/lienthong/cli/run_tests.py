# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``test``: everything, in the order that fails soonest."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lienthong.cli import catalogue, data, lanes, lint, steps, system
from lienthong.cli.parser import add_json
from lienthong.cli.say import say

HELP = "chạy toàn bộ kiểm tra và kiểm thử (hoặc chỉ những tệp được nêu)"
SIZE = "LIENTHONG_TEST_SIZE"  # read by lienthong.testing.sizes
ELSEWHERE = ("tests/architecture", "tests/journeys", "tests/bench")


def configure(parser: argparse.ArgumentParser) -> None:
    """Everything by default; paths or -k narrow it to pytest."""
    parser.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ chạy pytest trên các tệp này")
    parser.add_argument("-k", metavar="BIỂU_THỨC", help="chỉ các kiểm thử khớp biểu thức")
    parser.add_argument("--fast", action="store_true", help="bỏ qua trình duyệt và phép đo")
    parser.add_argument(
        "--full", action="store_true", help="trước khi phát hành: chạy cả phần dài của các kiểm thử"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 only when every step passed."""
    system.ensure(system.RUNTIME + (() if options.fast else system.TESTING), say)
    if not options.fast:
        system.ensure(system.READING, say)
    catalogue.compile_all()
    if options.full:
        os.environ[SIZE] = "full"
    narrowed = bool(options.paths or options.k)
    work = _narrow(options) if narrowed else _everything(fast=options.fast)
    return steps.conclude(list(work), as_json=options.json)


def _narrow(options: argparse.Namespace) -> Iterator[steps.Result]:
    chosen = ["-k", options.k] if options.k else []
    with data.throwaway_database() as env:
        yield steps.tool_step("pytest", steps.pytest(*chosen, *options.paths), env)


def _everything(*, fast: bool) -> Iterator[steps.Result]:
    yield from lint.results()
    yield from lanes.results((lanes.Lane("arch"), lanes.Lane("types")))
    with data.throwaway_database() as env:
        yield steps.tool_step("pytest", main_run(fast=fast), env)
    if not fast:
        yield from _walked_and_measured()


def _walked_and_measured() -> Iterator[steps.Result]:
    """A journey waits half of its time, so two copies of one installation are walked through at
    once. What is measured meanwhile is statements and blocks, which a busy machine does not change.
    """
    with tempfile.TemporaryDirectory(prefix="lienthong-made-") as made:
        Path(made).chmod(0o755)
        yield from lanes.results(
            (lanes.Lane("journeys", "--make", made), lanes.Lane("test", "tests/bench"))
        )
        copy = ("journeys", "--copy-of", made, "--part")
        yield from lanes.results((lanes.Lane(*copy, "1/2"), lanes.Lane(*copy, "2/2")))


def main_run(*, fast: bool) -> list[str]:
    """Everything that no lane takes; without browsers and measurements when it must be fast."""
    ignored = [f"--ignore={folder}" for folder in ELSEWHERE]
    chosen = ["-m", "not journey and not bench"] if fast else []
    return steps.pytest("-q", "-n", steps.abreast(), *chosen, *ignored)
