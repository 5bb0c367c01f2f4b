# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``docs``: check the documentation and write its generated pages."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from lienthong.cli import table
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import ROOT

HELP = "kiểm tra liên kết trong tài liệu và viết lại các trang sinh tự động"
COMMANDS_PAGE = ROOT / "docs" / "reference" / "commands.md"
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Write by default; --check only compares."""
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every link leads somewhere and the generated page is current."""
    page = commands_page()
    if not options.check:
        COMMANDS_PAGE.parent.mkdir(parents=True, exist_ok=True)
        COMMANDS_PAGE.write_text(page, "utf-8")
    problems = list(broken_links(ROOT))
    if not COMMANDS_PAGE.exists() or COMMANDS_PAGE.read_text("utf-8") != page:
        problems.append(f"{COMMANDS_PAGE.relative_to(ROOT)}: cần viết lại bằng ./lienthong docs")
    if problems:
        raise CommandError("docs", "\n".join(problems))
    print("Tài liệu đạt.")
    return 0


def commands_page() -> str:
    """The list of commands as a page."""
    rows = [f"| `{name}` | {table.load(name).HELP} |" for name in table.COMMANDS]
    head = ["# Các lệnh của ./lienthong", "", "| Lệnh | Việc |", "| --- | --- |"]
    return "\n".join([*head, *rows, ""])


def broken_links(root: Path) -> Iterator[str]:
    """Relative links of Markdown files that lead nowhere."""
    for file in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")]):
        for target in _LINK.findall(file.read_text("utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (file.parent / target).exists():
                yield f"{file.relative_to(root)}: liên kết hỏng {target}"
