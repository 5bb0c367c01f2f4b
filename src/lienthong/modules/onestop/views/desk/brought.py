# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers that somebody brings to the desk after Mẫu 02: noted or scanned, then checked.

Legal basis: 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import open_steps_of
from lienthong.kernel.errors import DomainError, InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.receiving_files import (
    drop_brought_file,
    take_brought_file,
)
from lienthong.modules.onestop.actions.supplement import Answer, Answers, bring_supplement
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.panels.desk_brought import brought_items
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.queries.turns import open_notice
from lienthong.modules.onestop.views.citizen.uploads import receipt_of
from lienthong.modules.onestop.views.desk.places import desk_url


class BroughtView(GuardedView):
    """What the waiting notice asks for and what the desk was given for each item."""

    permission = RECEIVE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The items; a dossier that waits for nothing leads to itself."""
        dossier = self.dossier(pk)
        notice = open_notice(dossier)
        if notice is None:
            return redirect("onestop:officer-case", pk=dossier.pk)
        return self.page(dossier, notice)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note what was brought and go on with the check."""
        dossier = self.dossier(pk)
        notice = open_notice(dossier)
        if notice is None:
            return redirect("onestop:officer-case", pk=dossier.pk)
        given = {
            item.pk: Answer(request.POST.get(f"answer_{item.pk}", ""))
            for item in notice.defects.all()
        }
        try:
            bring_supplement(dossier, answers=Answers(given), actor=self.actor)
        except InvalidInput as refused:
            return self.page(dossier, notice, refused)
        messages.success(request, _("Đã ghi giấy tờ người nộp mang tới. Hãy kiểm tra."))
        return redirect(desk_url(next(iter(open_steps_of(dossier.pk)), None)))

    def dossier(self, pk: int) -> Dossier:
        """The dossier, when the actor receives for its one-stop."""
        return get_or_404(self.actor, RECEIVE, dossiers(), pk=pk)

    def page(
        self, dossier: Dossier, notice: SupplementNotice, refused: InvalidInput | None = None
    ) -> HttpResponse:
        """The items with what was typed and, after a refusal, what is wrong."""
        wrong = refused.fields if refused else {}
        case_url = reverse("onestop:officer-case", args=[dossier.pk])
        items = brought_items(dossier, notice, self.request.POST, wrong, self.actor)
        context = {
            "page_title": _("Nhận bổ sung tại quầy"),
            "crumbs": [(dossier.code, case_url), (_("Nhận bổ sung tại quầy"), None)],
            "form_key": form_key(),
            "dossier": dossier,
            "case": dossier.case,
            "notice": notice,
            "items": items,
            "errors": [
                {"target": f"id_{row['field']}", "message": row["error"]}
                for row in items
                if row["error"]
            ],
        }
        status = 422 if refused else 200
        return render(self.request, "onestop/desk/brought.html", context, status=status)


class BroughtFileView(BroughtView):
    """Files for one item: takes receipts from the edge, takes files of the desk out."""

    def get(self, request: HttpRequest, pk: int, item: int = 0) -> HttpResponse:
        """Take the receipt, then show the items."""
        dossier = self.dossier(pk)
        receipt, fault = receipt_of(request)
        if receipt is not None:
            try:
                take_brought_file(dossier, defect_id=item, receipt=receipt, actor=self.actor)
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if fault:
            messages.error(request, fault)
        return self.back(dossier, item)

    def post(self, request: HttpRequest, pk: int, item: int = 0) -> HttpResponse:
        """Take one file out again."""
        dossier = self.dossier(pk)
        text = request.POST.get("remove", "")
        file_id = int(text) if text.isdecimal() else 0
        if open_notice(dossier) is not None:
            drop_brought_file(dossier, defect_id=item, file_id=file_id, actor=self.actor)
        return self.back(dossier, item)

    def back(self, dossier: Dossier, item: int) -> HttpResponse:
        """To the item on the page."""
        address = reverse("onestop:officer-brought", args=[dossier.pk])
        return redirect(f"{address}#muc-{item}")
