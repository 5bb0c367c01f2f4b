# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Biểu II.06a as a workbook.

Legal basis: 01/2020/TT-VPCP (to be confirmed).
"""

from __future__ import annotations

import io
from itertools import groupby
from typing import Any

from lienthong.modules.onestop.reports.resolving import ResolvingReport

HEAD = 6
LINE, WIDE = 16, 34
"""Height of a line in points; characters that fit beside each other in the first column."""
UNCONFIRMED = "Mẫu biểu chờ xác nhận: chưa đối chiếu với văn bản gốc."


def resolving_workbook(report: ResolvingReport) -> bytes:
    """The form with its numbered columns, rows by field, the total first, the signatures."""
    import xlsxwriter  # asked for on one page only

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("II.06a")
    styles = _styles(book)
    _title(sheet, report, styles)
    _heads(sheet, report, styles)
    last = _rows(sheet, report, styles)
    _foot(sheet, report, styles, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD - 1, HEAD + 1)
    book.close()
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12}
    box = base | {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "plain": book.add_format(base),
        "bold": book.add_format(base | {"bold": True}),
        "title": book.add_format(base | {"bold": True, "font_size": 14, "align": "center"}),
        "centre": book.add_format(base | {"align": "center"}),
        "sign": book.add_format(base | {"bold": True, "align": "center"}),
        "head": book.add_format(box | {"bold": True, "align": "center"}),
        "order": book.add_format(box | {"italic": True, "align": "center"}),
        "text": book.add_format(box),
        "number": book.add_format(box | {"num_format": "#,##0", "align": "right"}),
        "sum_text": book.add_format(box | {"bold": True}),
        "sum": book.add_format(box | {"bold": True, "num_format": "#,##0", "align": "right"}),
    }


def _title(sheet: Any, report: ResolvingReport, styles: dict[str, Any]) -> None:
    wide = len(report.columns) + 1
    asked = report.asked
    sheet.write_string(0, 0, report.form["code"], styles["bold"])
    sheet.write_string(0, wide - 4, f"Đơn vị báo cáo: {report.agency}", styles["plain"])
    sheet.write_string(1, 0, f"Ban hành theo {report.form['basis']}", styles["plain"])
    sheet.merge_range(2, 0, 2, wide, report.form["title"], styles["title"])
    period = f"Kỳ báo cáo: từ ngày {asked.since:%d/%m/%Y} đến ngày {asked.until:%d/%m/%Y}"
    sheet.merge_range(3, 0, 3, wide, period, styles["centre"])
    sheet.write_string(4, wide - 2, report.form["unit"], styles["plain"])


def _heads(sheet: Any, report: ResolvingReport, styles: dict[str, Any]) -> None:
    head = styles["head"]
    sheet.merge_range(HEAD - 1, 0, HEAD, 0, "STT", head)
    sheet.merge_range(HEAD - 1, 1, HEAD, 1, report.form["row_head"], head)
    place = 2
    for title, columns in groupby(report.columns, key=lambda column: column.head):
        found = list(columns)
        sheet.merge_range(HEAD - 1, place, HEAD - 1, place + len(found) - 1, title, head)
        for column in found:
            sheet.write_string(HEAD, place, column.title, head)
            place += 1
    for number in range(place):
        sheet.write_string(HEAD + 1, number, f"({number + 1})", styles["order"])
    sheet.set_row(HEAD - 1, LINE * 1.5)
    sheet.set_row(HEAD, LINE * max(len(column.title) // 10 + 1 for column in report.columns))
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, WIDE)
    sheet.set_column(2, place - 1, 11)


def _rows(sheet: Any, report: ResolvingReport, styles: dict[str, Any]) -> int:
    row = HEAD + 2
    sheet.write_string(row, 0, "", styles["sum_text"])
    sheet.write_string(row, 1, report.form["total"], styles["sum_text"])
    for place, value in enumerate(report.total, 2):
        sheet.write_number(row, place, value, styles["sum"])
    for number, (field, values) in enumerate(report.rows, 1):
        row += 1
        sheet.set_row(row, LINE * (len(field) // WIDE + 1) + 4)
        sheet.write_number(row, 0, number, styles["order"])
        sheet.write_string(row, 1, field, styles["text"])
        for place, value in enumerate(values, 2):
            sheet.write_number(row, place, value, styles["number"])
    return row


def _foot(sheet: Any, report: ResolvingReport, styles: dict[str, Any], last: int) -> None:
    wide = len(report.columns) + 1
    made = f"Số liệu tính lúc {report.made_at:%H:%M ngày %d/%m/%Y}."
    sheet.write_string(last + 2, 0, made, styles["plain"])
    if not report.form["confirmed"]:
        sheet.write_string(last + 3, 0, UNCONFIRMED, styles["plain"])
    sheet.write_string(last + 5, 1, "Người lập biểu", styles["sign"])
    sheet.merge_range(last + 5, wide - 4, last + 5, wide, "Thủ trưởng đơn vị", styles["sign"])
