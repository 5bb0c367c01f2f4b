# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers, leaders and clerks do on the case screen: parse, call one action, go on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import COMMENT, Case, Step, add_comment
from lienthong.kernel.errors import DomainError, NotAllowed, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK, Permission
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.decide import (
    issue_result,
    send_back_unissued,
    send_back_unsigned,
    sign_result,
)
from lienthong.modules.onestop.actions.examine import (
    propose_refusal,
    propose_result,
    record_verification,
    request_verification,
    send_back,
)
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import propose_supplement
from lienthong.modules.onestop.actions.withdraw import confirm_withdrawal, decline_withdrawal
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import ISSUE, PROCESS, RECEIVE, SIGN, VIEW
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.work.case import refused_case


class StepActView(GuardedView):
    """Base: one step, one act, back to the case or on to the inbox."""

    abstract = True
    http_method_names = ["post"]
    done: ClassVar[object] = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it; a refusal shows the case again with what was typed."""
        step = get_or_404(self.actor, self.permission, Step.objects.select_related("case"), pk=pk)
        try:
            self.act(step, request.POST, _version(request))
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            dossier = dossiers().get(pk=step.case_id)
            return refused_case(request, self.actor, dossier, refused)
        messages.success(request, str(self.done))
        return redirect(self.next_url(step))

    def next_url(self, step: Step) -> str:
        """Where to go on: the next piece of work."""
        return "officer:inbox"

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Call the action."""
        raise NotImplementedError


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


class ProposeView(StepActView):
    """Examined, to be signed."""

    permission = PROCESS
    done = gettext_lazy("Đã trình ký.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose with the lines that the officer wrote anew."""
        corrections = {
            key.removeprefix("line_"): value.strip()
            for key, value in data.items()
            if key.startswith("line_") and value.strip()
        }
        return propose_result(
            step,
            comment=data.get("comment", "")[:5000],
            corrections=corrections,
            version=version,
            actor=self.actor,
        )


class RefuseView(StepActView):
    """It cannot be granted."""

    permission = PROCESS
    done = gettext_lazy("Đã trình văn bản từ chối.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose the refusal."""
        reason = data.get("reason", "")
        return propose_refusal(step, reason=reason, version=version, actor=self.actor)


class RequestSupplementView(StepActView):
    """Something is missing: the one-stop will ask."""

    permission = PROCESS
    done = gettext_lazy("Đã chuyển một cửa gửi yêu cầu bổ sung.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose the supplement with its items."""
        missing = [Missing(key, data.get(f"what_{key}", "")) for key in data.getlist("missing")]
        return propose_supplement(
            step,
            missing=missing,
            reason=data.get("reason", ""),
            version=version,
            actor=self.actor,
        )


class VerifyView(StepActView):
    """Ask another place to verify, or write down what it found."""

    permission = PROCESS
    done = gettext_lazy("Đã ghi việc xác minh.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Start or finish the verification."""
        comment = data.get("comment", "")
        act = record_verification if step.node == "verify_marriage" else request_verification
        return act(step, comment=comment, version=version, actor=self.actor)


class SendBackView(StepActView):
    """Return to the previous step, whoever holds this one."""

    permission = OFFICER_DESK
    done = gettext_lazy("Đã trả lại bước trước.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Send back with the reason."""
        act = {"sign": send_back_unsigned, "issue": send_back_unissued}.get(step.node, send_back)
        return act(step, reason=data.get("reason", ""), version=version, actor=self.actor)


class SignView(StepActView):
    """Approve and sign one."""

    permission = SIGN
    done = gettext_lazy("Đang ký số. Văn thư nhận việc ngay khi ký xong.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Ask the worker for the signature."""
        return sign_result(step, version=version, actor=self.actor)


class IssueView(StepActView):
    """Number, seal, issue."""

    permission = ISSUE
    done = gettext_lazy("Đang cấp số và đóng dấu.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Take the number and ask the worker for the seal."""
        return issue_result(step, version=version, actor=self.actor)


class CommentView(GuardedView):
    """Say something to the other officers."""

    permission = COMMENT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add the comment and show the case again."""
        case = get_or_404(self.actor, COMMENT, Case.objects.all(), pk=pk)
        try:
            add_comment(case, text=request.POST.get("text", ""), actor=self.actor)
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
            return refused_case(request, self.actor, dossier, refused)
        return redirect("onestop:officer-case", pk=pk)


class WithdrawalView(GuardedView):
    """Confirm or decline a withdrawal that the citizen asked for."""

    permission: ClassVar[Permission] = RECEIVE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer it."""
        dossier: Dossier = get_or_404(self.actor, RECEIVE, dossiers(), pk=pk)
        if request.POST.get("answer") == "confirm":
            confirm_withdrawal(dossier, actor=self.actor)
        else:
            reason = request.POST.get("reason", "")
            decline_withdrawal(dossier, reason=reason, actor=self.actor)
        return redirect("onestop:officer-case", pk=pk)
