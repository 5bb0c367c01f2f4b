# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions of steps as people say them: ``fee > 0 and not refusal`` in words."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthong.kernel.registry import process_names
from lienthong.portals.administration.processes.data import told_datum

_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Eq: gettext_noop("%(left)s là %(right)s"),
    ast.NotEq: gettext_noop("%(left)s khác %(right)s"),
    ast.Gt: gettext_noop("%(left)s lớn hơn %(right)s"),
    ast.GtE: gettext_noop("%(left)s từ %(right)s trở lên"),
    ast.Lt: gettext_noop("%(left)s nhỏ hơn %(right)s"),
    ast.LtE: gettext_noop("%(left)s không quá %(right)s"),
    ast.In: gettext_noop("%(left)s là một trong: %(right)s"),
    ast.NotIn: gettext_noop("%(left)s không phải là: %(right)s"),
}
_JOINED: Mapping[type[ast.boolop], str] = {
    ast.And: gettext_noop("và"),
    ast.Or: gettext_noop("hoặc"),
}


@dataclass(frozen=True, slots=True)
class Called:
    """What a name of a table is called, and the words of the values that it may have."""

    title: str
    values: Mapping[Any, str] = field(default_factory=dict)
    is_question: bool = False
    """Whether people are asked it: then it is quoted, and yes and no are said."""


def said_condition(text: str, called: Mapping[str, Called] | None = None) -> str:
    """The condition in words; as it is written where it cannot be read.

    ``called`` are the names that no app gives a value.
    """
    if not text:
        return ""
    try:
        return _Saying(called or {}).truth(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text


def conditions_in(content: Any) -> set[str]:
    """Every condition that is written somewhere in a table."""
    if isinstance(content, list):
        return {text for part in content for text in conditions_in(part)}
    if not isinstance(content, Mapping):
        return set()
    own = {content["when"]} if isinstance(content.get("when"), str) else set()
    return own.union(*(conditions_in(part) for part in content.values())) - {""}


class _Saying:
    """Says parts of one condition."""

    def __init__(self, called: Mapping[str, Called]) -> None:
        apps = {
            code: Called(str(known.title), {value: str(words) for value, words in known.values})
            for code, known in process_names().items()
        }
        self.called = {**called, **apps}

    def truth(self, node: ast.expr) -> str:
        """A part that is true or false."""
        match node:
            case ast.Name(id=code) if self._is_question(code):
                return self._answered(code, _("có"))
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=code)) if self._is_question(code):
                return self._answered(code, _("không"))
        return self.said(node, "")

    def _is_question(self, code: str) -> bool:
        return code in self.called and self.called[code].is_question

    def _answered(self, code: str, answer: str) -> str:
        return _(_COMPARED[ast.Eq]) % {"left": self._name(code), "right": answer}

    def _name(self, code: str) -> str:
        title = self.called[code].title if code in self.called else code
        return f"“{title}”" if self._is_question(code) else title

    def said(self, node: ast.expr, name: str) -> str:
        """A part in words; constants by the words of the name that they are compared with."""
        match node:
            case ast.Constant(value=value):
                return self._value(name, value)
            case ast.Name(id=code):
                return self._name(code)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return ", ".join(self.said(part, name) for part in parts)
            case ast.BoolOp(op=op, values=parts):
                return f" {_(_JOINED[type(op)])} ".join(self._inner(part) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _("không (%(what)s)") % {"what": self.truth(operand)}
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compared(left, op, right)
        return ast.unparse(node)

    def _compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        name = next((part.id for part in (left, right) if isinstance(part, ast.Name)), "")
        said = {"left": self.said(left, name), "right": self.said(right, name)}
        pattern = _COMPARED.get(type(op))
        return _(pattern) % said if pattern else ast.unparse(ast.Compare(left, [op], [right]))

    def _inner(self, node: ast.expr) -> str:
        said = self.truth(node)
        return f"({said})" if isinstance(node, ast.BoolOp) else said

    def _value(self, name: str, value: Any) -> str:
        words = self.called[name].values if name in self.called else {}
        if isinstance(value, str):
            return f"“{words.get(value, value)}”"
        return words.get(value) or told_datum(value)
