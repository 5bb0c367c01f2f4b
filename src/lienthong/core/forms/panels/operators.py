# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Operators as the builder offers them, and which questions an expression can look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.adapters.sources import options_of
from lienthong.core.forms.domain.definitions import COMPOSITE_PARTS, UNASKED
from lienthong.core.forms.domain.outline import fields_of
from lienthong.core.forms.panels.literals import (
    DAY,
    LIST,
    NUMBER,
    TEXT,
    TIME,
    YES_NO,
    Hint,
)
from lienthong.kernel.designs import Content

PARTS: Mapping[str, object] = {
    "full_name": _("Họ tên"),
    "date_of_birth": _("Ngày sinh"),
    "sex": _("Giới tính"),
    "personal_id": _("Số định danh"),
    "phone": _("Điện thoại"),
    "name": _("Tên tổ chức"),
    "tax_code": _("Mã số thuế"),
    "representative": _("Người đại diện"),
}
MOVES = ("years", "months", "days")
LISTS = frozenset({"and", "or", "add", "mul", "join"})
FIXED: Mapping[str, int] = {
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge", "in", "sub", "div"), 2),
    **dict.fromkeys(("not", "empty", "count", "age", "days_since", "shift", "sum"), 1),
    "if": 3,
}
OPERATORS: Sequence[tuple[object, Sequence[tuple[str, object]]]] = (
    (
        _("Phần đơn"),
        (("field", _("Câu trả lời của")), ("value", _("Giá trị")), ("today", _("Hôm nay"))),
    ),
    (
        _("Nhóm điều kiện"),
        (
            ("and", _("Mọi điều sau đều đúng")),
            ("or", _("Ít nhất một điều sau đúng")),
            ("not", _("Điều sau không đúng")),
        ),
    ),
    (
        _("So sánh"),
        (
            ("eq", _("là")),
            ("ne", _("khác")),
            ("lt", _("nhỏ hơn, trước")),
            ("le", _("không quá, không sau")),
            ("gt", _("lớn hơn, sau")),
            ("ge", _("ít nhất, không trước")),
            ("in", _("là một trong")),
            ("empty", _("Chưa trả lời")),
        ),
    ),
    (
        _("Tính số"),
        (
            ("add", _("Cộng các phần")),
            ("sub", _("trừ")),
            ("mul", _("Nhân các phần")),
            ("div", _("chia")),
            ("sum", _("Tổng một cột của bảng")),
            ("count", _("Đếm số mục")),
            ("if", _("Nếu … thì …, không thì …")),
            ("join", _("Ghép chữ")),
        ),
    ),
    (
        _("Tính ngày"),
        (
            ("age", _("Số tuổi từ ngày")),
            ("days_since", _("Số ngày từ ngày")),
            ("shift", _("Dời ngày")),
        ),
    ),
)
SORTS: Mapping[str, str] = {
    **dict.fromkeys(("number", "money"), NUMBER),
    "date": DAY,
    "time": TIME,
    "yes_no": YES_NO,
}
ADDRESS_PARTS: Mapping[str, object] = {"division": _("Mã xã, phường"), "detail": _("Số nhà, thôn")}
CHOSEN = ("choice", "yes_no")
PLAIN = ("eq", "ne", "lt", "le", "gt", "ge", "in")


class Reach:
    """The questions before a place in the form: only these can be looked at.

    Columns of a table are looked at from inside that table only.
    """

    def __init__(self, content: Content, key: str, *, itself: bool) -> None:
        self.questions: dict[str, Mapping[str, Any]] = {}
        page_keys = {page["key"]: page for page in content.get("pages", [])}
        stop = next((q["key"] for q in page_keys.get(key, {}).get("fields", [])), key)
        tables = {
            column["key"]: question["key"]
            for question in fields_of(content)
            for column in question.get("fields", [])
        }
        for question in fields_of(content):
            if question["key"] == stop and not (itself and stop == key):
                break
            is_near = tables.get(question["key"]) in {None, tables.get(key)}
            if is_near and question["kind"] not in {"section", "file"}:
                self.questions[question["key"]] = question
            if question["key"] == stop:
                break

    def choices(self) -> list[tuple[str, str]]:
        """Paths that can be looked at, with their names."""
        found = []
        for key, question in self.questions.items():
            label = str(question.get("label", key))
            found.append((key, label))
            parts = dict(ADDRESS_PARTS) if question["kind"] == "address" else {}
            parts |= {part: PARTS[part] for part in COMPOSITE_PARTS.get(question["kind"], ())}
            found += [(f"{key}.{part}", f"{label} – {name}") for part, name in parts.items()]
        return found

    def first(self, *kinds: str) -> str:
        """The question nearest before, of these kinds where there is one; empty without any."""
        asked = [key for key, q in self.questions.items() if q["kind"] not in UNASKED]
        wanted = [key for key in asked if self.questions[key]["kind"] in kinds]
        return (wanted or asked or [*self.questions, ""])[-1]

    def tables(self) -> list[str]:
        """Tables of rows before the place."""
        return [key for key, question in self.questions.items() if question["kind"] == "repeat"]

    def columns_of(self, expression: Any) -> tuple[tuple[str, str], ...]:
        """Columns of the table that an expression names."""
        key = expression.get("field", "") if isinstance(expression, Mapping) else ""
        columns = self.questions.get(str(key), {}).get("fields", [])
        return tuple((column["key"], str(column.get("label", ""))) for column in columns)

    def hint_of(self, left: Any, operator: str) -> Hint | None:
        """Which values fit beside the left part of a comparison."""
        if operator not in PLAIN or not isinstance(left, Mapping):
            return None
        question = self.questions.get(str(left.get("field", "")), {})
        choices = self._choices(question)
        if operator == "in":
            return Hint(LIST, choices)
        if choices:
            return Hint(YES_NO if question["kind"] == "yes_no" else TEXT, choices)
        kind = question.get("result", "number") if question.get("kind") == "computed" else None
        sort = SORTS.get(str(kind or question.get("kind", "")))
        if sort is None:
            days = {"today", "shift"} & set(left)
            numbers = {"age", "days_since", "count", "add", "sub", "mul", "div", "sum"} & set(left)
            sort = DAY if days else NUMBER if numbers else None
        return Hint(sort) if sort else None

    def _choices(self, question: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        if question.get("kind") == "yes_no":
            return (("yes", gettext("Có")), ("no", gettext("Không")))
        if question.get("kind") != "choice":
            return ()
        if question.get("options_from"):
            return tuple((o.value, o.label) for o in options_of(str(question["options_from"])))
        return tuple((o["value"], o["label"]) for o in question.get("options", []))


def first_children(sort: str, reach: Reach) -> list[Any] | None:
    """The parts that a newly chosen operator begins with; None for an unknown one."""
    asked = {"field": reach.first(*_FIRST.get(sort, CHOSEN))}
    condition = {"eq": [{"field": reach.first(*CHOSEN)}, _first_value(reach)]}
    if sort in {"and", "or", "not"}:
        return [condition]
    if sort in {"add", "mul", "join"}:
        return [asked, asked] if sort == "join" else [asked, 1 if sort == "mul" else 0]
    if sort == "if":
        return [condition, 0, 0]
    if sort == "in":
        return [asked, []]
    if sort == "sum":
        return [{"field": next(iter(reach.tables()), reach.first())}]
    if sort in {"eq", "ne"}:
        return [asked, _first_value(reach)]
    return [asked, 0] if sort in FIXED or sort in LISTS else None


_AMOUNTS, _DAYS = ("number", "money", "computed"), ("date",)
_FIRST: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("add", "sub", "mul", "div", "lt", "le", "gt", "ge"), _AMOUNTS),
    **dict.fromkeys(("age", "days_since", "shift"), _DAYS),
    "count": ("repeat", "choice"),
}


def _first_value(reach: Reach) -> Any:
    hint = reach.hint_of({"field": reach.first(*CHOSEN)}, "eq")
    if hint is None or not hint.choices:
        return 0 if hint is not None and hint.sort == NUMBER else ""
    return hint.choices[0][0] == "yes" if hint.sort == YES_NO else hint.choices[0][0]
