# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Loads templates and joins what is the same on every page: it is drawn once for each language.

Of the parts of a page that Django draws, most are words of the interface, icons, buttons and
addresses that nothing of the page decides. Neighbours of that kind become one text. Nearly all
others write a plain text: that is escaped at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Any

from django.template import TemplateDoesNotExist, defaulttags
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Template,
    TextNode,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.library import SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lienthong.core.ui.adapters.expressions import QuickParser
from lienthong.core.ui.domain.steadiness import is_steady

_NAMED = frozenset({"True", "False", "None"})
_WRITTEN_OUT = (TextNode, defaulttags.LoadNode, defaulttags.CommentNode)


class QuickTemplate(Template):
    """Django's own, parsed into quick expressions and folded."""

    def compile_nodelist(self) -> NodeList:
        """The nodes. Raises ``TemplateSyntaxError``; while developing Django tells where."""
        engine = self.engine
        if engine.debug:
            return folded(super().compile_nodelist())
        tokens = Lexer(self.source).tokenize()
        parser = QuickParser(
            tokens, engine.template_libraries, engine.template_builtins, self.origin
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return folded(nodes)


class _Reader(base.Loader):
    """Makes quick templates of what the loaders below find."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template. Raises ``TemplateDoesNotExist``."""
        tried = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                contents = self.get_contents(origin)  # type: ignore[attr-defined]  # of the cached
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            return QuickTemplate(contents, origin, str(origin.template_name), self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(cached.Loader, _Reader):
    """Django's own, whose templates are quick; each is read once."""


class QuickList(NodeList):
    """Nodes that are drawn one after another; where they stand is told while developing only."""

    def render(self, context: Context) -> SafeString:
        """The texts of the nodes together."""
        template = context.template
        if template is None or template.engine.debug:
            return super().render(context)
        return SafeString("".join([node.render(context) for node in self]))


class SteadyNode(Node):
    """Neighbours that nothing of the page decides, drawn once for each language."""

    child_nodelists = ()

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodelist = NodeList(nodes)
        self.token, self.origin = nodes[0].token, nodes[0].origin
        self.drawn: dict[tuple[str | None, bool], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The text as it was drawn first."""
        key = (get_language(), context.autoescape)
        text = self.drawn.get(key)
        if text is None:
            text = self.drawn[key] = self.nodelist.render(context)
        return text


class WrittenNode(VariableNode):
    """A value that is written out: a plain text, as nearly always, without Django's questions."""

    def __init__(self, node: VariableNode) -> None:
        super().__init__(node.filter_expression)
        self.token, self.origin = node.token, node.origin

    def render(self, context: Context) -> str:
        """The value as Django writes it."""
        value = self.filter_expression.resolve(context)
        if type(value) is str and context.autoescape:
            return escape(value)
        return value if type(value) is SafeString else render_value_in_context(value, context)


def folded(nodes: Iterable[Node]) -> NodeList:
    """The nodes with neighbours joined, also within them; the given list stays as it is."""
    found = QuickList()
    for steady, run in groupby(nodes, _stays):
        several = [WrittenNode(node) if type(node) is VariableNode else node for node in run]
        if steady and not all(isinstance(node, _WRITTEN_OUT) for node in several):
            several = [SteadyNode(several)]
        found.extend(several)
    for node in found:
        _fold_within(node)
    return found


def _fold_within(node: Node) -> None:
    """Lists are put in place of others, never changed: a page may be drawn from them meanwhile."""
    if isinstance(node, defaulttags.IfNode):
        pairs = node.conditions_nodelists
        node.conditions_nodelists = [(asked, folded(nodes)) for asked, nodes in pairs]
        return
    for name in node.child_nodelists:
        if isinstance(nodes := getattr(node, name, None), NodeList):
            setattr(node, name, folded(nodes))


def _stays(node: Node) -> bool:
    """Whether nothing but the language decides what a node draws, and it leaves nothing behind."""
    if isinstance(node, _WRITTEN_OUT):
        return True
    if isinstance(node, TranslateNode):
        return not node.asvar and not node.message_context and _is_fixed(node.filter_expression)
    if isinstance(node, StaticNode):
        return node.varname is None and _is_fixed(node.path)
    if isinstance(node, defaulttags.URLNode):
        return not (node.asvar or node.args or node.kwargs) and _is_fixed(node.view_name)
    return type(node) is SimpleNode and _draws_steadily(node)


def _draws_steadily(node: SimpleNode) -> bool:
    given = [*node.args, *node.kwargs.values()]
    named = node.target_var is not None or node.takes_context
    return not named and is_steady(node.func) and all(map(_is_fixed, given))


def _is_fixed(said: FilterExpression) -> bool:
    """Whether the same was written there for every page: a text, a number, yes or no."""
    var = said.var
    is_variable = isinstance(var, Variable) and var.lookups is not None and var.var not in _NAMED
    return not said.filters and not is_variable
