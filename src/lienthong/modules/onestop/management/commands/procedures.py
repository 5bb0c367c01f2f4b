# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``./lienthong procedures``: exchange procedures with other installations and catalogues."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.domain.catalogue.files import CatalogueFile, read_file
from lienthong.modules.onestop.domain.catalogue.packages import write_package
from lienthong.modules.onestop.domain.catalogue.refusals import RECORDS, CatalogueRefused
from lienthong.modules.onestop.queries.catalogue_export import definitions
from lienthong.modules.onestop.queries.catalogue_import import (
    CatalogueReport,
    compare,
    day_of,
)

_WORDS = {"new": "mới", "changed": "đổi", "unchanged": "giữ nguyên", "unreadable": "không đọc được"}


class Command(BaseCommand):
    """Import a file, or export procedures in force as a package."""

    help = "Nhập, xuất thủ tục"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Import FILE, or export FILE CODE …"""
        parser.add_argument("task", choices=["import", "export"])
        parser.add_argument("file", type=Path)
        parser.add_argument("codes", nargs="*")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--as-of", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a refusal is one named line, exit 1."""
        try:
            if options["task"] == "export":
                self._export(options)
            else:
                self._import(options)
        except DomainError as refused:
            self._refuse(refused, as_json=options["json"])

    def _import(self, options: dict[str, Any]) -> None:
        file = read_file(options["file"])
        day = day_of(file, options["as_of"])
        if options["dry_run"]:
            report = compare(file)
        else:
            report = import_catalogue(file, as_of=day, actor=Actor.platform("nhập danh mục"))
        self._tell(report, file, day, options)
        if report.unreadable:
            raise SystemExit(1)

    def _tell(
        self, report: CatalogueReport, file: CatalogueFile, day: date, options: dict[str, Any]
    ) -> None:
        if options["json"]:
            about = {"source": file.source, "as_of": day.isoformat()}
            answer = {**about, "dry_run": options["dry_run"], **report.data()}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        counts = (f"{_WORDS[name]} {count}" for name, count in report.counts().items())
        tail = " (chạy thử, chưa ghi gì)" if options["dry_run"] else ""
        self.stdout.write(f"Thủ tục: {', '.join(counts)}{tail}.")
        for found in report.unreadable:
            detail = f" ({found.detail})" if found.detail else ""
            self.stdout.write(f"  {found.place}: {RECORDS[found.problem]}{detail}")

    def _export(self, options: dict[str, Any]) -> None:
        found = definitions(options["codes"])
        try:
            options["file"].write_bytes(write_package(found, on=timezone.localdate()))
        except OSError as error:
            raise CatalogueRefused("file_unwritable") from error
        if options["json"]:
            self.stdout.write(json.dumps({"exported": sorted(found)}))
        else:
            self.stdout.write(f"Đã xuất {len(found)} thủ tục: {', '.join(sorted(found))}.")

    def _refuse(self, refused: DomainError, *, as_json: bool) -> None:
        if as_json:
            answer = {"error": refused.code, "message": str(refused)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stderr.write(str(refused))
        raise SystemExit(1)
