# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The end-of-day list: six lists of a one-stop as of any day, on the screen and on A4."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import names_of
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.domain.day_list import DayList
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.day import day_lists
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.queries.register import Span
from lienthong.modules.onestop.queries.slips import DAY_PAPER
from lienthong.modules.onestop.views.desk.papers import show_print
from lienthong.modules.onestop.views.desk.register import units_of

LONGEST_NUMBER = 18


class DayView(GuardedView):
    """The lists of one day, each with its count."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Today's, or those of the day and unit that the address names."""
        day, wrong = _asked_day(request.GET.get("ngay", ""))
        number = request.GET.get("don-vi", "")
        unit_id = int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else None
        found = day_lists(self.actor, day=day, unit_id=unit_id)
        context = {
            "page_title": _("Danh sách cuối ngày"),
            "day": day,
            "wrong_day": wrong,
            "unit_id": unit_id,
            "lists": [(name, _titles()[name], rows) for name, rows in found.items()],
            "query": urlencode(
                {"ngay": day.isoformat()} | ({"don-vi": unit_id} if unit_id else {})
            ),
            **self.more(day, unit_id),
        }
        return self.show(request, context)

    def show(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Draw the lists."""
        return render(request, "onestop/desk/day.html", context)

    def more(self, day: date, unit_id: int | None) -> dict[str, Any]:
        """What this form of the lists needs besides."""
        return {"units": units_of(self.actor, Span(day, day, None))}


class DayPrintView(DayView):
    """The same on paper."""

    def show(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Draw the paper."""
        return show_print(request, DAY_PAPER, context, on=timezone.now())

    def more(self, day: date, unit_id: int | None) -> dict[str, Any]:
        """Head and foot of the paper."""
        chosen = unit_id or self.actor.unit_id
        agency = names_of({chosen}).get(chosen, "") if chosen else ""
        back = {"title": _("Quay lại danh sách"), "url": "../"}
        return {
            "paper": {"agency": agency, "made_at": clock_day(timezone.now())},
            "toolbar": {"ways": [back]},
        }


def _asked_day(text: str) -> tuple[date, bool]:
    """The day asked for, never after today; whether what was typed is no day."""
    today = timezone.localdate()
    try:
        day = parse_date(text) or parse_date_text(text)
    except ValueError:
        day = None
    return min(day or today, today), bool(text.strip()) and day is None


def _titles() -> dict[DayList, Any]:
    return {
        DayList.RECEIVED: gettext_lazy("Đã tiếp nhận"),
        DayList.ON_TIME: gettext_lazy("Giải quyết đúng hạn"),
        DayList.LATE: gettext_lazy("Trễ hạn"),
        DayList.DUE: gettext_lazy("Đến hạn hôm đó, chưa xong"),
        DayList.WAITING: gettext_lazy("Chờ người dân bổ sung"),
        DayList.RETURNED: gettext_lazy("Đã trả kết quả"),
    }
