# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The register of dossiers (Mẫu 07): filter by days and unit, print, Excel.

Legal basis: 03/2025/TT-VPCP.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.ui.api import look_of
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.enums import BEFORE_ACCEPTANCE, DossierState
from lienthong.modules.onestop.exports.register import register_workbook
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.dossiers import register, register_pieces, register_rows
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.queries.register import (
    Span,
    covered_words,
    found_in,
    head_words,
    span_of,
)
from lienthong.modules.onestop.queries.slips import REGISTER_PAPER
from lienthong.modules.onestop.tables import REGISTER_LIST
from lienthong.modules.onestop.views.desk.papers import show_print

MOST_ON_SCREEN = 500
MOST_AT_ONCE = 5_000
"""Rows of one paper or workbook that a page makes; longer lists are taken away by a job."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterView(GuardedView):
    """The register on the screen."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Dossiers of the days within reach; the newest 30 days without a question."""
        look = look_of(REGISTER_LIST, request.GET, self.actor)
        if look.jump:
            return redirect(look.jump)
        span = span_of(request.GET)
        found = found_in(self.actor, span)
        found = found.reverse() if look.order == "moi" else found
        rows = register_rows(found[: MOST_ON_SCREEN + 1])
        context = {
            "page_title": _("Sổ theo dõi hồ sơ"),
            "look": look,
            "hidden": look.hidden,
            "span": span,
            "export_query": REGISTER_LIST.query(request.GET).lstrip("?") or span.query,
            "rows": rows[:MOST_ON_SCREEN],
            "more": len(rows) > MOST_ON_SCREEN,
            "units": units_of(self.actor, span),
            "states": [pair for pair in DossierState.choices if pair[0] not in BEFORE_ACCEPTANCE],
        }
        return render(request, "onestop/desk/register.html", context)


class RegisterPrintView(GuardedView):
    """The register as printed, A4."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """All rows of the question, when they are not too many for a paper."""
        span = span_of(request.GET)
        found = found_in(self.actor, span)
        if is_too_long(found):
            return too_many(request, span)
        paper = {
            "agency": head_words(self.actor, span),
            "since": f"{span.since:%d/%m/%Y}",
            "until": f"{span.until:%d/%m/%Y}",
            "rows": list(register_pieces(found)),
            "made_at": clock_day(timezone.now()),
        }
        excel = {"title": _("Tải Excel"), "url": f"../excel/?{span.query}"}
        back = {"title": _("Quay lại sổ"), "url": f"../?{span.query}"}
        context = {"paper": paper, "toolbar": {"ways": [excel, back]}}
        return show_print(request, REGISTER_PAPER, context, on=timezone.now())


class RegisterExcelView(GuardedView):
    """The register as a workbook."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """All rows of the question, when they are not too many for a page to wait for."""
        span = span_of(request.GET)
        found = found_in(self.actor, span)
        if is_too_long(found):
            return too_many(request, span)
        rows = list(register_pieces(found))
        content = register_workbook(rows, title=covered_words(self.actor, span), span=span.words)
        response = HttpResponse(content, content_type=EXCEL)
        name = f"so-theo-doi-{span.since:%Y%m%d}-{span.until:%Y%m%d}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def is_too_long(found: QuerySet[Any]) -> bool:
    """Whether there are more rows than a page makes at once; reads only so many numbers."""
    return len(found.values_list("pk")[: MOST_AT_ONCE + 1]) > MOST_AT_ONCE


def too_many(
    request: HttpRequest, span: Span, back: str = "onestop:officer-register"
) -> HttpResponse:
    """Back to the list, which says how to have all of it."""
    told = _("Kỳ này có hơn %(most)s dòng. Chọn kỳ ngắn hơn, hoặc bấm “Lấy Excel” để lấy hết.")
    messages.error(request, told % {"most": number_format(MOST_AT_ONCE, force_grouping=True)})
    return redirect(f"{reverse(back)}?{span.query}")


def units_of(actor: Actor, span: Span) -> list[tuple[int, str]]:
    """Units to choose from: those within reach; for the whole province those with dossiers."""
    allowed = reachable_unit_ids(reach(actor, REGISTER))
    if allowed is None:
        rows = register(actor, since=span.since, until=span.until)
        allowed = rows.order_by().values_list("case__unit_id").distinct()
    ids = {row[0] if isinstance(row, tuple) else int(row) for row in allowed}
    return sorted(names_of(ids).items(), key=lambda pair: pair[1])
