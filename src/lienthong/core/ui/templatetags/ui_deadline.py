# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The promised date: calendar leaf, chip, day strip and the card that says it in advance."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lienthong.core.ui.domain.days import long_date, month_title, weekday
from lienthong.core.ui.domain.steadiness import steady
from lienthong.core.ui.templatetags.ui_markup import icon_svg, plain, read

register = template.Library()
CHIP_ICONS = {
    "on_time": "circle-check",
    "due_soon": "hourglass-low",
    "late": "alert-triangle",
    "paused": "player-pause",
    "redated": "info-circle",
    "closed": "check",
    "closed_late": "check",
    "ok": "circle-check",
    "soon": "alert-circle",
    "info": "info-circle",
    "locked": "lock",
}
KINDS = {
    "weekend": "off",
    "not_counted": "off",
    "excluded": "paused",
    "due": "promised",
    "late": "promised_late",
}
CELL_KEYS = ("date", "weekday", "day", "kind", "label", "reason")


@register.simple_tag
def deadline_chip(
    deadline: Any = None, *, state: str = "", words: str = "", url: str = ""
) -> SafeString:
    """Draw the state of a deadline: its own shape, words and colour."""
    kind, text = read(deadline, "state") or state, read(deadline, "words") or words
    address = read(deadline, "url") or url
    inner = format_html("{}<span>{}</span>", icon_svg(CHIP_ICONS[kind], size=16), text)
    if address:
        return format_html('<a class="chip chip--{}" href="{}">{}</a>', kind, address, inner)
    return format_html('<span class="chip chip--{}">{}</span>', kind, inner)


@register.simple_tag
@steady
def chip(text: str, kind: str = "paused", *, icon: str = "") -> SafeString:
    """Draw a short remark with an icon, in the manner of a deadline chip."""
    drawn = icon_svg(icon or CHIP_ICONS.get(kind, "info-circle"), size=16)
    return format_html('<span class="chip chip--{}">{}<span>{}</span></span>', kind, drawn, text)


@register.inclusion_tag("ui/parts/calendar_leaf.html")
def calendar_leaf(day: date, size: str = "") -> dict[str, Any]:
    """Draw the one date that matters as a torn-off calendar leaf."""
    return {
        "iso": day.isoformat()[:10],
        "spoken": long_date(day),
        "month": month_title(day),
        "day": day.day,
        "weekday": weekday(day),
        "small": size == "small",
    }


@register.inclusion_tag("ui/parts/day_strip.html")
def day_strip(explanation: Any, *, heading: str = "", compact: bool = False) -> dict[str, Any]:
    """Draw which days counted, which did not and why, with the rule in words."""
    cells = [_cell(item) for item in read(explanation, "cells", ())]
    return {
        "cells": cells,
        "few": len(cells) <= 5,
        "sentence": read(explanation, "sentence"),
        "basis_url": read(explanation, "basis_url"),
        "heading": heading,
        "compact": compact,
    }


@register.simple_block_tag
def promise_card(
    content: str, head: str, title: str, *, icon: str = "circle-check", level: int = 2
) -> SafeString:
    """Say before sending when the result will be there."""
    heading = format_html('<h{} class="promise__title">{}</h{}>', level, title, level)
    return format_html(
        '<section class="promise"><p class="promise__head">{}{}</p>'
        '<div class="promise__body">{}{}</div></section>',
        icon_svg(icon, size=20),
        head,
        heading,
        mark_safe(content),  # noqa: S308
    )


def _cell(item: Any) -> dict[str, Any]:
    cell = plain(item, *CELL_KEYS)
    cell["kind"] = KINDS.get(str(cell["kind"]), str(cell["kind"]))
    day = cell["date"]
    cell["iso"] = day.isoformat()[:10] if isinstance(day, date) else str(day)
    return cell
