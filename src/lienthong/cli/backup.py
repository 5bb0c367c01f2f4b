# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``backup``: database, files and keys into a folder, complete or not at all."""

import argparse
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lienthong.cli import data
from lienthong.cli.errors import WRONG_USAGE, CommandError
from lienthong.cli.parser import add_data, add_json
from lienthong.cli.say import say
from lienthong.upkeep import chains, notes
from lienthong.upkeep.backup import Run
from lienthong.upkeep.records import Record, Repository, create_or_open, open_repository
from lienthong.upkeep.sealing import read_passphrase
from lienthong.upkeep.source import Source
from lienthong.upkeep.tidying import keep_newest

HELP = "sao lưu cơ sở dữ liệu, tệp và khóa vào một thư mục"


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to, how much, how sealed."""
    add_folder(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--log",
        action="store_true",
        help="chỉ chép nhật ký và tệp mới từ lần trước (nhanh, nên chạy thường xuyên)",
    )
    what.add_argument("--list", action="store_true", help="chỉ liệt kê những gì đã có")
    what.add_argument(
        "--forget", action="store_true", help="cơ sở dữ liệu thôi giữ nhật ký cho thư mục này"
    )
    parser.add_argument(
        "--keep",
        type=int,
        metavar="SỐ",
        help="sau khi xong chỉ giữ lại từng này bản đầy đủ mới nhất",
    )
    add_data(parser)
    add_json(parser)


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The backup folder and its key."""
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC_SAO_LƯU")
    parser.add_argument(
        "--key-file",
        type=Path,
        metavar="TỆP",
        help="mã hóa bằng khóa trong tệp này (từ 20 ký tự); mất tệp là mất bản sao lưu",
    )


def passphrase(options: argparse.Namespace) -> bytes | None:
    """The words of the key file, None without one."""
    return read_passphrase(options.key_file) if options.key_file else None


def run(options: argparse.Namespace) -> int:
    """Exit 0 only when everything is on the disk and recorded."""
    if options.keep is not None and options.keep < 1:
        raise CommandError("usage", "--keep phải từ 1 trở lên.", status=WRONG_USAGE)
    folder = options.folder.resolve()
    if options.list:
        return _tell(listed(open_repository(folder, passphrase(options))), options)
    with data.database(options) as env:
        source = Source.of(env)
        _refuse_inside(folder, source)
        if options.forget:
            Run(open_repository(folder, passphrase(options)), source, say).server.forget()
            return _tell({"forgotten": str(folder)}, options)
        repository = create_or_open(folder, passphrase(options))
        return _tell(_back_up(repository, source, options), options)


def _back_up(repository: Repository, source: Source, options: argparse.Namespace) -> dict[str, Any]:
    work = Run(repository, source, say)
    record = work.only_log() if options.log else work.everything()
    if source.data is not None:
        notes.remember(source.data, repository, record)
    answer = summary(record)
    if options.keep is not None:
        answer["removed"] = keep_newest(repository, options.keep)
    return answer


def _refuse_inside(folder: Path, source: Source) -> None:
    for ours in (source.data, source.files):
        if ours is not None and folder.is_relative_to(ours.resolve()):
            raise CommandError(
                "inside", f"{folder} nằm trong chính dữ liệu được sao lưu ({ours}): chọn ổ khác."
            )


def summary(record: Record) -> dict[str, Any]:
    """One finished run in figures."""
    return {
        "name": record.name,
        "full": record.base is not None,
        "usable_from": _iso(record.base.usable_from) if record.base else None,
        "known_until": _iso(record.known_until),
        "new_files": len(record.files),
        "bytes": sum(one.size for one in record.stored()),
    }


def listed(repository: Repository) -> dict[str, Any]:
    """All finished runs."""
    return {"runs": [summary(record) for record in repository.records()]}


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@dataclass(frozen=True)
class _Line:
    run: dict[str, Any]

    def __str__(self) -> str:
        kind = "đầy đủ " if self.run["full"] else "nhật ký"
        until = chains.in_words(datetime.fromisoformat(self.run["known_until"]))
        size = self.run["bytes"] / 1024**2
        files = self.run["new_files"]
        return f"{self.run['name']}  {kind}  tới {until}  {size:.1f} MiB, {files} tệp mới"


def _tell(answer: dict[str, Any], options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
    elif "forgotten" in answer:
        print(f"Cơ sở dữ liệu không còn giữ nhật ký cho {answer['forgotten']}.")
    elif "runs" in answer:
        print("\n".join(str(_Line(one)) for one in answer["runs"]) or "Chưa có bản nào.")
    else:
        print(f"Đã sao lưu: {_Line(answer)}")
    return 0
