# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The figures that everybody may see: how much came, how much was kept, what is late now.

Legal basis: 61/2018/NĐ-CP, Điều 31 (results are published).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.pages import keepable
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.panels.figure_public import public_figures
from lienthong.modules.onestop.permissions import CATALOGUE
from lienthong.modules.onestop.queries.figures import Asked

PERIODS = {"thang": 1, "quy": 3, "nam": 12}


class PublicFiguresView(GuardedView):
    """The whole province, nobody's name; the address carries the period."""

    permission = CATALOGUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """This month, this quarter or this year until today."""
        chosen = request.GET.get("ky", "")
        chosen = chosen if chosen in PERIODS else "nam"
        today = timezone.localdate()
        asked = Asked(_first(today, PERIODS[chosen]), today, timezone.now())
        context: dict[str, Any] = {
            "page_title": _("Số liệu giải quyết hồ sơ"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Số liệu giải quyết hồ sơ"), None)],
            **public_figures(asked, chosen),
        }
        response = render(request, "onestop/citizen/figures.html", context)
        return response if self.actor.is_signed_in else keepable(response, "ky")


def _first(today: date, months: int) -> date:
    """First day of the month, quarter or year of a day."""
    return today.replace(month=(today.month - 1) // months * months + 1, day=1)
