# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of dossiers as an Excel workbook.

Legal basis: 03/2025/TT-VPCP (Mẫu 07, columns to be confirmed).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from lienthong.kernel.sheets import DAY, MOMENT, write_cell

COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("code", "Mã hồ sơ", 22),
    ("content", "Nội dung", 44),
    ("sets", "Số bộ", 7),
    ("applicant", "Chủ hồ sơ", 26),
    ("address", "Địa chỉ", 36),
    ("phone", "Điện thoại", 14),
    ("received", "Nhận lúc", 17),
    ("due", "Hẹn trả", 17),
    ("returned", "Đã trả lúc", 17),
    ("taker", "Người nhận kết quả", 26),
    ("area", "Địa bàn", 24),
    ("note", "Ghi chú", 26),
)
HEAD_ROW = 3


def register_heading(title: str, span: str) -> tuple[str, str]:
    """The lines above the columns: what the register is, of whom, and of which days."""
    return f"SỔ THEO DÕI HỒ SƠ – {title}", span


def register_workbook(rows: Sequence[dict[str, Any]], *, title: str, span: str) -> bytes:
    """Write the register's rows; moments are dates, text is never read as a formula."""
    import xlsxwriter  # asked for on one page only

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Sổ theo dõi")
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    box = {"border": 1, "text_wrap": True, "valign": "top"}
    cell, days, moments = (
        book.add_format(box | shown) for shown in ({}, {"num_format": DAY}, {"num_format": MOMENT})
    )
    of_whom, of_when = register_heading(title, span)
    sheet.write_string(0, 0, of_whom, bold)
    sheet.write_string(1, 0, of_when)
    sheet.write_string(HEAD_ROW - 1, 0, "TT", head)
    for place, (_key, words, width) in enumerate(COLUMNS, 1):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD_ROW - 1, place, words, head)
    for number, row in enumerate(rows, 1):
        sheet.write_number(HEAD_ROW - 1 + number, 0, number, cell)
        for place, (key, _words, _width) in enumerate(COLUMNS, 1):
            at = (HEAD_ROW - 1 + number, place)
            value = row.get(key)
            write_cell(sheet, at, value, days=days, moments=moments, text=cell)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()
