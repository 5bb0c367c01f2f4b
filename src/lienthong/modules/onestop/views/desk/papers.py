# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Printed papers in the browser: usable at once, the PDF as soon as the worker has made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    IssuedDocument,
    PrintTemplateVersion,
    wording,
)
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.money import dong
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.enums import PaperKind, SlipSize
from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    PrintProfile,
    Receipt,
    ResultReturn,
)
from lienthong.modules.onestop.permissions import RECEIVE, VIEW
from lienthong.modules.onestop.queries.desk_profiles import print_profile
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.queries.moving_papers import (
    fee_receipt_values,
    result_receipt_values,
)
from lienthong.modules.onestop.queries.papers import codes_on, paper_values
from lienthong.modules.onestop.queries.slips import FEE_RECEIPT, RESULT_RECEIPT, SLIPS

IN_FRAME = "khung"
"""Asks for the bare paper, for the hidden frame from which a screen prints."""

COPIES = "123"
"""The copies of a paper, by number; the paper says what each is for."""
HALF_A_SHEET = 900
"""Letters of free text that surely fit on A5; more is printed on sheets of its own."""

WRITTEN = ("reason", "apology", "returned", "findings", "participants", "defects", "rows", "holds")


def goes_in_pairs(profile: PrintProfile, paper: Mapping[str, Any]) -> bool:
    """Whether two copies lie side by side on A4: as the desk chose, unless a copy is too long."""
    written = sum(len(str(paper.get(name, ""))) for name in WRITTEN)
    return profile.size == SlipSize.A4_PAIR and written <= HALF_A_SHEET


def show_print(
    request: HttpRequest,
    code: str,
    context: dict[str, Any],
    *,
    words: PrintTemplateVersion | None = None,
    on: datetime | None = None,
) -> HttpResponse:
    """A paper in the browser: with its tool bar, or bare for the frame of another screen.

    It has these words, or those of the day of the moment ``on``.
    """
    if on is not None:
        words = wording.words_in_force(code, on=timezone.localdate(on))
    bare = {"toolbar": None} if IN_FRAME in request.GET else {}
    return HttpResponse(wording.paper_html(code, context | bare, words=words, request=request))


def sheet_html(code: str, context: dict[str, Any]) -> SafeString:
    """One sheet of a paper that is not made yet, with the words of today, to show in a screen."""
    bare = {"is_bare": True, "copies": "0"}
    return wording.paper_html(code, context | bare, words=wording.words_in_force(code))


class PaperView(GuardedView):
    """A kept paper, both copies, with the tool bar."""

    permission = VIEW
    at_once = False

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The paper with the values of its day."""
        papers = DossierPaper.objects.select_related("dossier__case", "print_version")
        paper = get_or_404(self.actor, VIEW, papers, pk=pk)
        context = self._context(paper)
        return show_print(request, SLIPS[paper.kind], context, words=paper.print_version)

    def _context(self, paper: DossierPaper) -> dict[str, Any]:
        toolbar = self._toolbar(paper.dossier)
        profile = print_profile(self.actor)
        if paper.file_version_id:
            toolbar["pdf_url"] = reverse("officer:file", args=[paper.file_version_id])
        toolbar["pdf_waits"] = not paper.file_version_id
        if self.at_once and paper.kind == PaperKind.ACCEPTANCE_SLIP:
            toolbar["message"] = received_words(paper.dossier)
        return {
            "paper": paper.data,
            **codes_on(paper.data, title=_("Mã QR tra cứu hồ sơ")),
            "copies": COPIES[: _copies(paper.kind, profile)],
            "pair": goes_in_pairs(profile, paper.data),
            "toolbar": toolbar,
        }

    def _toolbar(self, dossier: Dossier) -> dict[str, Any]:
        case = reverse("onestop:officer-case", args=[dossier.pk])
        ways = [{"title": _("Xem hồ sơ"), "url": case}]
        if self.actor.holds(RECEIVE.code):
            counter = {"title": _("Người tiếp theo"), "url": reverse("onestop:officer-counter")}
            desk = {"title": _("Quầy tiếp nhận"), "url": reverse("onestop:officer-reception")}
            ways = [counter | {"key": "F9"}, desk, *ways]
        return {"ways": ways, "at_once": self.at_once}


class PaperNowView(PaperView):
    """The paper just made: the browser's print dialog opens by itself."""

    permission = VIEW
    at_once = True


class ControlSlipView(PaperView):
    """Mẫu 06 of a dossier, from what stands now.

    Legal basis: 03/2025/TT-VPCP.
    """

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who gave, who took, in time or late."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        values = paper_values(dossier, PaperKind.CONTROL_SLIP, made_by=self.actor.name)
        pair = goes_in_pairs(print_profile(self.actor), values)
        context = {"paper": values, "toolbar": self._toolbar(dossier), "pair": pair}
        code = SLIPS[PaperKind.CONTROL_SLIP]
        return show_print(request, code, context, on=timezone.now())


class FeeReceiptView(GuardedView):
    """The receipt of fees in three copies: agency, payer, internal.

    Legal basis: 61/2018/NĐ-CP, Điều 22.
    """

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest receipt of a dossier."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        receipts = Receipt.objects.select_related("number__book", "payment__dossier__case")
        receipt = receipts.filter(payment__dossier=dossier).order_by("-pk").first()
        if receipt is None:
            raise OutOfScope
        context = {"paper": fee_receipt_values(receipt), "toolbar": case_toolbar(dossier)}
        return show_print(request, FEE_RECEIPT, context, on=receipt.payment.paid_at)


class ResultReceiptView(GuardedView):
    """The receipt for a result, two copies. Legal basis: 61/2018/NĐ-CP, Điều 20."""

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of a returned dossier."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        rows = ResultReturn.objects.select_related("result__dossier__case")
        handed = rows.filter(result__dossier=dossier).first()
        if handed is None:
            raise OutOfScope
        document = IssuedDocument.objects.filter(pk=handed.result.document_id or 0).first()
        context = {
            "paper": result_receipt_values(handed, document),
            "toolbar": case_toolbar(dossier),
        }
        return show_print(request, RESULT_RECEIPT, context, on=handed.returned_at)


def _copies(kind: str, profile: PrintProfile) -> int:
    """Mẫu 01 in as many copies as the desk chose, the others in two."""
    return profile.copies if kind == PaperKind.ACCEPTANCE_SLIP else 2


def case_toolbar(dossier: Dossier) -> dict[str, Any]:
    """The way back to the case."""
    case = reverse("onestop:officer-case", args=[dossier.pk])
    return {"ways": [{"title": _("Xem hồ sơ"), "url": case}]}


def received_words(dossier: Dossier) -> str:
    """What was just done, with the number of the receipt when money was taken."""
    receipt = Receipt.objects.filter(payment__dossier=dossier).order_by("-pk").first()
    if receipt is None:
        return _("Đã nhận hồ sơ %(code)s.") % {"code": dossier.code}
    words = _("Đã nhận hồ sơ %(code)s. Biên lai số %(number)s, %(amount)s.")
    amount = dong(receipt.payment.amount)
    return words % {"code": dossier.code, "number": receipt.code, "amount": amount}
