# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Expressions as nested inputs and back: a node is named by its path, ``e``, ``e-0``, ``e-0-1``.

Nothing here needs JavaScript: choosing another operator and pressing "Cập nhật" draws the inputs
that the operator needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lienthong.core.forms.panels.literals import Hint, Literal, fitting, read_literal, refitted
from lienthong.core.forms.panels.operators import (
    FIXED,
    LISTS,
    MOVES,
    PLAIN,
    Reach,
    first_children,
)

ROOT = "e"
FIT = ".fit"
DEEPEST = 12
MOST_CHILDREN = 30
VALUE, FIELD, TODAY, SHIFT, SUM = "value", "field", "today", "shift", "sum"


@dataclass(frozen=True, slots=True)
class Node:
    """One node for showing."""

    path: str
    sort: str
    children: tuple[Node, ...] = ()
    asked: str = ""
    literal: Literal | None = None
    moves: Mapping[str, int] = field(default_factory=dict)
    column: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    is_listed: bool = False
    is_gone: bool = False
    """Whether it asks for a question that is not there any more."""

    @property
    def is_group(self) -> bool:
        """Whether it holds any number of parts."""
        return self.sort in LISTS

    @property
    def is_pair(self) -> bool:
        """Whether its operator stands between two parts."""
        return FIXED.get(self.sort) == 2 and self.sort not in {SHIFT, SUM}


def draw(expression: Any, reach: Reach, path: str = ROOT, hint: Hint | None = None) -> Node:
    """The nodes of an expression; ``hint`` says which values fit beside another part."""
    if not isinstance(expression, Mapping):
        return Node(path, VALUE, literal=fitting(expression, hint))
    operator, argument = next(iter(expression.items()))
    if operator == FIELD:
        gone = str(argument) not in dict(reach.choices())
        return Node(path, FIELD, asked=str(argument), is_gone=gone)
    if operator == TODAY:
        return Node(path, TODAY, moves=argument)
    if operator == SHIFT:
        inner = draw(argument[0], reach, f"{path}-0")
        return Node(path, SHIFT, (inner,), moves=argument[1])
    if operator == SUM:
        table = draw(argument[0], reach, f"{path}-0")
        return Node(path, SUM, (table,), column=argument[1], columns=reach.columns_of(argument[0]))
    parts = [argument] if FIXED.get(operator) == 1 else argument
    beside = reach.hint_of(parts[0], operator) if FIXED.get(operator) == 2 else None
    children = tuple(
        draw(part, reach, f"{path}-{index}", beside if index == 1 else None)
        for index, part in enumerate(parts)
    )
    if operator in PLAIN:
        children = (children[0], _beside(children[1], beside))
    if operator in LISTS:
        children = tuple(replace(child, is_listed=True) for child in children)
    return Node(path, operator, children)


def _beside(child: Node, hint: Hint | None) -> Node:
    """The right part of a comparison; a value says beside what it was drawn."""
    if child.literal is None:
        return child
    return replace(child, literal=replace(child.literal, fit=hint.fit if hint else ""))


def unseen(data: QueryDict, reach: Reach) -> list[str]:
    """What to look at before saving: a value that another question changed and nobody saw."""
    as_sent = data.copy()
    for name in [name for name in data if name.endswith(FIT)]:
        del as_sent[name]
    if read(data, reach) == read(as_sent, reach):
        return []
    return [_("Giá trị đã đổi theo câu hỏi vừa chọn. Xem lại rồi lưu.")]


def read(data: QueryDict, reach: Reach, path: str = ROOT, depth: int = 0) -> Any:
    """The expression that was sent; parts that are missing are filled with what fits.

    A value beside a question that was just chosen gives way to one that the question can have.
    """
    sort = data.get(f"{path}.is", VALUE)
    if depth > DEEPEST or sort == VALUE:
        return read_literal(data, path)
    if sort == FIELD:
        return {FIELD: data.get(f"{path}.field") or reach.first()}
    if sort == TODAY:
        return {TODAY: _moves(data, path)}
    first = first_children(sort, reach)
    if first is None:
        return read_literal(data, path)
    count = _count(data, path) if sort in LISTS else FIXED[sort]
    sent = [_child(data, reach, f"{path}-{index}", depth) for index in range(count)]
    if sort in LISTS:
        sent = [part for part in sent if part is not _GONE] or [_MISSING]
    parts = [_at(first, i) if p is _MISSING or p is _GONE else p for i, p in enumerate(sent)]
    if sort in PLAIN and not isinstance(parts[1], Mapping) and f"{path}-1{FIT}" in data:
        former = data.get(f"{path}-1{FIT}", "")
        parts[1] = refitted(parts[1], reach.hint_of(parts[0], sort), former)
    if sort == SHIFT:
        return {SHIFT: [parts[0], _moves(data, path)]}
    if sort == SUM:
        return {SUM: [parts[0], _column(data, reach, path, parts[0])]}
    return {sort: parts if sort in LISTS or FIXED[sort] > 1 else parts[0]}


def _child(data: QueryDict, reach: Reach, path: str, depth: int) -> Any:
    if data.get("_remove") == path:
        return _GONE
    if f"{path}.is" not in data:
        return _MISSING
    return read(data, reach, path, depth + 1)


def _count(data: QueryDict, path: str) -> int:
    """How many parts a list has, with the one that is to be added."""
    sent = sum(1 for index in range(MOST_CHILDREN) if f"{path}-{index}.is" in data)
    return min(max(sent + (data.get("_add") == path), 1), MOST_CHILDREN)


def _moves(data: QueryDict, path: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in MOVES:
        text = data.get(f"{path}.{name}", "").strip()
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits):
            found[name] = int(text)
    return found


def _column(data: QueryDict, reach: Reach, path: str, table: Any) -> str:
    known = [key for key, _label in reach.columns_of(table)]
    sent = data.get(f"{path}.column", "")
    return sent if sent in known else (known[0] if known else "x")


def _at(first: list[Any], index: int) -> Any:
    return first[min(index, len(first) - 1)]


_MISSING = object()
_GONE = object()
