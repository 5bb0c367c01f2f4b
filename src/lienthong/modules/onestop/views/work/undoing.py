# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What can still be undone or must be: taking a step back, the list of what one did, revocation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.revoke import RevocationDecision, revoke_result
from lienthong.modules.onestop.actions.take_back import take_back_step
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_done import done_groups
from lienthong.modules.onestop.permissions import REVOKE, VIEW
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.work.case import refused_case


class DoneView(GuardedView):
    """What one finished, newest first; what nobody opened yet can be taken back."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list by day."""
        context = {
            "page_title": _("Việc đã làm"),
            "groups": done_groups(self.actor),
            "form_key": form_key(),
        }
        return render(request, "onestop/work/done.html", context)


class TakeBackView(GuardedView):
    """Take one finished step back."""

    permission = VIEW
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it again and show the case, or say why not."""
        step = get_or_404(self.actor, VIEW, Step.objects.select_related("case"), pk=pk)
        try:
            take_back_step(step, actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("onestop:officer-done")
        messages.success(request, _("Đã thu hồi. Bạn sửa rồi chuyển lại."))
        return redirect("onestop:officer-case", pk=step.case_id)


class RevokeView(GuardedView):
    """The leader revokes a granted result."""

    permission = REVOKE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it; a refusal shows the case with what was typed."""
        dossier: Dossier = get_or_404(self.actor, REVOKE, dossiers(), pk=pk)
        version = request.POST.get("version", "")
        try:
            revoke_result(
                dossier,
                decision=decision_of(request.POST),
                version=int(version) if version.isdecimal() else None,
                actor=self.actor,
            )
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, pk, refused, form="thu-hoi")
        messages.success(request, _("Đã thu hồi kết quả. Trang kiểm tra giấy tờ báo ngay."))
        return redirect("onestop:officer-case", pk=pk)


def decision_of(data: Any) -> RevocationDecision:
    """The decision as typed; a day that is none becomes nothing."""
    try:
        day = parse_date_text(data.get("decided_on", ""))
    except ValueError:
        day = None
    return RevocationDecision(
        ground=data.get("ground", ""),
        legal_basis=data.get("legal_basis", ""),
        number=data.get("number", ""),
        decided_on=day,
        correction=data.get("correction", ""),
    )


def undo_of(step: Step) -> str:
    """What a message carries so that its toast can take the step back."""
    return f"undo={reverse('onestop:officer-take-back', args=[step.pk])}"
