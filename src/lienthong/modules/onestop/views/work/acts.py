# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers, leaders and clerks do on the case screen: parse, call one action, go on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import COMMENT, Case, Step, add_comment, reached_step
from lienthong.core.documents.api import initials, signs_on_own_machine
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import nfc
from lienthong.kernel.views import GuardedView, get_or_404, open_or_404
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
from lienthong.modules.onestop.actions.own_step import finish_own_step
from lienthong.modules.onestop.actions.supplement import propose_supplement
from lienthong.modules.onestop.permissions import ISSUE, PROCESS, SIGN
from lienthong.modules.onestop.views.work.case import refused_case
from lienthong.modules.onestop.views.work.undoing import undo_of

DIGITS = 19
"""An account's number is shorter."""
LINE = "line_"
"""Begins the name of each field that holds a line of the result."""


class StepActView(GuardedView):
    """Base: one step, one act, then on to the next work, or the case again with what is wrong.

    ``form`` names the part of the screen that stays open after a refusal; ``undoes``: whether what
    was done can be taken back at all.
    """

    abstract = True
    http_method_names = ["post"]
    done: ClassVar[object] = ""
    form: ClassVar[str] = ""
    stays: ClassVar[bool] = False
    undoes: ClassVar[bool] = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it; a refusal shows the case again with what was typed."""
        step = open_or_404(self.actor, self.permission, reached_step(pk))
        try:
            self.act(step, request.POST, _version(request))
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, step.case_id, refused, form=self.form)
        messages.success(request, str(self.done), extra_tags=self._undo_of(step))
        if self.stays:
            return self.stay(step)
        return redirect("officer:inbox")

    def _undo_of(self, step: Step) -> str:
        return "" if self.stays or not self.undoes else undo_of(step)

    def stay(self, step: Step) -> HttpResponse:
        """Where to go while the worker is busy with it."""
        return redirect("onestop:officer-case", pk=step.case_id)

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Call the action."""
        raise NotImplementedError


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


def text_of(data: Any, name: str) -> str:
    """A text of the form, composed, whole: the act refuses what is too long."""
    return nfc(str(data.get(name, "")))


class ProposeView(StepActView):
    """Examined, to be signed."""

    permission = PROCESS
    done = gettext_lazy("Đã trình ký.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose with the lines that the officer wrote anew."""
        return propose_result(
            step,
            comment=text_of(data, "comment"),
            lines=_lines(data),
            initialled_by=_initialled_by(data),
            version=version,
            actor=self.actor,
        )


def _lines(data: Any) -> dict[str, str]:
    """The lines of the result as they stand in the form."""
    named = {name.removeprefix(LINE): name for name in data if name.startswith(LINE)}
    return {key: text_of(data, name) for key, name in named.items()}


def _initialled_by(data: Any) -> dict[str, int]:
    """Who was chosen to initial, by what; what is no account is nobody's."""
    chosen = {mark: data.get(f"initial_{mark}", "") for mark in initials.MARKS}
    return {
        str(mark): int(text) if text.isdecimal() and len(text) < DIGITS else 0
        for mark, text in chosen.items()
        if text
    }


class RefuseView(StepActView):
    """It cannot be granted."""

    permission = PROCESS
    form = "tu-choi"
    done = gettext_lazy("Đã trình văn bản từ chối.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose the refusal."""
        return propose_refusal(
            step,
            reason=text_of(data, "reason"),
            legal_basis=text_of(data, "legal_basis"),
            initialled_by=_initialled_by(data),
            version=version,
            actor=self.actor,
        )


class RequestSupplementView(StepActView):
    """Something is missing: the one-stop will ask."""

    permission = PROCESS
    form = "bo-sung"
    done = gettext_lazy("Đã chuyển một cửa gửi yêu cầu bổ sung.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Propose the supplement with its items."""
        return propose_supplement(
            step,
            missing=[Missing(key, text_of(data, f"what_{key}")) for key in data.getlist("missing")],
            reason=text_of(data, "reason"),
            over_limit_reason=text_of(data, "over_limit_reason"),
            version=version,
            actor=self.actor,
        )


class VerifyView(StepActView):
    """Ask another place to verify, or write down what it found."""

    permission = PROCESS
    form = "xac-minh"
    done = gettext_lazy("Đã ghi việc xác minh.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Start or finish the verification."""
        waits = any(way["code"] == "verified" for way in step.outcomes)
        act = record_verification if waits else request_verification
        return act(step, comment=text_of(data, "comment"), version=version, actor=self.actor)


class SendBackView(StepActView):
    """Return to the previous step, whoever holds this one."""

    permission = OFFICER_DESK
    form = "tra-lai"
    undoes = False
    done = gettext_lazy("Đã trả lại bước trước.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Send back with the reason."""
        act = {"sign": send_back_unsigned, "issue": send_back_unissued}.get(step.node, send_back)
        return act(step, reason=text_of(data, "reason"), version=version, actor=self.actor)


class OwnStepView(StepActView):
    """Finish a step that the province put into its table."""

    permission = OFFICER_DESK
    done = gettext_lazy("Đã làm xong bước này.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Go the chosen way."""
        outcome, comment = text_of(data, "outcome"), text_of(data, "comment")
        return finish_own_step(
            step, outcome=outcome, comment=comment, version=version, actor=self.actor
        )


class SignView(StepActView):
    """Approve and sign one."""

    permission = SIGN
    done = gettext_lazy("Đang ký số. Văn thư nhận việc ngay khi ký xong.")
    stays = True

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Ask the worker for the signature."""
        return sign_result(step, version=version, actor=self.actor)

    def stay(self, step: Step) -> HttpResponse:
        """Who signs with a plug-in goes on to the page that opens it."""
        if signs_on_own_machine(self.actor.account_id):
            return redirect("officer:plugin-signing")
        return super().stay(step)


class IssueView(StepActView):
    """Number, seal, issue."""

    permission = ISSUE
    form = "cap-so"
    done = gettext_lazy("Đang cấp số và đóng dấu.")
    stays = True

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Take the number and ask the worker for the seal."""
        corrects = text_of(data, "corrects")
        return issue_result(step, corrects=corrects, version=version, actor=self.actor)


class CommentView(GuardedView):
    """Say something to the other officers."""

    permission = COMMENT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add the comment and show the case again."""
        case = get_or_404(self.actor, COMMENT, Case.objects.all(), pk=pk)
        try:
            add_comment(case, text=request.POST.get("text", ""), actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, pk, refused)
        return redirect("onestop:officer-case", pk=pk)
