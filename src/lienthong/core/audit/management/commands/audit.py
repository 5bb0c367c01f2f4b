# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``audit verify``: recompute everything that was sealed. ``audit remove-reads``: what is old."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lienthong.core.audit.actions.seal_reads import remove_reads
from lienthong.core.audit.domain.reads import HourOfReads
from lienthong.core.audit.models import AuditSeal
from lienthong.core.audit.queries.reads import hours_sealed, verify_reads
from lienthong.core.audit.queries.trail import Finding, unsealed_count, verify
from lienthong.kernel import clock
from lienthong.kernel.errors import DomainError

_WORDS = {
    "chain": "niêm phong không nối với niêm phong trước",
    "content": "nội dung dòng nhật ký đã bị sửa",
    "count": "số dòng không khớp với niêm phong",
    "token": "dấu thời gian không thuộc niêm phong này",
    "span": "niêm phong không bắt đầu ở chỗ niêm phong trước kết thúc",
    "stray": "dòng nhật ký không thuộc niêm phong nào và không thể thuộc",
    "root": "gốc Merkle không khớp với niêm phong",
    "lost": "niêm phong đã ghi ngoài cơ sở dữ liệu nay không còn hoặc đã khác",
    "reads_gone": "thiếu lượt mở đã niêm phong",
    "reads_added": "có thêm lượt mở sau khi niêm phong",
    "reads_changed": "lượt mở đã bị sửa sau khi niêm phong",
    "reads_unsealed": "lượt mở nằm trong giờ không có niêm phong",
    "reads_twice": "một giờ có hai dòng niêm phong lượt mở",
    "reads_ahead": "lượt mở ghi vào giờ chưa tới",
}


class Command(BaseCommand):
    """Check the audit trail."""

    help = "Kiểm tra nhật ký đã niêm phong"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which act, its moment and reason, and how to print."""
        parser.add_argument("act", choices=["verify", "remove-reads"])
        parser.add_argument("--before", type=date.fromisoformat)
        parser.add_argument("--reason", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify: print every finding, exit 1 when there is one. Otherwise remove and count."""
        if options["act"] == "remove-reads":
            self._remove(options["before"], options["reason"])
            return
        findings = [*verify(), *verify_reads()]
        seals = AuditSeal.objects.count()
        waiting = unsealed_count()
        if options["json"]:
            self._print_json(findings, seals, waiting)
        else:
            self._print_text(findings, seals, waiting)
        if findings:
            raise SystemExit(1)

    def _remove(self, before: date | None, reason: str) -> None:
        if before is None:
            raise CommandError("Cần --before NGÀY (như 2025-01-01).")
        try:
            rows = remove_reads(clock.midnight(before), reason=reason)
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã bỏ {rows} dòng lượt mở trước ngày {before:%d/%m/%Y}.")

    def _print_json(self, findings: list[Any], seals: int, waiting: int) -> None:
        answer: dict[str, Any] = {"ok": not findings, "seals": seals, "unsealed": waiting}
        answer["openings"] = hours_sealed().count()
        answer["findings"] = [_as_json(found) for found in findings]
        if findings:
            answer |= {"error": "audit_broken", "message": "Nhật ký không còn nguyên vẹn."}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _print_text(self, findings: list[Any], seals: int, waiting: int) -> None:
        for found in findings:
            self.stdout.write(f"SAI  {', '.join(_places(found))}: {_WORDS[found.what]}")
        if not findings:
            self.stdout.write(
                f"Nhật ký nguyên vẹn: {seals} niêm phong, {waiting} dòng chờ niêm phong, "
                f"{hours_sealed().count()} giờ lượt mở."
            )


def _as_json(found: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"seal": found.seal, "record": found.record_id, "what": found.what}
    if found.hour is not None:
        told |= {"hour": HourOfReads(found.hour).begins.isoformat(), "reader": found.reader}
    return told | {"message": _WORDS[found.what]}


def _places(found: Finding) -> list[str]:
    places = []
    if found.seal is not None:
        places.append(f"niêm phong {found.seal}")
    if found.hour is not None:
        begins = timezone.localtime(HourOfReads(found.hour).begins)
        places.append(f"giờ {begins:%H:00, %d/%m/%Y}")
    if found.reader is not None:
        places.append(f"tài khoản {found.reader}")
    if found.record_id is not None:
        places.append(f"dòng {found.record_id}")
    return places
