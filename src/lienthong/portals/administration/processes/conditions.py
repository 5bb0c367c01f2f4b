# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions of steps as trees of the builder and back: typed and built say the same.

The language of tables is smaller than that of forms: names, constants, comparisons, ``and or not``,
``in``, ``+`` and ``-``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

Tree = Any
FLAG = "flag"
OPERATORS = frozenset(
    {
        *("field", "value", "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "in"),
        *("add", "sub"),
    }
)
"""What the builder offers for steps."""
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "in": "in"}
_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "in",
}


class NotSaid(ValueError):
    """It cannot be said in the other notation; the text says why in the reader's language."""


def tree_of(text: str) -> Tree:
    """The tree of a typed condition. Raises ``NotSaid``."""
    try:
        return _truth(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, NotSaid):
            raise
        raise NotSaid(_unbuilt()) from error


def _unbuilt() -> str:
    return _("Điều kiện này viết bằng biểu thức mà bảng chọn không dựng lại được. Nó vẫn được giữ.")


def _truth(node: ast.expr) -> Tree:
    """A part that is true or false; a bare name is compared with yes."""
    match node:
        case ast.Name(id=name):
            return {"eq": [{"field": name}, True]}
        case ast.BoolOp(op=op, values=parts):
            return {"and" if isinstance(op, ast.And) else "or": [_truth(part) for part in parts]}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return {"not": _truth(operand)}
        case ast.Compare(left=left, ops=[ast.NotIn()], comparators=[right]):
            return {"not": {"in": [_part(left), _part(right)]}}
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
            return {_COMPARED[type(op)]: [_part(left), _part(right)]}
    return _part(node)


def _part(node: ast.expr) -> Tree:
    match node:
        case ast.Name(id=name):
            return {"field": name}
        case ast.Constant(value=bool() | int() | float() | str() as value):
            return value
        case ast.List(elts=parts):
            return [_part(part) for part in parts]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -value
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return {"add": [_part(left), _part(right)]}
        case ast.BinOp(op=ast.Sub(), left=left, right=right):
            return {"sub": [_part(left), _part(right)]}
        case ast.BoolOp() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return _truth(node)
    raise NotSaid(_unbuilt())


def grouped(tree: Tree) -> Tree:
    """The tree as a group, to which parts can be added."""
    is_group = isinstance(tree, Mapping) and bool({"and", "or"} & set(tree))
    return tree if is_group else {"and": [tree]}


def text_of(tree: Tree, types: Mapping[str, str]) -> str:
    """The condition as it is typed; ``types`` are those of the names. Raises ``NotSaid``."""
    return _text(tree, types)


def _text(tree: Tree, types: Mapping[str, str]) -> str:
    if not isinstance(tree, Mapping):
        return _constant(tree)
    operator, argument = next(iter(tree.items()))
    if operator == "field":
        return str(argument)
    if operator not in OPERATORS:
        raise NotSaid(_("Điều kiện của bước không dùng được phép tính này."))
    if operator == "not":
        return f"not {_framed(argument, types)}"
    if operator in ("and", "or") and len(argument) == 1:
        return _text(argument[0], types)
    if operator in ("and", "or"):
        return f" {operator} ".join(_framed(part, types) for part in argument)
    if operator == "add":
        return " + ".join(_framed(part, types) for part in argument)
    left, right = argument
    if operator == "eq" and right is True and _is_flag(left, types):
        return str(left["field"])
    sign = "-" if operator == "sub" else _SIGNS[operator]
    return f"{_framed(left, types)} {sign} {_framed(right, types)}"


def _is_flag(tree: Tree, types: Mapping[str, str]) -> bool:
    return isinstance(tree, Mapping) and types.get(str(tree.get("field", ""))) == FLAG


def _framed(tree: Tree, types: Mapping[str, str]) -> str:
    text = _text(tree, types)
    plain = not isinstance(tree, Mapping) or "field" in tree or text.isidentifier()
    return text if plain else f"({text})"


def _constant(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(_constant(item) for item in value)}]"
    if not isinstance(value, str):
        raise NotSaid(_("Chọn hoặc nhập giá trị để so sánh."))
    if "\\" in value or "\n" in value or ("'" in value and '"' in value):
        raise NotSaid(_("Giá trị không dùng dấu “\\”, xuống dòng, hay cả hai loại dấu nháy."))
    quote = '"' if "'" in value else "'"
    return f"{quote}{value}{quote}"


Question = Mapping[str, Any]
_KINDS: Mapping[str, str] = {"text": "text", "number": "number", "flag": "yes_no"}
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("choice", "text", "date", "phone", "email"), "text"),
    **dict.fromkeys(("number", "money"), "number"),
    "yes_no": FLAG,
}


def type_of_question(question: Question) -> str:
    """The type of data that holds the answer; empty where none does."""
    kind = str(question.get("kind", ""))
    if kind == "computed":
        kind = str(question.get("result", "number"))
    return _TYPES.get(kind, "")


def askable(
    declared: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, Any],
    asked: Sequence[Question],
) -> dict[str, Question]:
    """What a condition can look at, as questions of a form: declared names, then the form's own.

    ``names`` are those that apps give a value. A name of a form's question is called as it asks;
    of the others ``asked`` says that nobody answers them.
    """
    questions = {
        str(one["key"]): one for one in asked if type_of_question(one) and one["key"] not in names
    }
    found: dict[str, Question] = {}
    for name, item in declared.items():
        own = questions.get(name)
        fits = own is not None and type_of_question(own) == item["type"]
        found[name] = own if own is not None and fits else _own(name, str(item["type"]), names)
    return found | {key: one for key, one in questions.items() if key not in found}


def _own(name: str, kind: str, names: Mapping[str, Any]) -> Question:
    known = names.get(name)
    question = {"key": name, "kind": _KINDS.get(kind, "text"), "label": name, "asked": False}
    if known is None:
        return question
    question["label"] = str(known.title)
    if known.values and kind == "text":
        options = [{"value": value, "label": str(words)} for value, words in known.values]
        return question | {"kind": "choice", "options": options}
    return question


def looked_at(tree: Tree) -> set[str]:
    """The names that a tree looks at."""
    if isinstance(tree, list):
        return {name for part in tree for name in looked_at(part)}
    if not isinstance(tree, Mapping):
        return set()
    return {
        name
        for operator, argument in tree.items()
        for name in ([str(argument)] if operator == "field" else looked_at(argument))
    }
