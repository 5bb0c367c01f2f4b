# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions as other tools write them, in our own language: ``${amount > 5 && vip}``.

Only the notation is changed; what our language cannot say stays refused. Nothing is run.
"""

from __future__ import annotations

import ast
import re

from lienthong.core.process.domain.expressions import (
    LONGEST,
    ExpressionError,
    condition,
    type_of,
)
from lienthong.core.process.domain.problems import marked as _
from lienthong.core.process.domain.tables import DataType

_WRAPPED = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_WORDS = ((r"&&", " and "), (r"\|\|", " or "), (r"!==?", "≠"), (r"===?", "≡"))
_LATER = (
    (r"!", " not "),
    (r"(?<![<>])=", "=="),
    (r"≠", "!="),
    (r"≡", "=="),
    (r"\btrue\b", "True"),
    (r"\bfalse\b", "False"),
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def own_condition(text: str) -> tuple[str, dict[str, DataType]]:
    """The condition in our notation and the types of the names it uses.

    Raises ``ExpressionError`` when it calls, indexes or computes what we do not.
    """
    tree = _parse(_notation(text))
    types: dict[str, DataType] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = snake(node.id)
            types.setdefault(node.id, DataType.FLAG)
        elif isinstance(node, ast.Call | ast.Attribute | ast.Subscript | ast.Lambda):
            raise ExpressionError(_("không được gọi hàm hay đọc thuộc tính."))
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            _compared(node, types)
    own = ast.unparse(tree)
    condition(own, types)
    return own, types


def snake(name: str) -> str:
    """``creditScore`` as ``credit_score``."""
    return _CAMEL.sub("_", name).lower().strip("_")[:60]


def _notation(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise ExpressionError(_("dài quá 500 ký tự."))
    wrapped = _WRAPPED.match(text)
    text = wrapped[1] if wrapped else text.removeprefix("=")
    parts = _QUOTED.split(text)
    for index in range(0, len(parts), 2):
        for old, new in (*_WORDS, *_LATER):
            parts[index] = re.sub(old, new, parts[index])
    return "".join(parts).strip()


def _parse(text: str) -> ast.Expression:
    try:
        return ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(_("viết sai cú pháp.")) from error


def _compared(node: ast.Compare, types: dict[str, DataType]) -> None:
    """A name compared with a constant has the constant's type."""
    for one, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
        if not isinstance(one, ast.Name):
            continue
        if isinstance(other, ast.UnaryOp) and isinstance(other.operand, ast.Constant):
            other = other.operand
        if isinstance(other, ast.List) and other.elts:
            other = other.elts[0]
        if isinstance(other, ast.Constant):
            types[one.id] = type_of(other.value) or DataType.FLAG
