# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The public list of late dossiers: how many at which unit, which codes, how late, apologised or
not.

Legal basis: 61/2018/NĐ-CP, Điều 19; 01/2018/TT-VPCP, Điều 16.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lienthong.kernel.pages import keepable
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.permissions import CATALOGUE
from lienthong.modules.onestop.queries.late import PAGE, LatePage, late_dossiers, late_units

LONGEST_NUMBER = 18


class LateView(GuardedView):
    """One page; the address carries the unit and the place, so that visitors share kept bytes."""

    permission = CATALOGUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Counts by unit and the dossiers behind them, the longest late first."""
        units = late_units()
        asked = request.GET.get("don-vi", "")
        chosen = next((unit for unit in units if str(unit.unit_id) == asked), None)
        unit_id = chosen.unit_id if chosen else None
        after = _place(request.GET.get("sau", ""))
        page = late_dossiers(unit_id=unit_id, after=after, size=PAGE)
        names = {unit.unit_id: unit.name for unit in units}
        context = {
            "page_title": _("Hồ sơ trễ hạn"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Hồ sơ trễ hạn"), None)],
            "units": units,
            "total": sum(unit.count for unit in units),
            "chosen": chosen,
            "rows": [(row, names.get(row.unit_id, "")) for row in page.dossiers],
            "next_url": _next(page, unit_id) if page.more else "",
            "now": timezone.localtime(),
        }
        response = render(request, "onestop/citizen/late.html", context)
        return response if self.actor.is_signed_in else keepable(response, "don-vi", "sau")


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _sep, number = text.partition("|")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    fits = number.isdecimal() and len(number) <= LONGEST_NUMBER
    return (at, int(number)) if at is not None and at.tzinfo and fits else None


def _next(page: LatePage, unit_id: int | None) -> str:
    last = page.dossiers[-1]
    place = f"{last.promised_at:%Y-%m-%dT%H:%M:%S.%fZ}|{last.id}"
    return "?" + urlencode(({"don-vi": unit_id} if unit_id else {}) | {"sau": place})
