# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``new-module``: the skeleton of a module, with its first failing tests."""

import argparse
import re
from pathlib import Path

from lienthong.cli import skeleton
from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.cli.paths import SOURCE

HELP = "tạo khung một mô-đun nghiệp vụ mới cùng các kiểm thử đầu tiên"
MODULES = SOURCE / "lienthong" / "modules"
SETTINGS = SOURCE / "lienthong" / "conf" / "settings" / "base.py"
_LABEL = re.compile(r"[a-z][a-z0-9]{2,30}")
_LINE = re.compile(r'^ *"lienthong\.modules\.[a-z0-9]+",\n', re.MULTILINE)


def configure(parser: argparse.ArgumentParser) -> None:
    """A label for code and a title for people."""
    parser.add_argument("label", metavar="TÊN", help="nhãn tiếng Anh, chữ thường, không dấu")
    parser.add_argument("--title", required=True, metavar="TÊN_GỌI", help="tên tiếng Việt")


def run(options: argparse.Namespace) -> int:
    """Write the folder and the one line of settings; say what to do next."""
    check(options.label)
    folder = MODULES / options.label
    write(folder, options.label, options.title)
    SETTINGS.write_text(with_line(SETTINGS.read_text("utf-8"), options.label), "utf-8")
    print(f"Đã tạo {folder}.")
    print(f"Chạy tiếp: ./lienthong test src/lienthong/modules/{options.label}")
    return 0


def check(label: str) -> None:
    """Refuse a label that is not a plain word or that is taken in core or modules."""
    if not _LABEL.fullmatch(label):
        raise CommandError("label", "Nhãn chỉ gồm chữ thường a–z và chữ số.", status=WRONG_USAGE)
    for taken in (MODULES / label, MODULES.parent / "core" / label):
        if taken.exists():
            raise CommandError("label_taken", f"Nhãn “{label}” đã có: {taken}.")


def write(folder: Path, label: str, title: str) -> None:
    """Write the files of the module."""
    for path, text in skeleton.files(label, title).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def with_line(settings: str, label: str) -> str:
    """The settings with the module after the last one listed."""
    listed = list(_LINE.finditer(settings))
    if not listed:
        raise CommandError("settings", f"Không thấy danh sách mô-đun trong {SETTINGS}.")
    end = listed[-1].end()
    return f'{settings[:end]}    "lienthong.modules.{label}",\n{settings[end:]}'
