# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``./lienthong audit verify``: recompute everything that was sealed."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lienthong.core.audit.models import AuditSeal
from lienthong.core.audit.queries import unsealed_count, verify

_WORDS = {
    "chain": "niêm phong không nối với niêm phong trước",
    "content": "nội dung dòng nhật ký đã bị sửa",
    "count": "số dòng không khớp với niêm phong",
    "token": "dấu thời gian không thuộc niêm phong này",
    "span": "niêm phong không bắt đầu ở chỗ niêm phong trước kết thúc",
    "stray": "dòng nhật ký không thuộc niêm phong nào và không thể thuộc",
    "root": "gốc Merkle không khớp với niêm phong",
    "lost": "niêm phong đã ghi ngoài cơ sở dữ liệu nay không còn hoặc đã khác",
}


class Command(BaseCommand):
    """Check the audit trail."""

    help = "Kiểm tra nhật ký đã niêm phong"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which check, and how to print it."""
        parser.add_argument("act", choices=["verify"])
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every finding; exit 1 when there is one."""
        findings = list(verify())
        seals = AuditSeal.objects.count()
        waiting = unsealed_count()
        if options["json"]:
            self._print_json(findings, seals, waiting)
        else:
            self._print_text(findings, seals, waiting)
        if findings:
            raise SystemExit(1)

    def _print_json(self, findings: list[Any], seals: int, waiting: int) -> None:
        answer: dict[str, Any] = {"ok": not findings, "seals": seals, "unsealed": waiting}
        answer["findings"] = [
            {"seal": f.seal, "record": f.record_id, "what": f.what, "message": _WORDS[f.what]}
            for f in findings
        ]
        if findings:
            answer |= {"error": "audit_broken", "message": "Nhật ký không còn nguyên vẹn."}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _print_text(self, findings: list[Any], seals: int, waiting: int) -> None:
        for found in findings:
            places = []
            if found.seal is not None:
                places.append(f"niêm phong {found.seal}")
            if found.record_id is not None:
                places.append(f"dòng {found.record_id}")
            self.stdout.write(f"SAI  {', '.join(places)}: {_WORDS[found.what]}")
        if not findings:
            self.stdout.write(
                f"Nhật ký nguyên vẹn: {seals} niêm phong, {waiting} dòng chờ niêm phong."
            )
