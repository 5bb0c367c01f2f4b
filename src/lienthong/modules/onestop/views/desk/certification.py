# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The book of certified copies: filter by days, read, print.

Legal basis: 23/2015/NĐ-CP.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.money import dong, exact_dong
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.certification import (
    CertifiedRow,
    certified_numbers,
    certified_rows,
    totals,
)
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.queries.register import head_words, span_of
from lienthong.modules.onestop.queries.slips import CERTIFICATION_BOOK
from lienthong.modules.onestop.views.desk.papers import show_print
from lienthong.modules.onestop.views.desk.register import (
    MOST_ON_SCREEN,
    is_too_long,
    too_many,
    units_of,
)


class CertificationBookView(GuardedView):
    """The book on the screen."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Numbers of the days within reach; the newest 30 days without a question."""
        span = span_of(request.GET)
        found = certified_numbers(self.actor, span)[: MOST_ON_SCREEN + 1]
        rows = list(certified_rows(found))
        context = _book(rows[:MOST_ON_SCREEN]) | {
            "page_title": _("Sổ chứng thực bản sao"),
            "span": span,
            "more": len(rows) > MOST_ON_SCREEN,
            "units": units_of(self.actor, span),
        }
        return render(request, "onestop/desk/certification.html", context)


class CertificationPrintView(GuardedView):
    """The book as printed, A4 landscape."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """All rows of the question, when they are not too many for a paper."""
        span = span_of(request.GET)
        found = certified_numbers(self.actor, span)
        if is_too_long(found):
            return too_many(request, span, "onestop:officer-certification")
        paper = _book(list(certified_rows(found))) | {
            "agency": head_words(self.actor, span),
            "since": f"{span.since:%d/%m/%Y}",
            "until": f"{span.until:%d/%m/%Y}",
            "made_at": clock_day(timezone.now()),
        }
        back = {"title": _("Quay lại sổ"), "url": f"../?{span.query}"}
        context = {"paper": paper, "toolbar": {"ways": [back]}}
        return show_print(request, CERTIFICATION_BOOK, context, on=timezone.now())


def _book(rows: list[CertifiedRow]) -> dict[str, Any]:
    copies, fee = totals(rows)
    shown = [{"row": row, "fee": fee_words(row)} for row in rows]
    return {"rows": shown, "copies": copies, "total": exact_dong(fee)}


def fee_words(row: CertifiedRow) -> str:
    """``Miễn phí`` only where the law waives a fee; a dash where none was asked."""
    return dong(row.fee) if row.fee or row.waived else "–"
