# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Excel both ways: rows written as text, sheets read with limits and without their formulas.

A workbook is a zip of XML made by somebody else. Before any of it is believed every entry is read
once, bounded, for what does not belong into a table: formulas, macros, entities, links outside.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.directories import (
    Brought,
    Directory,
    Field,
    FieldKind,
    Verdict,
    plain_value,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import fold, nfc
from lienthong.portals.administration.directories.words import said

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 5_000_000
UNPACKED = 60_000_000
ENTRIES = 200
ROWS, COLUMNS = 5_000, 60
SHOWN_ERRORS = 200
_BLOCK = 1 << 16
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: rows with their numbers in the sheet, the fields of the columns found."""

    rows: Sequence[Brought]
    unknown: Sequence[str]


def write_rows(directory: Directory, rows: Sequence[Any], *, told: str) -> bytes:
    """The rows as a list shows them; what can be imported has the importable columns instead."""
    fields = directory.exchanged()
    if directory.exchange is None or not directory.exchange.key_field:
        heads = [str(column.title) for column in directory.columns]
        lines = [[said(column.value(row)) for column in directory.columns] for row in rows]
    else:
        heads = [str(field.title) for field in fields]
        values = directory.exchange.values
        lines = [_line(fields, values(row)) for row in rows]
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
    lines: list[list[str]] = []
    marks: dict[tuple[int, int], bool] = {}
    for number, verdict in enumerate(verdicts):
        values = verdict.brought.values
        lines.append([*(_plain(values.get(f.key)) for f in fields), _sentence(fields, verdict)])
        places = {f.key: place for place, f in enumerate(fields)}
        marks |= {(number, places[k]): True for k in verdict.errors if k in places}
    return _workbook(str(directory.title), heads, lines, marks=marks)


def _line(fields: Sequence[Field], values: Mapping[str, Any]) -> list[str]:
    return [_plain(plain_value(f, values[f.key])) if f.key in values else "" for f in fields]


def _plain(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return "; ".join(value) if isinstance(value, list) else said(value) if value else ""


def _note(field: Field) -> str:
    kinds = {
        FieldKind.DATE: _("Ngày, ví dụ 15/11/2026."),
        FieldKind.YES_NO: _("Ghi “có” hoặc để trống."),
        FieldKind.PICK: _("Mã hoặc tên đúng như trong hệ thống."),
        FieldKind.PICKS: _("Mã, cách nhau bằng dấu chấm phẩy."),
        FieldKind.SEVERAL: _("Cách nhau bằng dấu chấm phẩy."),
    }
    must = _("Bắt buộc.") if field.required else _("Có thể để trống.")
    return " ".join(part for part in (must, kinds.get(field.kind, ""), str(field.hint)) if part)


def _sentence(fields: Sequence[Field], verdict: Verdict) -> str:
    titles = {field.key: str(field.title) for field in fields}
    return "; ".join(
        f"{titles[key]}: {text}" if key in titles else text for key, text in verdict.errors.items()
    )


def _workbook(
    told: str,
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    *,
    notes: Mapping[int, str] | None = None,
    marks: Mapping[tuple[int, int], bool] | None = None,
) -> bytes:
    """One sheet; every text stays text, so that no cell is read as a formula."""
    import xlsxwriter  # asked for on few pages only

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", told)[:31] or "1")
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    wrong = book.add_format({"border": 2, "bold": True, "text_wrap": True, "valign": "top"})
    for place, words in enumerate(heads):
        sheet.set_column(place, place, max(14, min(44, len(words) + 6)))
        sheet.write_string(0, place, words, head)
        if notes and notes.get(place):
            sheet.write_comment(0, place, notes[place])
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            shape = wrong if marks and (number, place) in marks else cell
            sheet.write_string(number + 1, place, str(text), shape)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def read_sheet(directory: Directory, body: bytes) -> Sheet:
    """The first sheet's rows by field. Raises ``InvalidInput`` with a sentence that says why not.

    The first row names the columns; columns nobody knows are told, empty rows are left out.
    """
    _inspect(body)
    table = _table(body)
    fields = {fold(str(field.title)): field for field in directory.exchanged()}
    heads = [fold(nfc(str(text))).strip() for text in table[0]]
    known = {place: fields[text] for place, text in enumerate(heads) if text in fields}
    there = {field.key for field in known.values()}
    lacking = [str(f.title) for f in directory.exchanged() if _is_needed(f) and f.key not in there]
    if not known or lacking:
        told = _("Dòng đầu thiếu cột: %(names)s. Hãy dùng tệp mẫu.")
        raise InvalidInput(told % {"names": ", ".join(lacking) or "…"})
    rows = [
        Brought(str(number), {f.key: _cell(line[place]) for place, f in known.items()})
        for number, line in enumerate(table[1:], 2)
        if any(str(text).strip() for text in line)
    ]
    if not rows:
        raise InvalidInput(_("Tệp chưa có dòng nào dưới dòng tên cột."))
    unknown = [str(t) for p, t in enumerate(table[0]) if p not in known and str(t).strip()]
    return Sheet(rows, unknown[:10])


def _is_needed(field: Field) -> bool:
    """Whether nothing can be made without the column: it is asked and nothing stands for it."""
    return field.required and field.default is None and field.kind is not FieldKind.YES_NO


def _cell(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return nfc(str(value)).strip()


def _inspect(body: bytes) -> None:
    """Refuse what is no plain workbook, before anything unpacks it."""
    if len(body) > LARGEST:
        raise InvalidInput(_("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES:
                raise InvalidInput(_too_much())
            _read_through(archive, entries)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as broken:
        told = _("Đây không phải tệp Excel (.xlsx), hoặc tệp đã hỏng.")
        raise InvalidInput(told) from broken


def _read_through(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise InvalidInput(_("Đây không phải tệp Excel (.xlsx), hoặc tệp đã hỏng."))
    if any("vbaproject" in name or "externallink" in name for name in names):
        raise InvalidInput(
            _("Tệp có macro hoặc liên kết ra ngoài. Hãy lưu lại thành .xlsx thường.")
        )
    left = UNPACKED
    for entry in entries:
        is_sheet = entry.filename.lower().startswith("xl/worksheets/")
        left = _read_entry(archive, entry, left, is_sheet=is_sheet)


def _read_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, *, is_sheet: bool
) -> int:
    """How many bytes may still come; what an entry says of its own size is not believed."""
    tail = b""
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise InvalidInput(_too_much())
            text = tail + block
            if _ENTITY.search(text):
                raise InvalidInput(_("Tệp có thực thể XML lạ nên không được đọc."))
            if is_sheet and _FORMULA.search(text):
                raise InvalidInput(_with_formulas())
            tail = text[-16:]
    return left


def _too_much() -> str:
    return _("Tệp bung ra quá lớn nên không được đọc.")


def _with_formulas() -> str:
    return _("Tệp có công thức. Hãy dán lại thành giá trị (Dán đặc biệt, Giá trị) rồi gửi lại.")


def _table(body: bytes) -> list[list[Any]]:
    from python_calamine import (  # a binary library, asked for on one page only
        CalamineError,
        CalamineWorkbook,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as broken:
        raise InvalidInput(_("Không đọc được bảng tính trong tệp.")) from broken
    if not rows:
        raise InvalidInput(_("Tệp chưa có dòng nào."))
    if len(rows) > ROWS + 1 or len(rows[0]) > COLUMNS:
        told = _("Tệp có quá %(rows)s dòng hoặc %(columns)s cột. Hãy chia nhỏ.")
        raise InvalidInput(told % {"rows": ROWS, "columns": COLUMNS})
    return rows
