# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tags that draw a page of a form and the answers of a form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import template

from lienthong.core.forms.domain.summary import SummaryGroup
from lienthong.core.forms.panels.builder import Node
from lienthong.core.forms.panels.operators import OPERATORS, Reach
from lienthong.core.forms.panels.shapes import PageView

register = template.Library()


@register.inclusion_tag("forms/page.html", takes_context=True)
def form_page(
    context: template.Context, page: PageView, *, slots: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Draw a page: error summary, title, questions, "Lưu và tiếp tục". ``slots``: see file_slot."""
    return {"page": page, "slots": slots, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("forms/summary.html")
def form_summary(groups: Sequence[SummaryGroup], change_url: str = "") -> dict[str, Any]:
    """Draw check-your-answers; PAGE in ``change_url`` becomes the page key (empty: no links)."""
    return {
        "groups": [
            {"group": group, "url": change_url.replace("PAGE", group.page) if change_url else ""}
            for group in groups
        ]
    }


@register.inclusion_tag("forms/scripts.html")
def form_scripts() -> dict[str, Any]:
    """Load the scripts that show and hide questions while somebody answers."""
    return {}


@register.inclusion_tag("forms/rule/node.html")
def rule_builder(root: Node, reach: Reach, only: Collection[str] | None = None) -> dict[str, Any]:
    """Draw the inputs of a condition or calculation inside a form marked ``data-rule``.

    ``only`` are the operators that are offered (all).
    """
    offered = [
        (group, kept)
        for group, entries in OPERATORS
        if (kept := [entry for entry in entries if only is None or entry[0] in only])
    ]
    return {"node": root, "operators": offered, "choices": reach.choices()}
