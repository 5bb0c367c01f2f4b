# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What templates ask of their context, found without Django's detours.

A page asks more than a thousand times: a name, then an attribute or two. Django tries each part as
a key, as an attribute and as a number, by exceptions. Here the usual kinds of values are asked in
the way that will succeed; whatever is not usual goes Django's own way from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    Token,
    Variable,
    VariableDoesNotExist,
)
from django.template.context import Context
from django.utils.safestring import SafeData, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # Django's

Ask = Callable[[Context], Any]
Step = Callable[[Any, Context], Any]
MISSING: Any = object()
"""In place of Django's ``VariableDoesNotExist``."""
_ATTRIBUTES, _ENTRIES, _OTHERWISE = 1, 2, 3
_ways: dict[type, int] = {}


class QuickParser(Parser):
    """Django's own, whose expressions are quick."""

    def compile_filter(self, token: str) -> FilterExpression:
        """The expression of a variable with its filters. Raises ``TemplateSyntaxError``."""
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        """Add a node without its token, which only tells where faults are while developing."""
        super().extend_nodelist(nodelist, node, token)
        node.token = None


class QuickExpression(FilterExpression):
    """A variable or a fixed text with its filters: the value that Django's own gives."""

    __slots__ = ("_ask", "_asked", "_steps")

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self._steps = [_step(func, args) for func, args in self.filters]
        self._prepare()

    def _prepare(self) -> None:
        self._asked = self.var
        self._ask = question(self.var) if isinstance(self.var, Variable) else _always(self.var)

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """The value in a context; what is missing is None or the empty text, as in Django."""
        if self._asked is not self.var:  # ``translate`` puts another one in its place
            self._prepare()
        value = self._ask(context)
        if value is MISSING:
            if not ignore_failures and _in_place_of_missing(context):
                return super().resolve(context)
            value = None if ignore_failures else ""
        for step in self._steps:
            value = step(value, context)
        return value


def question(variable: Variable) -> Ask:
    """How a variable is asked for; ``MISSING`` where Django would say that it does not exist."""
    if variable.lookups is None:
        return variable.resolve
    name, parts = variable.lookups[0], variable.lookups[1:]

    def ask(context: Context) -> Any:
        if variable.translate:
            return _as_django(variable, context)
        try:
            value = _named(name, context)
            for part in parts:
                if value is MISSING:
                    break
                value = _part_of(value, part)
        except _DjangoKnows:
            return _as_django(variable, context)
        except Exception as failure:
            if getattr(failure, "silent_variable_failure", False):
                return _in_place_of_missing(context)
            raise
        return value

    return ask


def _named(name: str, context: Context) -> Any:
    for known in reversed(context.dicts):
        if name in known:
            value = known[name]
            return _called(value) if callable(value) else value
    if name in vars(context):
        raise _DjangoKnows
    return MISSING


def _part_of(owner: Any, part: str) -> Any:
    """The attribute or the entry of a value."""
    way = _ways.get(type(owner)) or _learnt(type(owner))
    if way == _ATTRIBUTES:
        value = getattr(owner, part, MISSING)
    elif way == _ENTRIES:
        value = owner.get(part, MISSING)
    else:
        raise _DjangoKnows
    if value is MISSING and _may_be_had(owner, part):
        raise _DjangoKnows
    return _called(value) if callable(value) else value


def _learnt(kind: type) -> int:
    """How values of a kind are asked, from now on."""
    names_only = issubclass(kind, tuple) and kind.__getitem__ is tuple.__getitem__
    bare = names_only or not hasattr(kind, "__getitem__")
    _ways[kind] = _ATTRIBUTES if bare else _ENTRIES if kind is dict else _OTHERWISE
    return _ways[kind]


def _may_be_had(owner: Any, part: str) -> bool:
    """Whether Django may find a part, or the failure to tell of, where there seemed to be none."""
    return part.isdigit() or hasattr(type(owner), part) or part in getattr(owner, "__dict__", ())


def _called(value: Any) -> Any:
    """What a method or a function gives."""
    if getattr(value, "do_not_call_in_templates", False):
        return value
    if getattr(value, "alters_data", False):
        raise _DjangoKnows
    try:
        return value()
    except TypeError as unclear:  # it wants to be told something, or failed: Django finds out
        raise _DjangoKnows from unclear


def _as_django(variable: Variable, context: Context) -> Any:
    try:
        return variable.resolve(context)
    except VariableDoesNotExist:
        return MISSING


def _in_place_of_missing(context: Context) -> str:
    template = context.template
    return template.engine.string_if_invalid if template else ""


def _always(value: Any) -> Ask:
    return lambda _context: value


def _step(func: Callable[..., Any], args: Sequence[tuple[bool, Any]]) -> Step:
    """How one filter is applied."""
    asks = [arg.resolve if is_asked else _always(mark_safe(arg)) for is_asked, arg in args]  # noqa: S308  # written in the template
    turns_local = getattr(func, "expects_localtime", False)
    told_escaping = getattr(func, "needs_autoescape", False)
    stays_safe = getattr(func, "is_safe", False)

    def plain(value: Any, context: Context) -> Any:
        result = func(value, *[ask(context) for ask in asks])
        return mark_safe(result) if stays_safe and isinstance(value, SafeData) else result  # noqa: S308  # it was safe and the filter keeps it so

    def full(value: Any, context: Context) -> Any:
        value = template_localtime(value, context.use_tz) if turns_local else value
        told = {"autoescape": context.autoescape} if told_escaping else {}
        result = func(value, *[ask(context) for ask in asks], **told)
        return mark_safe(result) if stays_safe and isinstance(value, SafeData) else result  # noqa: S308  # as above

    return full if turns_local or told_escaping else plain


class _DjangoKnows(Exception):
    """Asked in Django's own way from the start."""
