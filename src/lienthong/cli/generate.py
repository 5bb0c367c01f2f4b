# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``generate``: invented dossiers by the thousand, to measure and to try on."""

import argparse

from lienthong.cli import children, data, system
from lienthong.cli.errors import CommandError
from lienthong.cli.manage import management
from lienthong.cli.parser import add_data, add_json
from lienthong.cli.say import say
from lienthong.supervisor.cluster import LOADING_SETTINGS

HELP = "sinh hồ sơ mẫu hàng loạt (chỉ trên bản chạy thử đã nạp tỉnh mẫu)"


def configure(parser: argparse.ArgumentParser) -> None:
    """How many, from which seed, how many of them by the real acts."""
    parser.add_argument("--dossiers", type=int, required=True, help="số hồ sơ")
    parser.add_argument("--seed", type=int, default=1, help="hạt giống: cùng số thì cùng hồ sơ")
    parser.add_argument(
        "--through-actions", type=int, default=0, help="số hồ sơ đầu tiên đi bằng thao tác thật"
    )
    add_data(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when all are there. Raises CommandError outside the demo, or without its province."""
    folder = data.data_folder(options)
    if not data.uses_given_database(options) and not (folder.path / "demo_loaded").exists():
        raise CommandError("no_demo", "Chưa có tỉnh mẫu ở đây. Chạy ./lienthong demo trước.")
    system.ensure(system.RUNTIME, say)
    with data.database(options, LOADING_SETTINGS) as env:
        return children.run(management(*words(options)), env)


def words(options: argparse.Namespace) -> list[str]:
    """The management command and its words."""
    found = ["generate_dossiers", "--dossiers", str(options.dossiers), "--seed", str(options.seed)]
    found += ["--through-actions", str(options.through_actions)]
    return [*found, *(["--json"] if options.json else [])]
