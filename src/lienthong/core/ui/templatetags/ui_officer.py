# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Components of the officer side."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from lienthong.core.ui.templatetags.ui_markup import plain, read
from lienthong.kernel import permits
from lienthong.kernel.permits import PresencePermit

register = template.Library()
TAB_KEYS = ("title", "url", "count", "current", "icon", "is_named")
FILTER_KEYS = ("label", "value", "remove_url", "options", "is_open")
ROW_KEYS = (
    "id", "url", "deadline", "icon", "kind", "title", "person", "code", "step", "current",
    "selected", "panel_url", "to", "targets",
)  # fmt: skip
STEP_KEYS = ("name", "state", "who", "when", "url")
KPI_KEYS = ("label", "value", "unit", "compare", "direction", "url")
DIRECTION_ICONS = {
    "up": "arrow-up-right",
    "down": "arrow-down-right",
    "same": "equal",
    "warn": "alert-triangle",
    "ok": "circle-check",
}
MOST_STEPS = 8


@register.inclusion_tag("ui/parts/view_tabs.html")
def view_tabs(tabs: Iterable[Any], *, save_url: str = "") -> dict[str, Any]:
    """Draw saved views as tabs with their counts."""
    return {"tabs": [plain(tab, *TAB_KEYS) for tab in tabs], "save_url": save_url}


@register.inclusion_tag("ui/parts/filter_bar.html")
def filter_bar(
    filters: Iterable[Any],
    *,
    add: Iterable[Any] = (),
    range_text: str = "",
    export_url: str = "",
    columns_url: str = "",
) -> dict[str, Any]:
    """Draw the conditions of a list as pills, each a menu of links; the address carries all."""
    return {
        "filters": [plain(item, *FILTER_KEYS) for item in filters],
        "add": [plain(item, "title", "url", "current") for item in add],
        "range_text": range_text,
        "export_url": export_url,
        "columns_url": columns_url,
    }


@register.inclusion_tag("ui/parts/case_table.html")
def case_table(
    groups: Iterable[Any],
    *,
    selectable: bool = False,
    caption: str = "",
    sort_url: str = "",
    person_title: str = "",
    step_title: str = "",
    panel_target: str = "",
    targets: bool = False,
    hidden: Iterable[str] = (),
) -> dict[str, Any]:
    """Draw cases grouped by urgency; one line each, keys ↑ ↓ Ctrl+Space Enter.

    ``hidden`` names columns that are left out: ``nguoi``, ``ma``, ``buoc``.

    With ``targets`` each row offers its own ``targets`` (value, name) in the field ``to-<id>``;
    ``to`` is the one chosen.
    """
    return {
        "groups": [_group(group, k) for k, group in enumerate(groups)],
        "selectable": selectable,
        "caption": caption,
        "sort_url": sort_url,
        "person_title": person_title,
        "step_title": step_title,
        "panel_target": panel_target,
        "targets": targets,
        "hidden": list(hidden),
    }


@register.inclusion_tag("ui/parts/process_strip.html")
def process_strip(steps: Sequence[Any], *, diagram_url: str = "") -> dict[str, Any]:
    """Draw the steps of a case on a line; more than eight fold the done ones."""
    return {
        "steps": fold_steps([plain(step, *STEP_KEYS) for step in steps]),
        "diagram_url": diagram_url,
    }


@register.inclusion_tag("ui/parts/path_list.html")
def path_list(steps: Iterable[Any]) -> dict[str, Any]:
    """Draw the steps of a case one below the other, for panels."""
    return {"steps": [plain(step, *STEP_KEYS) for step in steps]}


@register.inclusion_tag("ui/parts/kpi_tiles.html")
def kpi_tiles(tiles: Iterable[Any]) -> dict[str, Any]:
    """Draw figures that open the cases behind them."""
    return {"tiles": [_kpi(tile) for tile in tiles]}


@register.inclusion_tag("ui/parts/case_bonds.html", takes_context=True)
def case_bonds(context: Context, bonds: dict[str, Any]) -> dict[str, Any]:
    """Draw the links, tags and followers of a case with the forms that change them."""
    return {"bonds": bonds, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/presence.html", takes_context=True)
def presence(context: Context, kind: str, number: int) -> dict[str, Any]:
    """Draw who else looks at, or writes on, the same screen; empty until the edge tells."""
    actor = context.get("actor")
    permit = PresencePermit(
        account=str(read(actor, "account_id")),
        name=str(read(actor, "name")),
        topic=f"{kind}:{number}",
        expires=int(time.time()) + permits.PRESENCE_SECONDS,
        session=permits.mark_of_request(context.get("request"), settings.SECRET_KEY),
    )
    signed = permits.sign(permit, settings.SECRET_KEY)
    address = f"{settings.LIENTHONG_EDGE_URL}{permits.PRESENCE_PATH}?permit={signed}"
    return {"topic": permit.topic, "address": address}


@register.simple_block_tag
def side_panel(content: str, *, title: str = "", label: str = "") -> SafeString:
    """Draw the panel beside a list; its foot is ``<div class="panel__foot">``."""
    return format_html(
        '<section class="panel" id="panel" aria-label="{}" tabindex="-1">{}</section>',
        label or title,
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def bulk_bar(content: str, count: int = 0) -> SafeString:
    """Draw the bar of actions on the selected rows."""
    words = ngettext("Đã chọn %(count)s", "Đã chọn %(count)s", count) % {"count": count}
    return format_html(
        '<div class="bulk on-dark" role="region" aria-label="{}" data-bulk{}>'
        '<p class="bulk__count" role="status" data-bulk-count>{}</p>{}</div>',
        words,
        "" if count else mark_safe(" hidden"),
        words,
        mark_safe(content),  # noqa: S308
    )


def fold_steps(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fold the first done steps into one when there are more than eight."""
    done = [step for step in steps if step["state"] == "done"]
    surplus = len(steps) - MOST_STEPS
    if surplus <= 0 or len(done) < 2:
        return steps
    folded = min(len(done), surplus + 1)
    return [{**done[folded - 1], "folded": folded, "url": ""}, *steps[folded:]]


def sparkline(points: Sequence[float], *, width: int = 76, height: int = 28) -> dict[str, str]:
    """Return the points of a small line and its last point; empty for fewer than two."""
    if len(points) < 2:
        return {}
    low, high = min(points), max(points)
    step, scale = (width - 8) / (len(points) - 1), (height - 8) / ((high - low) or 1)
    placed = [(4 + k * step, height - 4 - (value - low) * scale) for k, value in enumerate(points)]
    return {
        "line": " ".join(f"{x:.1f},{y:.1f}" for x, y in placed),
        "x": f"{placed[-1][0]:.1f}",
        "y": f"{placed[-1][1]:.1f}",
    }


def _group(group: Any, index: int) -> dict[str, Any]:
    rows = [plain(row, *ROW_KEYS) for row in read(group, "rows", ())]
    return plain(group, "title", "count") | {"rows": rows, "id": f"group-{index}"}


def _kpi(tile: Any) -> dict[str, Any]:
    view = plain(tile, *KPI_KEYS)
    view["icon"] = DIRECTION_ICONS.get(str(view["direction"]), "")
    view["spark"] = sparkline(list(read(tile, "points", ())))
    return view
