# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sheets read with limits and without their formulas.

A workbook is a zip of XML made by somebody else. Before any of it is believed every entry is read
once, bounded, for what does not belong into a table: formulas, macros, entities, links outside.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lienthong.kernel.archives import BROKEN
from lienthong.kernel.directories import Brought, Directory, Field, FieldKind
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import fold, nfc
from lienthong.portals.administration.directories.extent import Extent, UnreadableSheetError
from lienthong.portals.administration.directories.sheets import EXCEL, is_needed

SHEET_TYPES = (
    EXCEL,
    "application/zip",
    "application/vnd.ms-excel",
    "application/msword",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/octet-stream",
)
"""What the edge lets through: workbooks, and what is refused here in words of its own."""
LARGEST = 5_000_000
UNPACKED = 60_000_000
ENTRIES = 200
ROWS, COLUMNS = 5_000, 60
_BLOCK = 1 << 16
_TAIL = 256  # bytes looked at again, so that nothing hides between two blocks
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_WITH_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br=\"([A-Z]{1,3}\d{1,7})\"[^<>]*>\s*<(?:\w+:)?f[\s>/]"
)
_OLD = b"\xd0\xcf\x11\xe0"
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: rows with their numbers in the sheet, the fields of the columns found."""

    rows: Sequence[Brought]
    unknown: Sequence[str]


def read_sheet(directory: Directory, body: bytes) -> Sheet:
    """The first sheet's rows by field. Raises ``InvalidInput`` with a sentence that says why not.

    The first row names the columns; columns nobody knows are told, empty rows are left out.
    """
    _inspect(body)
    table = _table(body)
    fields = _by_title(directory)
    heads = [fold(nfc(str(text))).strip() for text in table[0]]
    known = {place: fields[text] for place, text in enumerate(heads) if text in fields}
    there = {field.key for field in known.values()}
    lacking = [str(f.title) for f in directory.exchanged() if is_needed(f) and f.key not in there]
    if not known or lacking:
        told = _("Dòng đầu thiếu cột: %(names)s. Hãy dùng tệp mẫu.")
        raise InvalidInput(told % {"names": ", ".join(lacking) or "…"})
    rows = [
        Brought(str(number), {f.key: _cell(f, line[place]) for place, f in known.items()})
        for number, line in enumerate(table[1:], 2)
        if any(str(text).strip() for text in line)
    ]
    if not rows:
        raise InvalidInput(_("Tệp chưa có dòng nào dưới dòng tên cột."))
    unknown = [str(t) for p, t in enumerate(table[0]) if p not in known and str(t).strip()]
    return Sheet(rows, unknown[:10])


def _by_title(directory: Directory) -> dict[str, Field]:
    """The fields by the titles of their columns: a sheet written in one language is read in all."""
    spoken = get_language() or settings.LANGUAGE_CODE
    found: dict[str, Field] = {}
    for language in (*(code for code, _name in settings.LANGUAGES if code != spoken), spoken):
        with override(language):
            found |= {fold(str(field.title)): field for field in directory.exchanged()}
    return found


def _cell(field: Field, value: Any) -> str:
    if isinstance(value, datetime | date) and field.kind is FieldKind.DATE:
        return f"{value:%Y-%m-%d}"
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
    except BROKEN as broken:
        raise InvalidInput(_other_kind(body)) from broken


def not_a_workbook() -> str:
    """What is said of a file that is none."""
    return _("Đây không phải tệp Excel (.xlsx), hoặc tệp đã hỏng.")


def _other_kind(body: bytes) -> str:
    """What to do with a file that clerks take for a workbook: an old one, a list of text."""
    if body.startswith(_OLD):
        return _("Đây là tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy mở và lưu lại thành .xlsx.")
    try:
        head = body[:4096].decode("utf-8-sig", "strict")
    except UnicodeDecodeError:
        head = ""
    if "\n" in head and any(mark in head.splitlines()[0] for mark in ",;\t"):
        return _("Đây là tệp chữ (.csv). Hãy mở bằng Excel và lưu lại thành .xlsx.")
    return not_a_workbook()


def _read_through(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if "content.xml" in names and "mimetype" in names:
        raise InvalidInput(_("Đây là bảng tính .ods. Hãy mở ra và lưu lại thành .xlsx."))
    if not any(name.startswith("xl/worksheets/") for name in names):
        raise InvalidInput(not_a_workbook())
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
    tail, extent = b"", Extent(_refuse_far)
    with archive.open(entry) as stream:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise InvalidInput(_too_much())
            text = tail + block
            if _ENTITY.search(text):
                raise InvalidInput(_("Tệp có thực thể XML lạ nên không được đọc."))
            if is_sheet and _FORMULA.search(text):
                raise InvalidInput(_with_formulas(text))
            _follow(extent, block)
            tail = text[-_TAIL:]
    return left


def _follow(extent: Extent, block: bytes) -> None:
    try:
        extent.feed(block)
    except UnreadableSheetError as broken:
        raise InvalidInput(_unreadable()) from broken


def _refuse_far(row: int, column: int) -> None:
    if row > ROWS + 1 or column > COLUMNS:
        told = _("Tệp có quá %(rows)s dòng hoặc %(columns)s cột. Hãy chia nhỏ.")
        raise InvalidInput(told % {"rows": ROWS, "columns": COLUMNS})


def _unreadable() -> str:
    return _("Không đọc được bảng tính trong tệp.")


def _too_much() -> str:
    return _("Tệp bung ra quá lớn nên không được đọc.")


def _with_formulas(text: bytes) -> str:
    """Which cells hold formulas, the first few, and what to do."""
    told = _("Tệp có công thức. Hãy dán lại thành giá trị (Dán đặc biệt, Giá trị) rồi gửi lại.")
    cells = list(dict.fromkeys(place.decode() for place in _WITH_FORMULA.findall(text)))
    if not cells:
        return told
    where = _("Ô có công thức: %(cells)s.") % {"cells": ", ".join(cells[:5])}
    return f"{told} {where}"


def _table(body: bytes) -> list[list[Any]]:
    from python_calamine import (  # a binary library, asked for on one page only
        CalamineError,
        CalamineWorkbook,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, IndexError) as broken:
        raise InvalidInput(_unreadable()) from broken
    if not rows:
        raise InvalidInput(_("Tệp chưa có dòng nào."))
    _refuse_far(len(rows), len(rows[0]))
    return rows
