# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answer a request to supplement, item by item.

Legal basis: 45/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.receiving_files import drop_answer_file, take_answer_file
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    answer_supplement,
)
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.panels.citizen_supplement import supplement_page
from lienthong.modules.onestop.queries.dossiers import own_dossier
from lienthong.modules.onestop.queries.turns import open_notice
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.uploads import receipt_of


class AnswerView(PersonalView):
    """All items of the waiting notice on one page; sent once, when every item has an answer."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Show the items."""
        dossier = own_dossier(self.actor, code)
        notice = open_notice(dossier)
        if notice is None:
            messages.info(request, _("Hồ sơ này không còn yêu cầu bổ sung nào."))
            return redirect("onestop:citizen-dossier", dossier.code)
        return self.show(dossier, notice, {}, {})

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Send the answers."""
        dossier = own_dossier(self.actor, code)
        notice = open_notice(dossier)
        if notice is None:
            return redirect("onestop:citizen-dossier", dossier.code)
        typed = {
            defect.pk: request.POST.get(f"answer_{defect.pk}", "")
            for defect in notice.defects.all()
        }
        answers = Answers({pk: Answer(text=text) for pk, text in typed.items()})
        try:
            answer_supplement(dossier, answers=answers, actor=self.keyed_actor)
        except InvalidInput as refused:
            return self.show(dossier, notice, typed, refused.fields, status=422)
        messages.success(request, _("Đã gửi giấy tờ bổ sung. Quầy một cửa xem lại ngay."))
        return redirect("onestop:citizen-dossier", dossier.code)

    def show(
        self,
        dossier: Dossier,
        notice: SupplementNotice,
        typed: dict[int, str],
        wrong: dict[str, str],
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the page."""
        context: dict[str, Any] = supplement_page(dossier, notice, typed, wrong, self.actor)
        faults = self.take_fault()
        for item in context["items"]:
            item["slot"]["fault"] = faults.get(str(item["id"]), "")
        return self.page("supplement", context, status=status)


class DefectFileView(PersonalView):
    """Files for one item: takes receipts from the edge, takes files out."""

    def get(self, request: HttpRequest, code: str, defect: int) -> HttpResponseBase:
        """Take the receipt, then show the items."""
        dossier = own_dossier(self.actor, code)
        receipt, fault = receipt_of(request)
        if receipt is not None:
            try:
                take_answer_file(dossier, defect_id=defect, receipt=receipt, actor=self.actor)
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if fault:
            self.remember_fault(str(defect), fault)
        return redirect(_items_of(dossier, defect))

    def post(self, request: HttpRequest, code: str, defect: int) -> HttpResponseBase:
        """Take one file out again."""
        dossier = own_dossier(self.actor, code)
        text = request.POST.get("remove", "")
        file_id = int(text) if text.isdecimal() else 0
        drop_answer_file(dossier, defect_id=defect, file_id=file_id, actor=self.keyed_actor)
        return redirect(_items_of(dossier, defect))


def _items_of(dossier: Dossier, defect: int) -> str:
    address = reverse("onestop:citizen-supplement", args=[dossier.code])
    return f"{address}#muc-{defect}"
