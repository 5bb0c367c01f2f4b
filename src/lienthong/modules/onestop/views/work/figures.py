# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The board of figures and the lists that every figure opens."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.domain.figures import LISTS
from lienthong.modules.onestop.exports.resolving import resolving_workbook
from lienthong.modules.onestop.forms.figures import asked_for, day_of
from lienthong.modules.onestop.panels.figure_board import board
from lienthong.modules.onestop.panels.figure_links import FIGURE_KEYS
from lienthong.modules.onestop.panels.figure_list import figure_list
from lienthong.modules.onestop.panels.figure_tables import tables
from lienthong.modules.onestop.permissions import FIGURES
from lienthong.modules.onestop.reports.resolving import resolving_report

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FigureBoardView(GuardedView):
    """One picture of a period: what came, what is resolved, what waits, what is late."""

    permission = FIGURES

    def get(self, request: HttpRequest) -> HttpResponse:
        """The days asked for, else this month until today."""
        asked = asked_for(self.actor, request.GET)
        return render(request, "onestop/figures/board.html", board(asked, self.actor))


class FigureTableView(GuardedView):
    """The same figures in rows: by unit, by procedure, by officer of a unit; the whole heat map."""

    permission = FIGURES

    def get(self, request: HttpRequest, by: str) -> HttpResponse:
        """One table. Raises 404 for a way to part them that there is not."""
        asked = asked_for(self.actor, request.GET)
        context = tables(asked, self.actor, by)
        if context is None:
            raise Http404
        return render(request, "onestop/figures/table.html", context)


class FigureReportView(GuardedView):
    """Biểu II.06a of the days asked for, as it stood at the end of the last one."""

    permission = FIGURES

    def get(self, request: HttpRequest) -> HttpResponse:
        """The workbook."""
        asked = asked_for(self.actor, request.GET)
        content = resolving_workbook(resolving_report(asked, self.actor))
        response = HttpResponse(content, content_type=EXCEL)
        name = f"bieu-ii06a-{asked.since:%Y%m%d}-{asked.until:%Y%m%d}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class FigureListView(GuardedView):
    """The dossiers behind one figure, a page at a time."""

    permission = FIGURES

    def get(self, request: HttpRequest, figure: str) -> HttpResponse:
        """Exactly those that were counted. Raises 404 for a figure that there is not."""
        name = FIGURE_KEYS.get(figure, "")
        if name not in LISTS:
            raise Http404
        asked = asked_for(self.actor, request.GET, ahead=name == "coming")
        after = _place(request.GET.get("sau", ""))
        context = figure_list(asked, name, after=after)
        return render(request, "onestop/figures/list.html", context)


def _place(text: str) -> tuple[date, int] | None:
    """Where a page begins: ``2026-11-20.4711``."""
    day, _dot, number = text.partition(".")
    found = day_of(day)
    return (found, int(number)) if found and number.isdecimal() and len(number) < 18 else None
