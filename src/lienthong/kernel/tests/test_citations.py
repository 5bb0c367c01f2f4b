# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest

from lienthong.kernel.citations import Citation, bases_in

DECREE = Citation(1, "45/2024/NĐ-CP")


@pytest.mark.parametrize(
    "text",
    [
        "45/2024/NĐ-CP",
        "Nghị định số 45/2024/NĐ-CP, Điều 5.",
        "45/2024/nđ-cp",
        "45/2024/ND-CP",
        "45 / 2024 / NĐ – CP",
        "045/2024/NĐ-CP",
        "12/2023/QH15; 45/2024/NĐ-CP",
        "12/2025/QĐ-UBND - 45/2024/NĐ-CP - Điều 3",
        "(45/2024/NĐ-CP)",
        "45/2024/N\u0110-CP.",
    ],
)
def test_text_names_the_instrument(text: str) -> None:
    assert DECREE.names(text)


@pytest.mark.parametrize(
    "text",
    [
        "145/2024/NĐ-CP",
        "5/2024/NĐ-CP",
        "45/2024/NĐ-CPX",
        "45/2024/NĐ",
        "45/2024/TT-BTC",
        "45/2024/NĐ-CP-BTC",
        "45/2024/NĐ-CP/PL",
        "66.45/2024/NĐ-CP",
        "1/45/2024/NĐ-CP",
        "45/20245/NĐ-CP",
        "45/2024",
        "",
    ],
)
def test_another_number_is_not_the_instrument(text: str) -> None:
    assert not DECREE.names(text)


@pytest.mark.parametrize(
    ("key", "text", "named"),
    [
        ("7/2025/NQ-CP", "66.7/2025/NQ-CP", False),
        ("66.7/2025/NQ-CP", "Nghị quyết 66.7/2025/NQ-CP", True),
        ("66.7/2025/NQ-CP", "6697/2025/NQ-CP", False),
        ("468/QĐ-TTg", "468/QĐ-TTg ngày 27/3/2021", True),
        ("468/QĐ-TTg", "1468/QĐ-TTg", False),
        ("QCVN 120:2019/BTTTT", "QCVN 120:2019/BTTTT", True),
        ("Hiến pháp", "Hiến pháp, Điều 5", True),
        ("a(b/2024", "a(b/2024", True),
    ],
)
def test_other_shapes_of_numbers(key: str, text: str, named: bool) -> None:
    assert Citation(1, key).names(text) is named


def test_parts_of_a_content_tell_their_grounds_and_those_that_are_over_do_not() -> None:
    content = {
        "legal_basis": ["A"],
        "fees": [
            {"rules": [{"legal_basis": ["B"], "valid_to": "2026-12-31"}, {"legal_basis": "C"}]},
            {"legal_basis": ["D", 5], "valid_to": None},
        ],
    }

    found = list(bases_in(content, date(2026, 12, 31)))

    assert found == [("", "A"), ("fees/0/rules/1", "C"), ("fees/1", "D")]
    assert ("fees/0/rules/0", "B") in bases_in(content, date(2026, 12, 30))
