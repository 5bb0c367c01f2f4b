# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows as workbooks: as a list shows them, as an import reads them, with what is wrong in each."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.directories import (
    Directory,
    Field,
    FieldKind,
    Verdict,
    plain_value,
    shown_value,
)
from lienthong.kernel.sheets import DAY, write_cell
from lienthong.portals.administration.directories.words import said

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_ERRORS = 200
"""So many rows of each kind stand on the screen; the counts are those of all."""


def write_rows(directory: Directory, rows: Sequence[Any], *, told: str) -> bytes:
    """The rows as a list shows them; what can be imported has the importable columns instead.

    What only steers a change stays empty: the day of the last one, sent back with another name,
    would rewrite what is past.
    """
    exchange, fields = directory.exchange, directory.exchanged()
    if exchange is None:
        heads = [str(column.title) for column in directory.columns]
        lines = [[_cell(column.value(row)) for column in directory.columns] for row in rows]
        return _workbook(told, heads, lines)
    changing = directory.act(exchange.changes)
    steers = {field.key for field in changing.fields if not field.kept} if changing else set()
    heads = [str(field.title) for field in fields]
    lines = [_line(fields, exchange.values(row), without=steers) for row in rows]
    return _workbook(told, heads, lines)


def write_template(directory: Directory) -> bytes:
    """An empty sheet with the columns that an import reads, and what each takes."""
    fields = directory.exchanged()
    heads = [str(field.title) for field in fields]
    notes = {place: _note(field) for place, field in enumerate(fields)}
    return _workbook(str(directory.title), heads, [], notes=notes)


def write_verdicts(directory: Directory, verdicts: Sequence[Verdict]) -> bytes:
    """The rows that were sent with what is wrong in each, to be corrected and sent again."""
    fields = directory.exchanged()
    heads = [*(str(field.title) for field in fields), _("Lỗi")]
    lines: list[list[str | date]] = []
    marks: dict[tuple[int, int], bool] = {}
    for number, verdict in enumerate(verdicts):
        values = verdict.brought.values
        lines.append([*(_plain(f, values.get(f.key)) for f in fields), _sentence(fields, verdict)])
        places = {f.key: place for place, f in enumerate(fields)}
        marks |= {(number, places[k]): True for k in verdict.errors if k in places}
    return _workbook(str(directory.title), heads, lines, marks=marks)


def _line(
    fields: Sequence[Field], values: Mapping[str, Any], *, without: Collection[str]
) -> list[str | date]:
    return [
        _written(f, values[f.key]) if f.key in values and f.key not in without else ""
        for f in fields
    ]


def _written(field: Field, value: Any) -> str | date:
    """A value as an import reads it again: choices by their titles, not by our codes."""
    plain = plain_value(field, value)
    return shown_value(field, plain) if field.kind is FieldKind.CHOICE else _plain(field, plain)


def _cell(value: Any) -> str | date:
    """A value of a list: a day as a day, anything else in words."""
    return value if type(value) is date else said(value)


def _plain(field: Field, value: Any) -> str | date:
    """A plain value in a cell: days as days, codes that look like days as they are."""
    is_day = field.kind is FieldKind.DATE and isinstance(value, str)
    if is_day and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is False else said(value)


def _note(field: Field) -> str:
    kinds = {
        FieldKind.DATE: _("Ngày, ví dụ 15/11/2026."),
        FieldKind.YES_NO: _("Ghi “có” hoặc để trống."),
        FieldKind.PICK: _("Mã hoặc tên đúng như trong hệ thống."),
        FieldKind.PICKS: _("Mã, cách nhau bằng dấu chấm phẩy."),
        FieldKind.SEVERAL: _("Cách nhau bằng dấu chấm phẩy."),
    }
    must = _("Bắt buộc.") if is_needed(field) else _("Có thể để trống.")
    return " ".join(part for part in (must, kinds.get(field.kind, ""), str(field.hint)) if part)


def _sentence(fields: Sequence[Field], verdict: Verdict) -> str:
    titles = {field.key: str(field.title) for field in fields}
    return "; ".join(
        f"{titles[key]}: {text}" if key in titles else text for key, text in verdict.errors.items()
    )


def _workbook(
    told: str,
    heads: Sequence[str],
    lines: Sequence[Sequence[str | date]],
    *,
    notes: Mapping[int, str] | None = None,
    marks: Mapping[tuple[int, int], bool] | None = None,
) -> bytes:
    """One sheet; days are dates, every text stays text, so that no cell is read as a formula."""
    import xlsxwriter  # asked for on few pages only

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", told)[:31] or "1")
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    box = {"border": 1, "text_wrap": True, "valign": "top"}
    cell, days = (book.add_format(box | {"num_format": shown}) for shown in ("@", DAY))
    wrong = book.add_format({"border": 2, "bold": True, "text_wrap": True, "valign": "top"})
    for place, words in enumerate(heads):
        sheet.set_column(place, place, max(14, min(44, len(words) + 6)))
        sheet.write_string(0, place, words, head)
        if notes and notes.get(place):
            sheet.write_comment(0, place, notes[place])
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            shape = wrong if marks and (number, place) in marks else cell
            write_cell(sheet, (number + 1, place), text, days=days, moments=days, text=shape)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def is_needed(field: Field) -> bool:
    """Whether nothing can be made without the column: it is asked and nothing stands for it."""
    return field.required and field.default is None and field.kind is not FieldKind.YES_NO
