# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cells of a workbook: days and moments are dates that sort, text is never read as a formula."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

Cell = object
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
"""How a sheet shows them."""
_FIRST_YEAR = 1900


def plain(value: Cell) -> str:
    """A value in the words of a sheet: days and moments as they are given, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def write_cell(
    sheet: Any, at: tuple[int, int], cell: Cell, *, days: Any, moments: Any, text: Any = None
) -> None:
    """Write a number, a day or moment (a date with its format), anything else as text.

    A day before 1900, which a sheet has no number for, is text.
    """
    if isinstance(cell, datetime) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(*at, cell.replace(tzinfo=None), moments)
    elif isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(*at, cell, days)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*at, cell, text)
    else:
        sheet.write_string(*at, plain(cell), text)
