# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions of steps as people say them: ``fee > 0 and not refusal`` in words."""

from __future__ import annotations

import ast
from collections.abc import Mapping
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


def said_condition(text: str, labels: Mapping[str, str] | None = None) -> str:
    """The condition in words; as it is written where it cannot be read.

    ``labels`` are what names that no app gives a value are called.
    """
    if not text:
        return ""
    try:
        return _said(_labelled(text, labels or {}), "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text


class _Labels(ast.NodeTransformer):
    """Puts what names are called in place of them."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in process_names():
            return node
        return ast.Name(self.labels.get(node.id, node.id))


def _labelled(text: str, labels: Mapping[str, str]) -> ast.expr:
    tree = ast.parse(text.strip(), mode="eval").body
    found: ast.expr = _Labels(labels).visit(tree)
    return found


def _said(node: ast.expr, name: str) -> str:
    """A part in words; constants by the words of the name that they are compared with."""
    match node:
        case ast.Constant(value=value):
            return _value(name, value)
        case ast.Name(id=code):
            known = process_names().get(code)
            return str(known.title) if known else code
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return ", ".join(_said(part, name) for part in parts)
        case ast.BoolOp(op=op, values=parts):
            return f" {_(_JOINED[type(op)])} ".join(_inner(part) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _("không (%(what)s)") % {"what": _said(operand, "")}
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(left, op, right)
    return ast.unparse(node)


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
    name = next((part.id for part in (left, right) if isinstance(part, ast.Name)), "")
    said = {"left": _said(left, name), "right": _said(right, name)}
    pattern = _COMPARED.get(type(op))
    return _(pattern) % said if pattern else ast.unparse(ast.Compare(left, [op], [right]))


def _inner(node: ast.expr) -> str:
    return f"({_said(node, '')})" if isinstance(node, ast.BoolOp) else _said(node, "")


def _value(name: str, value: Any) -> str:
    known = process_names().get(name)
    words = dict(known.values) if known else {}
    if value in words:
        return f"“{words[value]}”"
    return f"“{value}”" if isinstance(value, str) else told_datum(value)
