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
from lienthong.modules.onestop.queries.certification import CertifiedRow, certified_rows, totals
from lienthong.modules.onestop.queries.papers import clock_day
from lienthong.modules.onestop.queries.register import Span, span_of, unit_words
from lienthong.modules.onestop.views.desk.register import MOST_ON_SCREEN, units_of


class CertificationBookView(GuardedView):
    """The book on the screen."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Numbers of the days within reach; the newest 30 days without a question."""
        span = span_of(request.GET)
        context = _book(certified_rows(self.actor, **_asked(span)))
        rows = context["rows"]
        context |= {
            "page_title": _("Sổ chứng thực bản sao"),
            "span": span,
            "rows": rows[:MOST_ON_SCREEN],
            "more": len(rows) > MOST_ON_SCREEN,
            "units": units_of(self.actor, span),
        }
        return render(request, "onestop/desk/certification.html", context)


class CertificationPrintView(GuardedView):
    """The book as printed, A4 landscape."""

    permission = REGISTER

    def get(self, request: HttpRequest) -> HttpResponse:
        """All rows of the question."""
        span = span_of(request.GET)
        paper = _book(certified_rows(self.actor, **_asked(span))) | {
            "agency": unit_words(self.actor, span),
            "since": f"{span.since:%d/%m/%Y}",
            "until": f"{span.until:%d/%m/%Y}",
            "made_at": clock_day(timezone.now()),
        }
        back = {"title": _("Quay lại sổ"), "url": f"../?{span.query}"}
        context = {"paper": paper, "toolbar": {"ways": [back]}}
        return render(request, "onestop/print/certification_book.html", context)


def _asked(span: Span) -> dict[str, Any]:
    return {"since": span.since, "until": span.until, "unit_id": span.unit_id}


def _book(rows: list[CertifiedRow]) -> dict[str, Any]:
    copies, fee = totals(rows)
    shown = [{"row": row, "fee": fee_words(row)} for row in rows]
    return {"rows": shown, "copies": copies, "total": exact_dong(fee)}


def fee_words(row: CertifiedRow) -> str:
    """``Miễn phí`` only where the law waives a fee; a dash where none was asked."""
    return dong(row.fee) if row.fee or row.waived else "–"
