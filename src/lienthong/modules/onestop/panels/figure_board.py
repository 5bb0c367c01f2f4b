# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The board: tiles, the balance, shares, where it is late, what falls due, the last months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import number
from lienthong.modules.onestop.domain.figures import Numbers
from lienthong.modules.onestop.panels.figure_charts import bars, heat_rows, line
from lienthong.modules.onestop.panels.figure_frame import frame
from lienthong.modules.onestop.panels.figure_links import EXPLANATIONS, TITLES, Links, percent
from lienthong.modules.onestop.queries.figure_charts import (
    MonthFigures,
    due_by_day,
    lapsed_by_week,
    month_figures,
)
from lienthong.modules.onestop.queries.figure_satisfaction import Satisfied, satisfied
from lienthong.modules.onestop.queries.figures import Asked, numbers

MONTHS, WEEKS, DAYS, PLACES = 12, 11, 11, 12
BALANCE = (
    (gettext_lazy("Phải giải quyết"), "received", ("online", "desk", "post", "carried")),
    (gettext_lazy("Đã giải quyết"), "done", ("early", "on_time", "withdrawn", "late")),
    (gettext_lazy("Đang giải quyết"), "pending", ("in_time", "soon", "held", "overdue")),
)
WITHIN = {
    "withdrawn": gettext_lazy("trong đó người nộp rút"),
    "soon": gettext_lazy("trong đó sắp đến hạn"),
    "held": gettext_lazy("trong đó đồng hồ đang dừng"),
}
"""Parts of the line above, not further dossiers."""
SHARES = (
    (gettext_lazy("Xong không trễ"), "kept", "done"),
    (gettext_lazy("Nộp trực tuyến"), "online", "new"),
    (gettext_lazy("Phải bổ sung"), "supplemented", "done"),
    (gettext_lazy("Giấy tờ đã số hóa"), "digitised", "done"),
    (gettext_lazy("Nộp tiền trực tuyến"), "paid_online", "charged"),
)


def board(asked: Asked, actor: Actor) -> dict[str, Any]:
    """Everything that the board shows, in a bounded number of statements."""
    found, before = numbers(asked), numbers(asked.before())
    months = month_figures(asked, MONTHS)
    links = Links(asked)
    pleased = satisfied(asked)
    return {
        "page_title": _("Số liệu"),
        **frame(asked, current=""),
        "tiles": _tiles(found, before, months, pleased, links),
        "balance": [_column(found, links, *each) for each in BALANCE],
        "balances": found.balances,
        "shares": [_share(found, links, *each) for each in SHARES],
        "heat": _heat(asked, links),
        "coming": _coming(asked, links),
        "trend": _trend(months),
    }


def _tiles(
    found: Numbers,
    before: Numbers,
    months: list[MonthFigures],
    pleased: Satisfied,
    links: Links,
) -> list[dict[str, Any]]:
    kept = [each.share for each in months if each.share is not None]
    online = [100 * each.online / each.new for each in months if each.new]
    return [
        _percent_tile(_("Trả đúng hạn"), found, before, ("kept", "done"), links) | {"points": kept},
        _count_tile(_("Đang giải quyết"), found.pending, before.pending, links.figure("pending")),
        _count_tile(_("Đang trễ"), found.overdue, before.overdue, links.figure("overdue")),
        _percent_tile(_("Nộp trực tuyến"), found, before, ("online", "new"), links)
        | {"points": online},
        {
            "label": _("Hài lòng"),
            "value": percent(pleased.share),
            "unit": "%" if pleased.share is not None else "",
            "compare": ngettext("%(count)s phiếu", "%(count)s phiếu", pleased.answers)
            % {"count": number(pleased.answers)},
            "direction": "",
            "url": "",
        },
    ]


def _percent_tile(
    label: str, found: Numbers, before: Numbers, pair: tuple[str, str], links: Links
) -> dict[str, Any]:
    now, then = found.share(*pair), before.share(*pair)
    part, whole = (number(getattr(found, name)) for name in pair)
    words = _("%(part)s trên %(whole)s") % {"part": part, "whole": whole}
    direction = ""
    if now is not None and then is not None:
        change = round(now - then, 1)
        direction = "up" if change > 0 else "down" if change < 0 else "same"
        points = percent(abs(change))
        words += "; " + (
            _("hơn kỳ trước %(points)s điểm") % {"points": points}
            if change > 0
            else _("kém kỳ trước %(points)s điểm") % {"points": points}
            if change < 0
            else _("bằng kỳ trước")
        )
    return {
        "label": label,
        "value": percent(now),
        "unit": "%" if now is not None else "",
        "compare": words,
        "direction": direction,
        "url": links.figure(pair[0]),
    }


def _count_tile(label: str, now: int, then: int, url: str) -> dict[str, Any]:
    change = now - then
    direction = "up" if change > 0 else "down" if change < 0 else "same"
    size = {"count": number(abs(change))}
    words = _("hơn cuối kỳ trước %(count)s") % size if change > 0 else ""
    words = _("ít hơn cuối kỳ trước %(count)s") % size if change < 0 else words
    return {
        "label": label,
        "value": number(now),
        "unit": "",
        "compare": words or _("bằng cuối kỳ trước"),
        "direction": direction,
        "url": url,
    }


def _column(
    found: Numbers, links: Links, title: object, total: str, parts: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "title": title,
        "total": _cell(found, links, total),
        "parts": [_cell(found, links, part) for part in parts],
    }


def _cell(found: Numbers, links: Links, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "title": WITHIN.get(name, TITLES[name]),
        "help": EXPLANATIONS.get(name, ""),
        "value": number(getattr(found, name)),
        "url": links.figure(name),
        "is_late": name in {"late", "overdue"} and getattr(found, name) > 0,
        "within": name in WITHIN,
    }


def _share(found: Numbers, links: Links, title: object, part: str, whole: str) -> dict[str, Any]:
    value = found.share(part, whole)
    return {
        "title": title,
        "value": percent(value),
        "is_known": value is not None,
        "width": round(value or 0),
        "part": number(getattr(found, part)),
        "whole": number(getattr(found, whole)),
        "url": links.figure(part),
        "whole_url": links.figure(whole),
    }


def _heat(asked: Asked, links: Links) -> dict[str, Any]:
    found = lapsed_by_week(asked, WEEKS)
    worst = sorted(found, key=lambda unit: -sum(found[unit].values()))[:PLACES]
    names = names_of(set(worst))
    rows = heat_rows({unit: found[unit] for unit in worst}, names, asked.until, WEEKS, links)
    return rows | {"count": len(found), "all_url": links.table("tre")}


def _coming(asked: Asked, links: Links) -> dict[str, Any]:
    today = timezone.localdate(asked.now)
    found = due_by_day(asked, DAYS)
    days = [today + timedelta(days=place) for place in range(DAYS)]
    week = sum(found.get(day, 0) for day in days if day <= _sunday(today))
    return {
        "chart": bars([(day, found.get(day, 0)) for day in days], today, links),
        "week": number(week),
        "total": sum(found.values()),
        "week_url": links.figure("coming", tu=today.isoformat(), den=_sunday(today).isoformat()),
    }


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _trend(months: list[MonthFigures]) -> dict[str, Any]:
    rows = [
        {
            "label": f"{each.month:%m/%Y}",
            "new": number(each.new),
            "done": number(each.done),
            "share": percent(each.share),
        }
        for each in months
    ]
    return {"chart": line(months), "rows": rows, "is_known": any(m.done for m in months)}
