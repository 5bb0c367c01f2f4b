# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions of a table: a small typed language read from a whitelisted syntax tree.

Names, constants, comparisons, ``and or not``, ``in``, ``+`` and ``-`` on numbers, lists of
constants. There are no attributes, no calls, no indexing, and the text is never run as Python: it
is turned into nested functions once and kept. A checked expression always gives an answer.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from lienthong.core.process.domain.problems import marked as _
from lienthong.core.process.domain.tables import DataType, Value

Values = Mapping[str, Value]
Evaluator = Callable[[Values], Any]

LONGEST = 500
"""Longest accepted text, in characters."""


LARGEST = 10**15
"""Largest absolute value of a number; sums of such numbers never overflow."""


class ExpressionError(ValueError):
    """The condition cannot be used; the text says why in Vietnamese."""


_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda left, right: bool(left < right),
    ast.LtE: lambda left, right: bool(left <= right),
    ast.Gt: lambda left, right: bool(left > right),
    ast.GtE: lambda left, right: bool(left >= right),
}
_EQUALITY: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda left, right: bool(left == right),
    ast.NotEq: lambda left, right: bool(left != right),
}
_MEMBERSHIP: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


def condition(text: str, types: Mapping[str, DataType]) -> Evaluator:
    """The condition as a function of the values. Raises ``ExpressionError`` when it is not one."""
    return _condition(text, tuple(sorted(types.items())))


def names_in(text: str) -> frozenset[str]:
    """The names that the text uses. Raises ``ExpressionError`` when it cannot be read."""
    tree = _parse(text)
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


@lru_cache(maxsize=4096)
def _condition(text: str, types: tuple[tuple[str, DataType], ...]) -> Evaluator:
    kind, evaluator = _build(_parse(text), dict(types))
    if kind is not DataType.FLAG:
        raise ExpressionError(_("phải là một điều đúng hoặc sai, ví dụ so sánh “==”."))
    return evaluator


def _parse(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionError(_("dài quá 500 ký tự."))
    if "\\" in text or "\n" in text:
        raise ExpressionError(_("không dùng dấu “\\” và không xuống dòng."))
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(_("viết sai cú pháp.")) from error


_Typed = tuple[DataType, Evaluator]


def _build(node: ast.expr, types: Mapping[str, DataType]) -> _Typed:
    match node:
        case ast.Constant(value=value):
            return _constant(value)
        case ast.Name(id=name):
            return _name(name, types)
        case ast.BoolOp(op=op, values=parts):
            return _logic(op, parts, types)
        case ast.UnaryOp(op=unary, operand=operand):
            return _unary(unary, operand, types)
        case ast.BinOp(op=binary, left=left, right=right):
            return _arithmetic(binary, left, right, types)
        case ast.Compare(left=left, ops=ops, comparators=rest):
            return _comparison(left, ops, rest, types)
        case ast.List(elts=elements):
            return _list(elements)
    raise ExpressionError(_("chỉ được dùng tên, hằng, so sánh, and, or, not, in, + và -."))


def type_of(value: object) -> DataType | None:
    """The type of a value, ``None`` when no name can hold it."""
    match value:
        case bool():
            return DataType.FLAG
        case int() | float():
            return DataType.NUMBER if abs(value) <= LARGEST else None
        case str():
            return DataType.TEXT
        case list() if all(type_of(item) not in (None, DataType.LIST) for item in value):
            return DataType.LIST
    return None


def _constant(value: object) -> _Typed:
    kind = type_of(value)
    if kind is None:
        raise ExpressionError(_("hằng chỉ có thể là chữ trong nháy, số, True hoặc False."))
    return kind, lambda _values: value


def _name(name: str, types: Mapping[str, DataType]) -> _Typed:
    if name not in types:
        raise ExpressionError(_("dùng tên chưa được khai báo ở phần dữ liệu."))
    return types[name], lambda values: values[name]


def _list(elements: list[ast.expr]) -> _Typed:
    items = [element.value for element in elements if isinstance(element, ast.Constant)]
    if len(items) != len(elements) or type_of(items) is not DataType.LIST:
        raise ExpressionError(_("danh sách chỉ gồm các hằng."))
    return DataType.LIST, lambda _values: items


def _flag(node: ast.expr, types: Mapping[str, DataType]) -> Evaluator:
    kind, evaluator = _build(node, types)
    if kind is not DataType.FLAG:
        raise ExpressionError(_("hai bên “and”, “or” và sau “not” phải là điều đúng hoặc sai."))
    return evaluator


def _logic(op: ast.boolop, parts: list[ast.expr], types: Mapping[str, DataType]) -> _Typed:
    if isinstance(op, ast.And):
        flags = [_flag(part, types) for part in parts]
        return DataType.FLAG, lambda values: all(flag(values) for flag in flags)
    flags = [_flag(part, types) for part in parts]
    return DataType.FLAG, lambda values: any(flag(values) for flag in flags)


def _number(node: ast.expr, types: Mapping[str, DataType]) -> Evaluator:
    kind, evaluator = _build(node, types)
    if kind is not DataType.NUMBER:
        raise ExpressionError(_("chỉ cộng trừ số."))
    return evaluator


def _unary(op: ast.unaryop, operand: ast.expr, types: Mapping[str, DataType]) -> _Typed:
    if isinstance(op, ast.Not):
        flag = _flag(operand, types)
        return DataType.FLAG, lambda values: not flag(values)
    if isinstance(op, ast.USub):
        number = _number(operand, types)
        return DataType.NUMBER, lambda values: -number(values)
    raise ExpressionError(_("chỉ được dùng “not” và dấu “-” trước một giá trị."))


def _arithmetic(
    op: ast.operator, left: ast.expr, right: ast.expr, types: Mapping[str, DataType]
) -> _Typed:
    first, second = _number(left, types), _number(right, types)
    if isinstance(op, ast.Add):
        return DataType.NUMBER, lambda values: first(values) + second(values)
    if isinstance(op, ast.Sub):
        return DataType.NUMBER, lambda values: first(values) - second(values)
    raise ExpressionError(_("chỉ được cộng và trừ."))


def _comparison(
    left: ast.expr, ops: list[ast.cmpop], rest: list[ast.expr], types: Mapping[str, DataType]
) -> _Typed:
    if len(ops) != 1:
        raise ExpressionError(_("mỗi lần chỉ so sánh hai giá trị; nối các so sánh bằng “and”."))
    (left_kind, first), (right_kind, second) = _build(left, types), _build(rest[0], types)
    compare = _comparer(type(ops[0]), left_kind, right_kind)
    return DataType.FLAG, lambda values: compare(first(values), second(values))


def _comparer(op: type[ast.cmpop], left: DataType, right: DataType) -> Callable[[Any, Any], bool]:
    if op in _MEMBERSHIP and right is DataType.LIST and left is not DataType.LIST:
        return _MEMBERSHIP[op]
    if op in _EQUALITY and left is right:
        return _EQUALITY[op]
    if op in _ORDER and left is right and left in (DataType.NUMBER, DataType.TEXT):
        return _ORDER[op]
    raise ExpressionError(_("hai bên phép so sánh không cùng loại dữ liệu."))
