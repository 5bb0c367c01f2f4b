# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts of a page that are the same for nearly everybody: drawn once, then only filled in.

Head and foot cost more than a third of drawing a citizen's page, although only a name and an
address in them differ from one page to the next.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
MOST = 128
"""So many forms of one part are remembered, a few kilobytes each; when full, all are drawn anew."""
_GAP = re.compile("\ue000(\\w+)\ue001")
Pieces = tuple[str, ...]
"""Text and names of gaps in turn, a text first and last."""


class KeptNode(Node):
    """The content, drawn once for each value of ``given`` and each language."""

    def __init__(
        self,
        nodelist: NodeList,
        given: Mapping[str, FilterExpression],
        gaps: Mapping[str, FilterExpression],
    ) -> None:
        self.nodelist, self.given, self.gaps = nodelist, dict(given), dict(gaps)
        self.drawn: dict[Hashable, Pieces] = {}

    def render(self, context: Context) -> SafeString:
        """The content with the gaps filled in."""
        given = {name: said.resolve(context) for name, said in self.given.items()}
        key = (get_language(), context.autoescape, still(given))
        pieces = self.drawn.get(key)
        if pieces is None:
            pieces = self._draw(context, given)
            self.drawn = {**(self.drawn if len(self.drawn) < MOST else {}), key: pieces}
        filled = {name: _written(said, context) for name, said in self.gaps.items()}
        texts = (filled[piece] if at % 2 else piece for at, piece in enumerate(pieces))
        return mark_safe("".join(texts))  # noqa: S308  # drawn escaped, filled in escaped

    def _draw(self, context: Context, given: Mapping[str, Any]) -> Pieces:
        """Draw it with nothing but what was given, so that nothing else can get into what stays."""
        marks = {name: mark_safe(f"\ue000{name}\ue001") for name in self.gaps}  # noqa: S308
        return tuple(_GAP.split(self.nodelist.render(context.new({**given, **marks}))))


def still(value: Any) -> Hashable:
    """A value as something that can be compared and kept: lists and mappings as tuples."""
    if isinstance(value, Mapping):
        return tuple((name, still(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(still(each) for each in value)
    return value  # type: ignore[no-any-return]  # unhashable: fails where it is looked up


def _written(said: FilterExpression, context: Context) -> str:
    value = said.resolve(context)
    return conditional_escape(value) if context.autoescape else str(value)


@register.tag("kept")
def kept(parser: Parser, token: Token) -> KeptNode:
    """Draw ``{% kept a=… b=… around c=… %} … {% endkept %}`` once for each a and b.

    Within it only a, b and c are known. c may only be written, as ``{{ c }}`` or a token of forms:
    it is a gap that is filled in each time, so no condition and no filter can look at it.
    """
    words = token.split_contents()[1:]
    given = token_kwargs(words, parser)
    gaps: Mapping[str, FilterExpression] = {}
    if words[:1] == ["around"]:
        words = words[1:]
        gaps = token_kwargs(words, parser)
    if words or not given:
        raise template.TemplateSyntaxError(f"kept: {token.contents}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, given, gaps)
