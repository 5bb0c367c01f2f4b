# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed in a procedure is said as its editor shows it: money, days, choices, figures."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.modules.onestop.domain.design.difference import differences
from lienthong.modules.onestop.domain.rule_words import money_title
from lienthong.modules.onestop.panels.procedure_difference import difference_rows

pytestmark = pytest.mark.covers("4.2")


def definition(kind: str, amount: int, since: str, days: int) -> dict[str, Any]:
    rate = {"key": "all", "title": "Mức", "amount": amount, "valid_from": since}
    return {
        "fees": [{"key": "copy", "kind": kind, "name": "Bản sao", "rules": [rate]}],
        "time": {"limit": {"amount": days, "unit": "working_day"}},
        "messages": [],
    }


def test_difference_says_values_as_people_read_them() -> None:
    old = definition("charge", 8_000, "2026-01-01", 5)
    new = definition("fee", 50_000, "2026-12-01", 1_000)
    rows = difference_rows("1.1", new, differences(old, new), {})
    assert {(str(row["attribute"]), row["before"], row["after"]) for row in rows} == {
        ("Loại", "Lệ phí", "Phí"),
        ("Số tiền (đồng)", "8.000\u00a0đ", "50.000\u00a0đ"),
        ("Thu từ ngày", "01/01/2026", "01/12/2026"),
        ("Thời hạn", "5", "1.000"),
    }


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        (["fee"], "Phí"),
        (["charge", "charge"], "Lệ phí"),
        (["fee", "charge"], "Phí, lệ phí"),
        ([], "Phí, lệ phí"),
    ],
)
def test_money_is_called_by_its_kind(kinds: list[str], title: str) -> None:
    assert money_title(kinds) == title
