# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Made-up files with procedures, and variations of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NATIONAL = Path(__file__).with_name("national.jsonl")
READABLE, UNREADABLE = 36, 11


def lines() -> list[str]:
    """The lines of the made-up national catalogue."""
    return NATIONAL.read_text("utf-8").splitlines()


def record(code: str = "9.000001", **changes: Any) -> dict[str, Any]:
    """One readable record, changed."""
    found = next(json.loads(line) for line in lines() if f'"ma_thu_tuc": "{code}"' in line)
    return {**found, **changes}


def write_lines(path: Path, *records: dict[str, Any]) -> Path:
    """A file with these records, one a line."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    path.write_text(text, "utf-8")
    return path


LISTED = """
meta:
  title: Danh sách thử
  compiled: '2026-11-20'
procedures:
- code: '9.100001'
  name: Cấp giấy thử
  field: Thử nghiệm
  level: [xa, tinh]
  implementing_body: UBND cấp xã
  time_limit:
    value: 3
    unit: working_day
    note: Tính từ ngày nhận đủ.
    cases:
    - {case: phải xác minh, value: 8, unit: working_day}
  fee:
    items:
    - {name: Lệ phí thử, amount_vnd: 8000, per: bản, channel: direct}
    - {name: Lệ phí thử, amount_vnd: 4000, per: bản, channel: online}
    decided_by: hdnd_tinh
  documents:
  - {name: Tờ khai, originals: 1, copies: 0, required: always, kind: submit}
  - {name: Căn cước, originals: 1, copies: 0, required: always, kind: present}
  online_level: {value: toan_trinh, basis: inferred}
  result:
  - {name: Giấy thử, code: KQ.G15.000001}
  legal_basis: [60/2014/QH13]
  publication_decision: 163/QĐ-BTP
  verified: true
  unverified_fields: [fee]
  source_url: https://example.vn/9.100001
- code: '9.100002'
  name: Thủ tục chưa rõ thời hạn
  field: Thử nghiệm
  level: [xa]
  time_limit: {value: null, unit: other, note: Theo từng trường hợp.}
  fee: {items: [], decided_by: hdnd_tinh, note: Hội đồng nhân dân quyết định.}
"""
