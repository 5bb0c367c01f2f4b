# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every page of figures shows at its head: the days, the choices, how old the figures are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account
from lienthong.core.indicators.api import folded_at
from lienthong.core.units.api import names_of
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.figure_links import Links, day_words
from lienthong.modules.onestop.queries.figures import Asked


def frame(asked: Asked, *, current: str) -> dict[str, Any]:
    """Title, filters, tabs, periods to choose; ``current`` names the tab."""
    links = Links(asked)
    return {
        "asked": asked,
        "links": links,
        "title": place_words(asked),
        "period": period_words(asked),
        "periods": _periods(links),
        "tabs": _tabs(links, current),
        "conditions": _conditions(asked, links),
        "folded": folded_at(KIND),
        "report_url": links.report(),
    }


def place_words(asked: Asked) -> str:
    """For what the figures stand: the unit, the whole province, all within reach."""
    if asked.unit_id:
        return names_of({asked.unit_id}).get(asked.unit_id, "")
    return _("Toàn tỉnh") if asked.allowed is None else _("Các đơn vị của bạn")


def period_words(asked: Asked) -> str:
    """The days in words."""
    if asked.since == asked.until:
        return day_words(asked.since)
    return f"{day_words(asked.since)} – {day_words(asked.until)}"


def procedure_names(ids: set[int]) -> dict[int, str]:
    """Usual names of procedures, by the newest version of each."""
    rows = ProcedureVersion.objects.filter(procedure_id__in=ids).order_by("valid_from", "number")
    return dict(rows.values_list("procedure_id", "short_name"))


def officer_names(ids: set[int]) -> dict[int, str]:
    """Names of officers; 0 is nobody yet."""
    found = {row.pk: str(row) for row in Account.objects.filter(pk__in=ids)}
    return found | {0: _("Chưa ai thụ lý")}


def _tabs(links: Links, current: str) -> list[dict[str, Any]]:
    titles = [("", _("Tổng quan"), links.board()), ("don-vi", _("Theo đơn vị"), "")]
    titles += [("thu-tuc", _("Theo thủ tục"), ""), ("can-bo", _("Theo cán bộ"), "")]
    titles += [("tre", _("Trễ theo tuần"), "")]
    if links.asked.is_whole:
        titles = [each for each in titles if each[0] != "can-bo"]
    return [
        {
            "title": title,
            "url": url or links.table(key),
            "count": "",
            "current": key == current,
            "icon": "",
        }
        for key, title, url in titles
    ]


def _periods(links: Links) -> list[dict[str, Any]]:
    today = timezone.localdate()
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    half = today.replace(month=1 if today.month <= 6 else 7, day=1)
    spans: list[tuple[str, date, date]] = [
        (_("Tháng này"), month, today),
        (_("Tháng trước"), before, month - timedelta(days=1)),
        (_("Quý này"), quarter, today),
        (_("6 tháng"), half, today),
        (_("Năm nay"), today.replace(month=1, day=1), today),
    ]
    asked = (links.asked.since, links.asked.until)
    return [
        {
            "title": title,
            "url": links.query(tu=since.isoformat(), den=until.isoformat()),
            "current": asked == (since, until),
        }
        for title, since, until in spans
    ]


def _conditions(asked: Asked, links: Links) -> list[dict[str, str]]:
    """What is picked out, each with the address that leaves it out."""
    found = []
    if asked.unit_id:
        name = names_of({asked.unit_id}).get(asked.unit_id, "")
        found.append((_("Đơn vị"), name, {"don_vi": None, "can_bo": None}))
    if asked.procedure_id:
        name = procedure_names({asked.procedure_id}).get(asked.procedure_id, "")
        found.append((_("Thủ tục"), name, {"thu_tuc": None}))
    if asked.officer_id is not None:
        name = officer_names({asked.officer_id}).get(asked.officer_id, "")
        found.append((_("Cán bộ"), name, {"can_bo": None}))
    return [
        {"label": label, "value": value, "remove_url": links.query(**changes)}
        for label, value, changes in found
    ]
