# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``restore``: a backup folder made into an installation again, at any moment it knows."""

import argparse
import json
from datetime import datetime

from lienthong.cli import backup, data
from lienthong.cli.parser import add_data, add_json
from lienthong.cli.say import say
from lienthong.supervisor.cluster import answers
from lienthong.upkeep import chains
from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.records import open_repository
from lienthong.upkeep.restore import Restoring

HELP = "khôi phục từ thư mục sao lưu, về lần mới nhất hoặc về một thời điểm"


def configure(parser: argparse.ArgumentParser) -> None:
    """From where, to when, to where."""
    backup.add_folder(parser)
    parser.add_argument(
        "--to",
        type=moment,
        metavar="THỜI_ĐIỂM",
        help="ví dụ “2026-11-26 10:30” (giờ Việt Nam); mặc định: mới nhất có trong bản sao lưu",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="thay bản cài đặt đang ở đó; bản cũ được đặt sang bên, không xóa",
    )
    add_data(parser)
    add_json(parser)


def moment(text: str) -> datetime:
    """A time, Vietnamese when no zone is said. Raises ``ArgumentTypeError``."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError as wrong:
        said = f"không hiểu thời điểm {text!r}: viết như 2026-11-26 10:30"
        raise argparse.ArgumentTypeError(said) from wrong
    return read if read.tzinfo else read.replace(tzinfo=chains.VIETNAM)


def run(options: argparse.Namespace) -> int:
    """Exit 0 when the restored installation stands in its place."""
    repository = open_repository(options.folder.resolve(), backup.passphrase(options))
    target = data.data_folder(options)
    state = target.read_state()
    if state is not None and answers(state["dsn"]):
        raise UpkeepError("in_use", f"{target.path} đang chạy: dừng nó trước.")
    records = repository.records()
    chain = chains.until(records, options.to) if options.to else chains.newest(records)
    aside = Restoring(repository, target.path, say, replace=options.replace).run(chain)
    answer = {"restored": str(target.path), "set_aside": str(aside) if aside else None}
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
        return 0
    print(f"Đã khôi phục vào {target.path}.")
    if aside:
        print(f"Bản cũ ở {aside}; xóa khi không cần nữa.")
    return 0
