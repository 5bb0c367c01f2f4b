# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Components of the citizen side."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lienthong.core.ui.templatetags.ui_markup import icon_svg, plain, read

register = template.Library()
TILE_KEYS = ("title", "text", "url", "icon")
STEP_KEYS = ("title", "state", "when", "who", "text", "url", "url_label", "icon")
SERVICE_KEYS = ("name", "url", "online", "channel", "time", "fee")
CHANNEL_ICONS = {
    "full": "device-mobile",
    "partial": "device-mobile",
    "counter": "building-bank",
    "guide": "file-text",
}
VERDICT_ICONS = {
    "valid": "rosette-discount-check",
    "replaced": "alert-circle",
    "revoked": "ban",
    "unknown": "help-circle",
    "sent": "circle-check",
}


@register.inclusion_tag("ui/parts/search_box.html")
def search_box(
    *,
    action: str = "/tim/",
    value: str = "",
    plain: bool = False,
    placeholder: str = "",
    label: str = "",
    id: str = "search-q",  # noqa: A002
) -> dict[str, Any]:
    """Draw the one search box, a plain GET form with the parameter "q"."""
    return {
        "action": action,
        "value": value,
        "is_plain": plain,
        "placeholder": placeholder,
        "label": label,
        "id": id,
    }


@register.inclusion_tag("ui/parts/tiles.html")
def quick_tiles(tiles: Iterable[Any]) -> dict[str, Any]:
    """Draw the four joined cells that overlap the hero."""
    return {"tiles": [plain(tile, *TILE_KEYS) for tile in tiles], "events": False}


@register.inclusion_tag("ui/parts/tiles.html")
def life_events(events: Iterable[Any]) -> dict[str, Any]:
    """Draw the life events, 4 × 2 joined cells, rows on a phone."""
    return {"tiles": [plain(tile, *TILE_KEYS) for tile in events], "events": True}


@register.inclusion_tag("ui/parts/service_list.html")
def service_list(services: Iterable[Any]) -> dict[str, Any]:
    """Draw services as rows: name, then channel, time and fee, each with its icon."""
    return {"services": [_service(item) for item in services]}


@register.inclusion_tag("ui/parts/step_list.html")
def step_list(steps: Iterable[Any]) -> dict[str, Any]:
    """Draw the steps to come, numbered."""
    return {"steps": [plain(step, "title", "text") for step in steps]}


@register.inclusion_tag("ui/parts/need_list.html")
def need_list(items: Iterable[Any]) -> dict[str, Any]:
    """Draw what is needed and what is not needed any more."""
    return {
        "items": [plain(i, "title", "text") | {"needed": read(i, "needed", True)} for i in items]
    }


@register.inclusion_tag("ui/parts/status_timeline.html")
def status_timeline(steps: Iterable[Any]) -> dict[str, Any]:
    """Draw where a dossier is: done, here, to come."""
    return {"steps": [plain(step, *STEP_KEYS) for step in steps]}


@register.simple_block_tag
def verdict(content: str, kind: str, title: str, *, level: int = 1) -> SafeString:
    """Draw the answer of a check in one card; the drum only when all is well."""
    drum = mark_safe('<div class="drum" aria-hidden="true"></div>') if kind == "valid" else ""
    return format_html(
        '<section class="verdict verdict--{}">{}{}<h{} class="verdict__title">{}</h{}>'
        '<div class="verdict__body">{}</div></section>',
        kind,
        drum,
        icon_svg(VERDICT_ICONS[kind], size=48),
        level,
        title,
        level,
        mark_safe(content),  # noqa: S308
    )


def _service(item: Any) -> dict[str, Any]:
    view = plain(item, *SERVICE_KEYS)
    view["icon"] = CHANNEL_ICONS.get(str(view["online"]), "building-bank")
    return view
