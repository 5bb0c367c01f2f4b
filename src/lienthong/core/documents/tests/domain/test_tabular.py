# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows into CSV and Excel: nothing becomes a formula, memory does not grow with the rows."""

from __future__ import annotations

import csv
import resource
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from lienthong.core.documents.domain import tabular
from lienthong.core.documents.domain.tabular import Row, neutral, write_csv, write_excel
from lienthong.testing.sizes import some

HEAD = ["Mã", "Tên", "Số"]
ROWS: list[Row] = [
    ["H50.12-1", "=HYPERLINK(1)", 5],
    ["+84", "@a", -2],
    [None, "Ổn Ẵm", date(2026, 11, 20)],
    ["\tx", "-1", datetime(2026, 11, 20, 8, 5)],  # noqa: DTZ001  # a local moment as shown
]


@pytest.mark.covers("5.4")
def test_csv_text_never_begins_like_a_formula(tmp_path: Path) -> None:
    path, ticks = tmp_path / "a.csv", list[int]()
    assert write_csv(path, HEAD, ROWS, ticks.append) == 4
    assert path.read_bytes().startswith("\ufeffMã".encode())
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == HEAD
    assert rows[1:] == [
        ["H50.12-1", "'=HYPERLINK(1)", "5"],
        ["'+84", "'@a", "-2"],
        ["", "Ổn Ẵm", "20/11/2026"],
        ["'\tx", "'-1", "20/11/2026 08:05"],
    ]
    assert [neutral(cell) for cell in (-3, "-3", 2.5, True)] == ["-3", "'-3", "2.5", "True"]


@pytest.mark.covers("5.4")
def test_excel_keeps_text_as_text_and_starts_another_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabular, "SHEET_ROWS", 3)
    path, ticks = tmp_path / "a.xlsx", list[int]()
    monkeypatch.setattr(tabular, "TICK", 2)
    assert write_excel(path, HEAD, ROWS, ticks.append) == 4
    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_index(place).to_python() for place in range(2)]
    assert sheets[0][1] == ["H50.12-1", "=HYPERLINK(1)", 5.0]
    assert sheets[0][3] == ["", "Ổn Ẵm", date(2026, 11, 20)]
    assert sheets[1] == [HEAD, ROWS[3]]
    assert write_excel(tmp_path / "d.xlsx", HEAD, [["x", date(1890, 1, 2), 1]], ticks.append) == 1
    old = CalamineWorkbook.from_path(str(tmp_path / "d.xlsx")).get_sheet_by_index(0).to_python()
    assert old[1] == ["x", "02/01/1890", 1.0]
    assert ticks == [2, 4]
    assert write_excel(tmp_path / "b.xlsx", HEAD, [], ticks.append) == 0
    named = tmp_path / "c.xlsx"
    assert write_excel(named, HEAD, ROWS, ticks.append, ["SỔ", "Từ ngày"]) == 4
    book = CalamineWorkbook.from_path(str(named))
    sheets = [book.get_sheet_by_index(place).to_python() for place in range(2)]
    assert [row[0] for row in sheets[0]] == ["SỔ", "Từ ngày", "Mã", "H50.12-1", "+84", ""]
    assert [row[0] for row in sheets[1]] == ["SỔ", "Từ ngày", "Mã", "\tx"]


@pytest.mark.covers("5.4")
@pytest.mark.parametrize("count", some([2_000, 100_000], 1))
def test_memory_does_not_grow_with_rows(tmp_path: Path, count: int) -> None:
    def rows() -> Iterator[Row]:
        for number in range(count):
            yield [f"H50.12-{number}", "Nguyễn Thị Hồng Ánh " * 3, number, *["x" * 20] * 9]

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    head = [str(place) for place in range(12)]
    assert write_excel(tmp_path / "a.xlsx", head, rows(), lambda _count: None) == count
    assert write_csv(tmp_path / "a.csv", head, rows(), lambda _count: None) == count
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000
