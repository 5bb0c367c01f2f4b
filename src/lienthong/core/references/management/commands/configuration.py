# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``configuration``: what is set up here, to a file; from a file, with differences and dry run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from lienthong.core.references.actions.configuration import (
    ConfigurationRefused,
    OnConflict,
    Report,
    bring_configuration,
    exported,
)
from lienthong.core.references.domain.package import (
    LARGEST,
    Item,
    PackageError,
    read_package,
    write_package,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.together import long_run

FAULTS = {
    "too_large": "Tệp quá lớn.",
    "broken": "Tệp không phải JSON đúng hoặc đã hỏng.",
    "foreign": "Đây không phải gói cấu hình của phiên bản này.",
    "altered": "Tổng kiểm không khớp: tệp đã bị sửa hoặc hỏng khi chép.",
    "twice": "Một mục có hai lần trong gói.",
}
WORDS = {
    "new": "mới",
    "changed": "đổi",
    "unchanged": "giữ nguyên",
    "conflict": "xung đột",
    "refused": "không nhận được",
    "left_out": "bỏ qua",
}


class Command(BaseCommand):
    """export FILE, or import FILE [--dry-run] [--json] [--conflicts keep|take] [--without …]."""

    help = "xuất cấu hình ra tệp; nhập cấu hình từ tệp, xem trước khác biệt"

    def add_arguments(self, parser: CommandParser) -> None:
        """The task, the file, and how to go about it."""
        parser.add_argument("task", choices=["export", "import"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--conflicts", choices=list(OnConflict), default=OnConflict.STOP)
        parser.add_argument("--without", action="append", default=[], metavar="KIND:KEY")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal ends with status 1 after the report. Raises ``CommandError``."""
        actor = Actor.platform("xuất, nhập cấu hình")
        if options["task"] == "export":
            self._export(options["file"], actor)
            return
        report, is_refused = self._import(options, actor)
        self._say(report, options)
        if is_refused:
            sys.exit(1)

    def _export(self, file: Path, actor: Actor) -> None:
        items = exported(actor)
        source = str(settings.LIENTHONG_PUBLIC_URL)
        made_at = timezone.now().isoformat(timespec="seconds")
        file.write_bytes(write_package(items, made_at=made_at, source=source))
        self.stdout.write(f"Đã ghi {len(items)} mục cấu hình vào {file.name}.")

    def _import(self, options: dict[str, Any], actor: Actor) -> tuple[Report, bool]:
        items = _items(options["file"])
        try:
            with long_run():
                choice = OnConflict(options["conflicts"])
                without = set(options["without"])
                report = bring_configuration(items, conflicts=choice, without=without, actor=actor)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except ConfigurationRefused as refused:
            return refused.report, True
        except InvalidInput as busy:
            raise CommandError(str(busy)) from busy
        return report, False

    def _say(self, report: Report, options: dict[str, Any]) -> None:
        shown = [d for d in report.differences if d.fate != "unchanged"]
        if options["json"]:
            rows = [_row(d) for d in shown]
            self.stdout.write(json.dumps({**report.counts, "items": rows}, ensure_ascii=False))
            return
        for d in shown:
            told = "; ".join([*d.errors, *(f"{t}: {old} → {new}" for t, old, new in d.changes)])
            self.stdout.write(f"{WORDS[d.fate]}: {d.title} {d.key}  {told}")
        counts = ", ".join(f"{n} {WORDS[name]}" for name, n in report.counts.items())
        self.stdout.write(f"{counts}{' (chỉ xem)' if options['dry_run'] else ''}.")


def _row(difference: Any) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "key": difference.key,
        "fate": difference.fate,
        "changes": [list(change) for change in difference.changes],
        "errors": list(difference.errors),
    }


def _items(file: Path) -> list[Item]:
    try:
        with file.open("rb") as stream:
            return read_package(stream.read(LARGEST + 1))
    except PackageError as wrong:
        raise CommandError(FAULTS[str(wrong)]) from wrong
    except OSError as lost:
        raise CommandError(f"Không đọc được tệp {file.name}.") from lost
