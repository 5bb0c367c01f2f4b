# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks that many parts of a definition have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.facts import UNITS, Facts, Fault, looked_at
from lienthong.modules.onestop.domain.design.places import value_at

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LONGEST_TIME = 3_650


def text_faults(
    content: Mapping[str, Any], place: str, path: str, missing: str, *, most: int = 5_000
) -> Iterator[Fault]:
    """A text that must be there and not too long."""
    text = str(value_at(content, path) or "").strip()
    if not text:
        yield Fault(place, missing)
    elif len(text) > most:
        yield Fault(place, _("Chữ dài quá %(most)s ký tự.") % {"most": most})


def basis_faults(
    basis: Sequence[str] | None, place: str, facts: Facts, name: str = ""
) -> Iterator[Fault]:
    """Every legal basis begins with an instrument that the register of law knows."""
    if not basis:
        text = _("“%(name)s” chưa ghi căn cứ pháp lý.") if name else _("Chưa ghi căn cứ pháp lý.")
        yield Fault(place, text % {"name": name} if name else text)
    for entry in basis or ():
        number = str(entry).partition(",")[0].strip()
        if number not in facts.law:
            text = _("Văn bản %(number)s chưa có trong danh mục căn cứ.")
            yield Fault(place, text % {"number": number or "–"})


def condition_faults(expression: Any, place: str, name: str, facts: Facts) -> Iterator[Fault]:
    """A condition can be worked out, and looks only at questions of the form."""
    if expression is None:
        return
    for text in facts.expression_faults(expression):
        yield Fault(place, f"“{name}”: {text}")
        return
    for key in dict.fromkeys(looked_at(expression)):
        if facts.has_form and key not in facts.questions:
            text = _("“%(name)s”: điều kiện hỏi “%(key)s”, biểu mẫu không có câu này.")
            yield Fault(place, text % {"name": name, "key": facts.former(key)})


def key_faults(entries: Sequence[Mapping[str, Any]], place: str) -> Iterator[Fault]:
    """Every element has a key of its own."""
    seen: set[str] = set()
    for entry in entries:
        key = str(entry.get("key") or "")
        if not KEY.fullmatch(key):
            text = _("Khóa “%(key)s” phải là chữ thường không dấu, nối bằng dấu _.")
            yield Fault(f"{place}/{key}", text % {"key": key})
        if key in seen:
            yield Fault(f"{place}/{key}", _("Khóa “%(key)s” dùng hai lần.") % {"key": key})
        seen.add(key)


def limit_faults(limit: Mapping[str, Any] | None, place: str, name: str) -> Iterator[Fault]:
    """An amount of a known unit; the same day until a time of the clock."""
    unit, amount = (limit or {}).get("unit"), (limit or {}).get("amount")
    said = {"name": name}
    if unit not in UNITS:
        yield Fault(place, _("“%(name)s”: chọn ngày làm việc, ngày, giờ, tháng.") % said)
    fits = isinstance(amount, int) and not isinstance(amount, bool) and 1 <= amount <= LONGEST_TIME
    if not fits:
        yield Fault(place, _("“%(name)s”: số thời gian phải từ 1 đến 3.650.") % said)
    cutoff = (limit or {}).get("cutoff")
    if cutoff and not CLOCK.fullmatch(str(cutoff)):
        yield Fault(place, _("“%(name)s”: giờ viết như 15:00.") % said)
