# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen has to pay before the dossier goes on, and the proof of having paid.

Legal basis: 61/2018/NĐ-CP, Điều 22.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.obligation import drop_proof, send_proof, take_proof
from lienthong.modules.onestop.models import Dossier, FinancialObligation
from lienthong.modules.onestop.panels.citizen_obligation import SLOT, obligation_page
from lienthong.modules.onestop.queries.dossiers import own_dossier
from lienthong.modules.onestop.queries.turns import open_obligation
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.uploads import receipt_of


class ObligationView(PersonalView):
    """What to pay, where and why; the number or a photograph of the treasury's paper."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Show it; once paid, the dossier."""
        dossier = own_dossier(self.actor, code)
        obligation = open_obligation(dossier)
        if obligation is None:
            messages.info(request, _("Hồ sơ này không còn khoản nào phải nộp."))
            return redirect("onestop:citizen-dossier", dossier.code)
        return self.show(dossier, obligation)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the proof."""
        dossier = own_dossier(self.actor, code)
        obligation = open_obligation(dossier)
        if obligation is None:
            return redirect("onestop:citizen-dossier", dossier.code)
        number = request.POST.get("number", "")
        try:
            send_proof(dossier, number=number, actor=self.keyed_actor)
        except InvalidInput as refused:
            wrong = refused.fields["proof"]
            return self.show(dossier, obligation, typed=number, wrong=wrong, status=422)
        messages.success(request, _("Đã gửi chứng từ. Quầy một cửa xem rồi ghi nhận."))
        return redirect("onestop:citizen-dossier", dossier.code)

    def show(
        self,
        dossier: Dossier,
        obligation: FinancialObligation,
        *,
        typed: str = "",
        wrong: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw the page."""
        fault = self.take_fault().get(SLOT, "")
        context = obligation_page(
            dossier, obligation, typed=typed, wrong=wrong, fault=fault, actor=self.actor
        )
        return self.page("obligation", context, status=status)


class ProofView(PersonalView):
    """Files of the proof: takes receipts from the edge, takes files out."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Take the receipt, then show the page."""
        dossier = own_dossier(self.actor, code)
        receipt, fault = receipt_of(request)
        if receipt is not None:
            if receipt.draft != f"dossier-{dossier.pk}" or receipt.slot != SLOT:
                raise OutOfScope
            try:
                take_proof(dossier, receipt=receipt, actor=self.actor)
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if fault:
            self.remember_fault(SLOT, fault)
        return redirect("onestop:citizen-obligation", dossier.code)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Take one file out again."""
        dossier = own_dossier(self.actor, code)
        text = request.POST.get("remove", "")
        drop_proof(dossier, file_id=int(text) if text.isdecimal() else 0, actor=self.keyed_actor)
        return redirect("onestop:citizen-obligation", dossier.code)
