# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures in rows: one line for each unit, procedure or officer; the whole heat map."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import number
from lienthong.kernel.text import sort_key
from lienthong.modules.onestop.domain.figures import Numbers
from lienthong.modules.onestop.panels.figure_board import WEEKS
from lienthong.modules.onestop.panels.figure_charts import heat_rows
from lienthong.modules.onestop.panels.figure_frame import frame, officer_names, procedure_names
from lienthong.modules.onestop.panels.figure_links import Links, percent
from lienthong.modules.onestop.queries.figure_charts import lapsed_by_week
from lienthong.modules.onestop.queries.figures import Asked, numbers, numbers_by

COLUMNS: tuple[str, ...] = (
    "received",
    "online",
    "desk",
    "post",
    "carried",
    "done",
    "early",
    "on_time",
    "late",
)
COLUMNS += ("pending", "in_time", "soon", "overdue")
HEADS: tuple[object, ...] = (
    _("Tổng"),
    _("Trực tuyến"),
    _("Trực tiếp"),
    _("Bưu chính"),
    _("Kỳ trước"),
)
HEADS += (_("Tổng"), _("Sớm"), _("Đúng"), _("Trễ"), _("Tổng"), _("Trong hạn"), _("Sắp hạn"))
HEADS += (_("Trễ"),)
SHARE_HEADS: tuple[object, ...] = (_("Không trễ"), _("Trực tuyến"), _("Bổ sung"), _("Số hóa"))
SHARE_HEADS += (_("Nộp tiền trực tuyến"),)
SHARES: tuple[tuple[str, str], ...] = (
    ("kept", "done"),
    ("online", "new"),
    ("supplemented", "done"),
    ("digitised", "done"),
)
SHARES += (("paid_online", "charged"),)
WAYS = {"don-vi": "agency", "thu-tuc": "procedure", "can-bo": "officer"}
_CHANGES = {"agency": "don_vi", "procedure": "thu_tuc", "officer": "can_bo"}


def tables(asked: Asked, actor: Actor, by: str) -> dict[str, Any] | None:
    """The page of one table; None for a way to part figures that there is not.

    Officers are listed within units only: over a whole province the list says nothing.
    """
    if by == "tre":
        return _heat(asked)
    if by not in WAYS or (by == "can-bo" and asked.is_whole):
        return None
    return _table(asked, by)


def _table(asked: Asked, by: str) -> dict[str, Any]:
    way, links = WAYS[by], Links(asked)
    found = {key: row for key, row in numbers_by(asked, way).items() if row != Numbers()}
    names = _names(way, set(found))
    order = sorted(found, key=lambda key: sort_key(names.get(key, "")))
    bases = _bases(links, _CHANGES[way])
    rows = [_row(key, names.get(key, "–"), found[key], bases, _CHANGES[way]) for key in order]
    heads = {"agency": _("Cơ quan"), "procedure": _("Thủ tục"), "officer": _("Cán bộ thụ lý")}
    return {
        "page_title": _("Số liệu"),
        **frame(asked, current=by),
        "head": heads[way],
        "words": [*(str(word) for word in HEADS), *(str(word) for word in SHARE_HEADS)],
        "rows": rows,
        "total": _row(None, str(_("Tất cả")), numbers(asked), bases, ""),
    }


def _names(way: str, keys: set[int]) -> dict[int, str]:
    if way == "agency":
        return names_of(keys)
    return procedure_names(keys) if way == "procedure" else officer_names(keys)


def _bases(links: Links, change: str) -> dict[str, str]:
    """Addresses without the row's own condition, which is put behind them: rows are many."""
    without = {change: None}
    found = {name: links.figure(name, **without) for name in COLUMNS}
    return found | {"": links.board(**without)}


def _row(
    key: int | None, name: str, found: Numbers, bases: dict[str, str], change: str
) -> dict[str, Any]:
    own = f"&{change.replace('_', '-')}={key}" if key is not None else ""
    return {
        "name": name,
        "url": bases[""] + own if own else "",
        "cells": [_cell(found, column, bases[column] + own) for column in COLUMNS],
        "shares": [percent(found.share(*pair)) for pair in SHARES],
    }


def _cell(found: Numbers, column: str, url: str) -> dict[str, Any]:
    count = getattr(found, column)
    return {
        "value": number(count),
        "url": url if count else "",
        "is_late": bool(count) and column in {"late", "overdue"},
    }


def _heat(asked: Asked) -> dict[str, Any]:
    links = Links(asked)
    found = lapsed_by_week(asked, WEEKS)
    rows = heat_rows(found, names_of(set(found)), asked.until, WEEKS, links)
    return {"page_title": _("Số liệu"), **frame(asked, current="tre"), "heat": rows}
