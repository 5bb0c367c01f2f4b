# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``lint``: ruff over the code, djlint over the templates."""

import argparse
from collections.abc import Iterator

from lienthong.cli import children, steps
from lienthong.cli.paths import ROOT, SOURCE

HELP = "kiểm tra cách viết mã và khuôn trang (ruff, djlint)"
CODE = ("src", "tests", "lienthong")


def configure(parser: argparse.ArgumentParser) -> None:
    """One switch: repair what can be repaired."""
    parser.add_argument("--fix", action="store_true", help="tự sửa những gì sửa được")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when nothing is found."""
    return steps.conclude(list(results(fix=options.fix)))


def results(*, fix: bool = False) -> Iterator[steps.Result]:
    """Run each tool."""
    ruff = children.tool("ruff")
    yield steps.tool_step("ruff", [ruff, "check", "--quiet", *(["--fix"] if fix else []), *CODE])
    yield steps.tool_step(
        "ruff format", [ruff, "format", "--quiet", *([] if fix else ["--check"]), *CODE]
    )
    folders = template_folders()
    if folders:
        words = [children.tool("djlint"), "--quiet", "--lint", *folders]
        yield steps.tool_step("djlint", words)


def template_folders() -> list[str]:
    """Folders with templates, relative to the checkout."""
    found = SOURCE.glob("lienthong/**/templates")
    return sorted(str(folder.relative_to(ROOT)) for folder in found if any(folder.rglob("*.html")))
