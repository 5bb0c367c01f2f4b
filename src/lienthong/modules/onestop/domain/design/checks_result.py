# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the result: its lines, its number, its layout with every field it names.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.checks_shared import (
    basis_faults,
    key_faults,
    text_faults,
)
from lienthong.modules.onestop.domain.design.facts import RESULT_VALUES, Facts, Fault
from lienthong.modules.onestop.domain.design.layouts import (
    layout_fields,
    misplaced_fields,
    unknown_fields,
)
from lienthong.modules.onestop.domain.design.places import value_at

NUMBER_PARTS = frozenset({"value", "year", "symbol", "agency"})
FROM_PARTNER = "result.data."
"""What another authority adds to the result: empty until it does."""
MARK = "mark"
"""A column that shows a word of its own for every row."""
_WIDTH = re.compile(r"(?:0[1-9])?")
"""Leading zeros of a number: ``{value:02}``; nothing wider, nothing else."""
_BOOK = re.compile(r"[a-z][a-z0-9_]{0,59}")


def result_faults(content: Content, facts: Facts) -> Iterator[Fault]:
    """What is wrong with the result and the refusal."""
    result = content.get("result") or {}
    yield from text_faults(content, "result", "result.name", _("Kết quả chưa có tên."), most=200)
    yield from basis_faults(result.get("legal_basis"), "result", facts)
    yield from _number(result)
    yield from _layout(content, "result", facts)
    yield from _lines(result, facts)
    yield from _tables(result, facts)
    refusal = _("Văn bản từ chối chưa có tên.")
    yield from text_faults(content, "result/refusal", "result.refusal.name", refusal, most=200)
    yield from basis_faults(
        value_at(content, "result.refusal.legal_basis"), "result/refusal", facts
    )
    yield from _layout(content, "result.refusal", facts)


def _number(result: Mapping[str, Any]) -> Iterator[Fault]:
    place = "result/number"
    number = result.get("number") or {}
    if not _BOOK.fullmatch(str(number.get("book") or "")):
        yield Fault(place, _("Chưa chọn sổ cấp số."))
    pattern = str(number.get("pattern") or "")
    try:
        found = [part[1:] for part in string.Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        found = [("?", "", None)]
    parts = {name for name, _spec, _conversion in found}
    odd = any(conversion or not _WIDTH.fullmatch(spec or "") for _n, spec, conversion in found)
    if "value" not in parts or parts - NUMBER_PARTS or odd:
        text = _("Cách ghi số phải có {value} và chỉ dùng thêm {year}, {symbol}, {agency}.")
        yield Fault(place, text)


def _lines(result: Mapping[str, Any], facts: Facts) -> Iterator[Fault]:
    lines = result.get("fields") or []
    yield from key_faults(lines, "result/fields")
    if not lines:
        yield Fault("result", _("Kết quả chưa có dòng nào."))
    for line in lines:
        place = f"result/fields/{line.get('key')}"
        name = str(line.get("label") or line.get("key"))
        if not line.get("label"):
            yield Fault(place, _("Dòng “%(name)s” chưa có tên.") % {"name": name})
        value = str(line.get("value") or "")
        if value and value not in RESULT_VALUES and not value.startswith(FROM_PARTNER):
            text = _("Dòng “%(name)s” lấy một giá trị không có: %(key)s.")
            yield Fault(place, text % {"name": name, "key": value})
        asked = line.get("from") or []
        for key in [asked] if isinstance(asked, str) else asked:
            if facts.has_form and key not in facts.questions:
                text = _("Dòng “%(name)s”: biểu mẫu không có câu hỏi “%(key)s”.")
                yield Fault(place, text % {"name": name, "key": facts.former(key)})
        if not (line.get("value") or asked or line.get("signature")):
            text = _("Dòng “%(name)s” chưa nói lấy từ đâu.")
            yield Fault(place, text % {"name": name})


def _tables(result: Mapping[str, Any], facts: Facts) -> Iterator[Fault]:
    tables = result.get("tables") or []
    yield from key_faults(tables, "result/tables")
    for table in tables:
        place = f"result/tables/{table.get('key')}"
        name = str(table.get("title") or table.get("key"))
        yield from key_faults(table.get("columns") or [], f"{place}/columns")
        if not table.get("columns"):
            yield Fault(place, _("Bảng “%(name)s” chưa có cột nào.") % {"name": name})
        items = table.get("items") or {}
        known = facts.tables.get(str(items.get("group") or ""))
        if known is None:
            if facts.has_form:
                yield Fault(place, _no_table(str(items.get("group") or ""), name, facts))
            continue
        for column in table.get("columns") or ():
            yield from _column(column, items, known, place, name, facts)


def _no_table(group: str, name: str, facts: Facts) -> str:
    unsaid = _("Bảng “%(name)s” chưa chọn bảng nào của biểu mẫu.")
    text = _("Bảng “%(name)s”: biểu mẫu không có bảng “%(key)s”.") if group else unsaid
    return text % {"name": name, "key": facts.former(group)}


def _column(
    column: Mapping[str, Any],
    items: Mapping[str, Any],
    known: Sequence[str],
    place: str,
    name: str,
    facts: Facts,
) -> Iterator[Fault]:
    """A column is filled from one of the form's table; a mark says itself what it shows."""
    source = str(items.get(str(column.get("key"))) or "")
    said = {"name": name, "column": column.get("label") or column.get("key"), "key": source}
    if column.get("key") == MARK:
        return
    if not source:
        yield Fault(place, _("Bảng “%(name)s”: cột “%(column)s” chưa nói lấy từ đâu.") % said)
    elif source not in known:
        text = _("Bảng “%(name)s”: cột “%(column)s” lấy từ “%(key)s”, biểu mẫu không có cột này.")
        yield Fault(place, text % (said | {"key": facts.former(source)}))


def _layout(content: Content, path: str, facts: Facts) -> Iterator[Fault]:
    place = path.replace(".", "/")
    body = value_at(content, f"{path}.body")
    if body:
        known = layout_fields(content, refusal=path.endswith("refusal"))
        for name in unknown_fields(str(body), known):
            text = _("Mẫu có trường “%(name)s” mà kết quả không có.")
            yield Fault(place, text % {"name": name})
        for name in misplaced_fields(str(body)):
            text = _("Trường “%(name)s” của bảng phải nằm trong một hàng của bảng ấy.")
            yield Fault(place, text % {"name": name})
        return
    named = value_at(content, f"{path}.layout") or value_at(content, f"{path}.template")
    if named not in facts.layouts:
        text = _("Chưa có mẫu trình bày “%(name)s”. Hãy viết mẫu.")
        yield Fault(place, text % {"name": named or "–"})
