# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures for everybody: the balance in words, shares with their numbers, every agency."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.indicators.api import folded_at
from lienthong.core.units.api import names_of
from lienthong.kernel.money import number
from lienthong.kernel.text import sort_key
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.domain.figures import Numbers
from lienthong.modules.onestop.panels.figure_links import percent
from lienthong.modules.onestop.queries.figure_satisfaction import satisfied
from lienthong.modules.onestop.queries.figures import Asked, numbers, numbers_by

WAYS = (("thang", _("Tháng này")), ("quy", _("Quý này")), ("nam", _("Năm nay")))
LINES = (
    (_("Nhận trong kỳ"), "new"),
    (_("Từ kỳ trước chuyển sang"), "carried"),
    (_("Đã giải quyết"), "done"),
    (_("trong đó xong không trễ"), "kept"),
    (_("trong đó xong trễ"), "late"),
    (_("Đang giải quyết"), "pending"),
    (_("trong đó đang trễ"), "overdue"),
)
WITHIN = {"kept", "late", "overdue"}
SHARES = (
    (_("Nộp trực tuyến"), "online", "new"),
    (_("Phải bổ sung giấy tờ"), "supplemented", "done"),
    (_("Giấy tờ đã số hóa"), "digitised", "done"),
    (_("Nộp phí, lệ phí trực tuyến"), "paid_online", "charged"),
)


def public_figures(asked: Asked, chosen: str) -> dict[str, Any]:
    """Everything that the public page shows; agencies by name, never ranked by a single number."""
    found, by_agency = numbers(asked), numbers_by(asked, "agency")
    by_agency = {key: each for key, each in by_agency.items() if each.received}
    names = names_of(set(by_agency))
    order = sorted(by_agency, key=lambda key: sort_key(names.get(key, "")))
    pleased = satisfied(asked)
    return {
        "asked": asked,
        "kept": percent(found.share("kept", "done")),
        "done": number(found.done),
        "is_known": found.done > 0,
        "ways": [
            {"title": title, "url": f"?ky={key}", "current": key == chosen} for key, title in WAYS
        ],
        "lines": [
            {"title": title, "value": number(getattr(found, name)), "within": name in WITHIN}
            for title, name in LINES
        ],
        "shares": [_share(found, *each) for each in SHARES],
        "pleased": percent(pleased.share) if pleased.share is not None else "",
        "answers": number(pleased.answers),
        "rows": [_row(names.get(key, ""), by_agency[key]) for key in order],
        "folded": timezone.localtime(folded_at(KIND)) if folded_at(KIND) else None,
    }


def _share(found: Numbers, title: object, part: str, whole: str) -> dict[str, Any]:
    return {
        "title": title,
        "value": percent(found.share(part, whole)),
        "is_known": found.share(part, whole) is not None,
        "part": number(getattr(found, part)),
        "whole": number(getattr(found, whole)),
    }


def _row(name: str, found: Numbers) -> dict[str, Any]:
    return {
        "name": name,
        "received": number(found.received),
        "done": number(found.done),
        "kept": percent(found.share("kept", "done")),
        "pending": number(found.pending),
        "overdue": number(found.overdue),
        "online": percent(found.share("online", "new")),
    }
