# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people thought of units and officers: counts for the head, never who said what.

Legal basis: 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.permissions import SATISFACTION
from lienthong.modules.onestop.queries.satisfaction import (
    QUESTIONS,
    Counts,
    answers_within,
    by_officer,
    by_unit,
    comments_of,
    satisfaction_rules,
)

USUAL_DAYS = 90


class SatisfactionResultsView(GuardedView):
    """Shares of the satisfied by unit and by officer, and remarks."""

    permission = SATISFACTION

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the days asked for, else the last quarter."""
        today = timezone.localdate()
        until = parse_date_text(request.GET.get("den", "")) or today
        since = parse_date_text(request.GET.get("tu", "")) or until - timedelta(USUAL_DAYS)
        return render(request, "onestop/work/satisfaction.html", self._context(since, until))

    def _context(self, since: date, until: date) -> dict[str, Any]:
        found = answers_within(self.actor, since=since, until=until)
        units, officers = by_unit(found), by_officer(found)
        return {
            "page_title": _("Mức hài lòng"),
            "since": since,
            "until": until,
            "total": len(found),
            "least": satisfaction_rules().least_shown,
            "tables": [
                _table(_("Theo nơi phục vụ"), _("Nơi phục vụ"), units),
                _table(_("Theo người phục vụ"), _("Người phục vụ"), officers),
            ],
            "comments": comments_of(found),
        }


def _table(title: str, head: str, rows: list[Counts]) -> dict[str, Any]:
    return {"title": title, "head": head, "rows": [_row(row) for row in rows]}


def _row(row: Counts) -> dict[str, Any]:
    if row.hidden:
        return {"name": row.name, "hidden": True}
    often = sum(count for trips, count in row.trips.items() if trips > 1)
    shares = [f"{row.share(question)} %" for question in QUESTIONS]
    return {
        "name": row.name,
        "hidden": False,
        "answers": row.answers,
        "cells": [*shares, str(often)],
    }
