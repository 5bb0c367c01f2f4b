# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers that somebody brings to the desk after Mẫu 02: noted item by item, then checked.

Legal basis: 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import open_steps_of
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.supplement import Answer, Answers, bring_supplement
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.queries.turns import open_notice
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
        return _page(request, dossier, notice)

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
            return _page(request, dossier, notice, refused)
        messages.success(request, _("Đã ghi giấy tờ người nộp mang tới. Hãy kiểm tra."))
        return redirect(desk_url(next(iter(open_steps_of(dossier.pk)), None)))

    def dossier(self, pk: int) -> Dossier:
        """The dossier, when the actor receives for its one-stop."""
        return get_or_404(self.actor, RECEIVE, dossiers(), pk=pk)


def _page(
    request: HttpRequest,
    dossier: Dossier,
    notice: SupplementNotice,
    refused: InvalidInput | None = None,
) -> HttpResponse:
    wrong = refused.fields if refused else {}
    case_url = reverse("onestop:officer-case", args=[dossier.pk])
    items = [
        {
            "field": f"answer_{item.pk}",
            "item": item,
            "text": request.POST.get(f"answer_{item.pk}", ""),
            "error": wrong.get(f"defect_{item.pk}", ""),
        }
        for item in notice.defects.all()
    ]
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
    return render(request, "onestop/desk/brought.html", context, status=status)
