# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``verify``: what the digital signatures in a PDF are worth.

Exit codes: 0 all valid, 1 unsigned, not valid or unreadable, 2 wrong usage. Never a traceback.
"""

import argparse
from pathlib import Path

from lienthong.cli import catalogue, children, data
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json

HELP = "kiểm tra chữ ký số trong một tệp PDF"


def configure(parser: argparse.ArgumentParser) -> None:
    """A file; whom to trust is asked of the installation unless certificates are named."""
    parser.add_argument("file", type=Path, metavar="TỆP.pdf", help="tệp cần kiểm tra")
    parser.add_argument(
        "--trust",
        action="append",
        type=Path,
        default=[],
        metavar="GỐC.pem",
        help="chứng thư gốc được tin cậy, thay cho danh sách của bản cài đặt",
    )
    parser.add_argument(
        "--crl",
        action="append",
        type=Path,
        default=[],
        metavar="TỆP.crl",
        help="danh sách thu hồi, dùng cùng --trust",
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Answer about one file. Raises ``CommandError``."""
    if not options.file.is_file():
        raise CommandError("no_file", f"Không có tệp {options.file}.")
    catalogue.compile_all()
    words = ["verify_pdf", str(options.file.resolve()), *(["--json"] if options.json else [])]
    for name in ("trust", "crl"):
        for path in getattr(options, name):
            words += [f"--{name}", str(path.resolve())]
    if options.trust or not _installed(options):
        env = {**children.base_environment(), "DJANGO_SETTINGS_MODULE": data.DEMO_SETTINGS_MODULE}
        return children.report(management(*words, "--alone"), env, "verify")
    with data.database(options) as env:
        return children.report(management(*words), env, "verify")


def _installed(options: argparse.Namespace) -> bool:
    """Whether there is an installation to ask; a check must not make one."""
    return data.uses_given_database(options) or data.data_folder(options).path.exists()
