# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows written into a file one by one, so that memory does not grow with their number.

Text that a spreadsheet would read as a formula stays text: in Excel files by its type, in CSV by an
apostrophe before it (CSV has no types).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from lienthong.kernel.sheets import DAY, MOMENT, Cell, plain, write_cell

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
TICK = 1_000
"""After so many rows the writer tells how far it is."""
SHEET_ROWS = 1_000_000
WIDTH = 22
Row = Sequence[Cell]


def neutral(value: Cell) -> str:
    """A cell of a CSV file: numbers as they are, text never the start of a formula."""
    text = plain(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if not is_number and text.startswith(FORMULA) else text


def write_csv(path: Path, head: Row, rows: Iterable[Row], tick: Callable[[int], None]) -> int:
    """Write a CSV file in UTF-8 with the mark that Excel needs; answers how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([neutral(cell) for cell in head])
        for count, row in enumerate(rows, 1):
            writer.writerow([neutral(cell) for cell in row])
            if count % TICK == 0:
                tick(count)
    return count


def write_excel(
    path: Path,
    head: Row,
    rows: Iterable[Row],
    tick: Callable[[int], None],
    above: Sequence[str] = (),
) -> int:
    """Write a workbook, a further sheet after a million rows; answers how many rows.

    The lines ``above`` stand over the columns of every sheet, as on the printed form.
    """
    import xlsxwriter  # the worker's work only

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    count = place = 0
    top = len(above) + 1
    with xlsxwriter.Workbook(str(path), options) as book:
        bold, formats = book.add_format({"bold": True}), _formats(book)
        sheet: Any = None
        for count, row in enumerate(rows, 1):
            if sheet is None or place >= SHEET_ROWS + top:
                sheet, place = _sheet(book, head, bold, above), top
            for column, cell in enumerate(row):
                write_cell(sheet, (place, column), cell, **formats)
            place += 1
            if count % TICK == 0:
                tick(count)
        if sheet is None:
            _sheet(book, head, bold, above)
    return count


def _formats(book: Any) -> dict[str, Any]:
    shown = {"days": DAY, "moments": MOMENT}
    return {name: book.add_format({"num_format": one}) for name, one in shown.items()}


def _sheet(book: Any, head: Row, bold: Any, above: Sequence[str]) -> Any:
    sheet = book.add_worksheet()
    for line, words in enumerate(above):
        sheet.write_string(line, 0, words, None if line else bold)
    sheet.set_column(0, max(0, len(head) - 1), WIDTH)
    for column, title in enumerate(head):
        sheet.write_string(len(above), column, plain(title), bold)
    sheet.freeze_panes(len(above) + 1, 0)
    sheet.repeat_rows(len(above))
    return sheet
