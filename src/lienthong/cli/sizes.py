# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``sizes``: functions, classes, files and templates larger than the house style likes."""

import argparse
import ast
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from lienthong.cli.parser import add_json
from lienthong.cli.paths import ROOT

HELP = "liệt kê hàm, lớp, tệp, khuôn trang dài hơn mức nên có"

# "look twice" and "explain in review" of the house style, in lines
LIMITS = {
    "function": (30, 60),
    "class": (120, 200),
    "file": (300, 500),
    "test file": (500, 1000),
    "template": (120, 200),
}


@dataclass(frozen=True)
class Offender:
    """Something long: what it is, where, how many lines, and whether it must be explained."""

    kind: str
    where: str
    lines: int
    too_long: bool


def configure(parser: argparse.ArgumentParser) -> None:
    """Report only, unless --strict."""
    parser.add_argument("--strict", action="store_true", help="thoát 1 khi có mục quá dài")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the offenders, longest first."""
    found = sorted(offenders(ROOT), key=lambda offender: -offender.lines)
    if options.json:
        print(json.dumps({"offenders": [asdict(one) for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            print(f"{one.lines:>6}  {'!' if one.too_long else ' '} {one.kind:<10} {one.where}")
    return 1 if options.strict and any(one.too_long for one in found) else 0


def offenders(root: Path) -> Iterator[Offender]:
    """Everything beyond "look twice" under src and tests."""
    for file in sorted([*root.glob("src/**/*.py"), *root.glob("tests/**/*.py")]):
        text = file.read_text("utf-8")
        where = str(file.relative_to(root))
        if "migrations" in file.parts:  # written by a program, read once
            continue
        kind = "test file" if "tests" in file.parts else "file"
        yield from _judge(kind, where, text.count("\n"))
        yield from _definitions(where, text)
    for file in sorted(root.glob("src/**/templates/**/*.html")):
        yield from _judge(
            "template", str(file.relative_to(root)), file.read_text("utf-8").count("\n")
        )


def _definitions(where: str, text: str) -> Iterator[Offender]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield from _judge(kind, f"{where}:{node.lineno} {node.name}", lines)


def _judge(kind: str, where: str, lines: int) -> Iterator[Offender]:
    look_twice, explain = LIMITS[kind]
    if lines > look_twice:
        yield Offender(kind, where, lines, too_long=lines > explain)
