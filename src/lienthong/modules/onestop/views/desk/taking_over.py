# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk sends a dossier to the competent unit; the other desk takes it over or sends it back.

Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.units.api import version_of
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.forward import refuse_take_over, take_over
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_basis import basis_papers
from lienthong.modules.onestop.panels.work_papers import papers_beside
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.forwarding import waiting_forward
from lienthong.modules.onestop.views.desk.check import line_of
from lienthong.modules.onestop.views.desk.places import TAKE_NODES, desk_url
from lienthong.modules.onestop.views.desk.steps import DeskStepView, version_number, versions_of


class TakeOverView(DeskStepView):
    """Who sent it and why; take it or send it back with a reason."""

    permission = RECEIVE
    template = "onestop/desk/take_over.html"
    nodes = TAKE_NODES

    def act(self, request: HttpRequest, step: Step, name: str) -> HttpResponse:
        """Take over and go on checking, or refuse."""
        if name == "refuse":
            reason = request.POST.get("reason", "")
            refuse_take_over(step, reason=reason, version=version_number(request), actor=self.actor)
            messages.success(request, _("Đã trả hồ sơ lại nơi chuyển."))
            return redirect("onestop:officer-reception")
        if name != "take":
            raise IllegalState
        dossier = take_over(step, version=version_number(request), actor=self.actor)
        messages.success(request, _("Đã nhận hồ sơ. Trả lời người nộp trong 8 giờ làm việc."))
        return redirect(desk_url(next(iter(open_steps_of(dossier.pk)), None)))

    def more(self, step: Step, dossier: Dossier, kept: Any) -> dict[str, Any]:
        """The hand-over with the words of the one who sent it, and the papers."""
        given = waiting_forward(dossier)
        versions = versions_of(dossier)
        return {
            "given": given,
            "papers": papers_beside(
                dossier, self.request.GET.get("xem", ""), basis_papers(dossier), result_first=False
            ),
            "from_name": version_of(given.from_unit_id).name,
            "lines": [line_of(row, versions, kept) for row in dossier.components.all()],
        }
