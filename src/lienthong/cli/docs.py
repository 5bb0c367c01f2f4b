# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``docs``: check the documentation and write its generated pages."""

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lienthong.cli import reference
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import ROOT

HELP = "kiểm tra liên kết trong tài liệu và viết lại các trang sinh tự động"
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def configure(parser: argparse.ArgumentParser) -> None:
    """Write by default; --check only compares."""
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi")


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every link leads somewhere and the generated pages are current."""
    pages = reference.pages()
    if not options.check:
        reference.FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (reference.FOLDER / name).write_text(text, "utf-8")
    problems = [*broken_links(ROOT), *stale_pages(pages, reference.FOLDER)]
    if problems:
        raise CommandError("docs", "\n".join(problems))
    print("Tài liệu đạt.")
    return 0


def stale_pages(pages: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Generated pages that are missing or say something else than the code."""
    for name, text in pages.items():
        file = folder / name
        if not file.exists() or file.read_text("utf-8") != text:
            yield f"docs/reference/{name}: cần viết lại bằng ./lienthong docs"


def broken_links(root: Path) -> Iterator[str]:
    """Relative links of Markdown files that lead nowhere."""
    for file in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")]):
        for target in _LINK.findall(file.read_text("utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (file.parent / target).exists():
                yield f"{file.relative_to(root)}: liên kết hỏng {target}"
