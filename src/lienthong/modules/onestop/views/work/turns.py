# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Turns beside the table: the unit asks, a leader decides, the one-stop carries out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, IllegalState, OutOfScope
from lienthong.kernel.permissions import Permission
from lienthong.kernel.text import nfc
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.extend import (
    NewDate,
    approve_extension,
    ask_extension,
    decline_extension,
)
from lienthong.modules.onestop.actions.obligation import Demand, issue_obligation
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.resume import go_on_without, resume_dossier
from lienthong.modules.onestop.actions.second_supplement import (
    approve_supplement,
    decline_supplement,
)
from lienthong.modules.onestop.actions.stop import (
    StopAsk,
    approve_stop,
    decline_stop,
    propose_stop,
)
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import PROCESS, SIGN
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.desk.slips import newest_paper
from lienthong.modules.onestop.views.work.case import refused_case

Done = tuple[str, str]
"""What to say, and the kind of paper to print next (empty: none)."""


class Sent:
    """What a form sent."""

    def __init__(self, request: HttpRequest) -> None:
        self.data = request.POST
        self.act = self.text("act")
        version = self.text("version")
        self.version = int(version) if version.isdecimal() else None

    def text(self, name: str) -> str:
        """A field as typed, composed."""
        return nfc(str(self.data.get(name, "")))

    def money(self, name: str) -> int:
        """An amount in đồng; nothing typed is 0, what is no number -1, so that the act refuses."""
        digits = "".join(letter for letter in self.text(name) if letter not in ". đĐ\u00a0")
        if not digits:
            return 0
        return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 13 else -1

    def basis(self) -> str:
        """The chosen instrument with its article: ``61/2018/NĐ-CP, Điều 19``."""
        parts = (self.text("legal_basis").strip(), self.text("article").strip())
        return ", ".join(part for part in parts if part)

    def back(self) -> GivenBack:
        """What the desk gives back."""
        returned = bool(self.text("originals_returned"))
        return GivenBack(self.text("returned_papers"), self.money("refund"), returned)


Act = Callable[[Step, Sent], Done]


class TurnView(GuardedView):
    """Base: do it, say it, show the case again or the paper; a refusal keeps the form open."""

    abstract = True
    http_method_names = ["post"]
    permission: ClassVar[Permission]

    def answer(
        self, request: HttpRequest, case_id: int, form: str, do: Callable[[Sent], Done]
    ) -> HttpResponse:
        """Call the act and go on."""
        try:
            words, paper = do(Sent(request))
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, case_id, refused, form=form)
        messages.success(request, words)
        if paper:
            return newest_paper(self.actor, case_id, paper)
        return redirect("onestop:officer-case", pk=case_id)


class CaseTurnView(TurnView):
    """Base: a turn of the whole dossier, whoever holds its step."""

    abstract = True
    form: ClassVar[str]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the dossier, do the act."""
        dossier: Dossier = get_or_404(self.actor, self.permission, dossiers(), pk=pk)
        return self.answer(request, pk, self.form, lambda sent: self.turn(dossier, sent))

    def turn(self, dossier: Dossier, sent: Sent) -> Done:
        """The act."""
        raise NotImplementedError


class StepTurnView(TurnView):
    """Base: a turn at one step; by its node and the pressed button, or one act for all."""

    abstract = True
    form: ClassVar[str] = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the step, do the act."""
        steps = Step.objects.select_related("case")
        step = get_or_404(self.actor, self.permission, steps, pk=pk)
        form = self.form or step.node
        return self.answer(request, step.case_id, form, lambda sent: self.turn(step, sent))

    def turn(self, step: Step, sent: Sent) -> Done:
        """The act of the button."""
        act = self.acts().get((step.node, sent.act))
        if act is None:
            raise IllegalState
        return act(step, sent)

    def acts(self) -> Mapping[tuple[str, str], Act]:
        """The acts by node and button."""
        return {}


class AskExtensionView(CaseTurnView):
    """The unit apologises and asks for a new date."""

    permission = PROCESS
    form = "gia-han"

    def turn(self, dossier: Dossier, sent: Sent) -> Done:
        """With what was typed."""
        asked = NewDate(
            day=parse_date_text(sent.text("day")),
            reason=sent.text("reason"),
            apology=sent.text("apology"),
            override_reason=sent.text("override_reason"),
        )
        notice = ask_extension(dossier, asked=asked, version=sent.version, actor=self.actor)
        if notice.overridden:
            return _("Đã trình lãnh đạo quyết định."), ""
        return _("Đã đề nghị một cửa gửi văn bản xin lỗi và hẹn lại."), ""


class ResumeView(CaseTurnView):
    """The unit goes on with a stopped dossier."""

    permission = PROCESS
    form = "giai-quyet-tiep"

    def turn(self, dossier: Dossier, sent: Sent) -> Done:
        """With the reason."""
        reason = sent.text("reason")
        resume_dossier(dossier, reason=reason, version=sent.version, actor=self.actor)
        return _("Hồ sơ được giải quyết tiếp, ngày hẹn đã tính lại."), ""


class ObligationView(StepTurnView):
    """The unit says what has to be paid."""

    permission = PROCESS
    form = "nghia-vu"

    def turn(self, step: Step, sent: Sent) -> Done:
        """With what was typed."""
        demand = Demand(
            kind=sent.text("kind"),
            name=sent.text("name"),
            amount=sent.money("amount"),
            legal_basis=sent.text("legal_basis"),
            place=sent.text("place"),
        )
        issue_obligation(step, demand=demand, version=sent.version, actor=self.actor)
        return _("Đã thông báo cho người nộp. Một cửa ghi khi nộp xong."), ""


class ProposeStopView(StepTurnView):
    """The unit proposes to stop."""

    permission = PROCESS
    form = "dung"

    def turn(self, step: Step, sent: Sent) -> Done:
        """With what was typed."""
        asked = StopAsk(sent.text("ground"), sent.text("reason"), sent.basis())
        propose_stop(step, asked=asked, version=sent.version, actor=self.actor)
        return _("Đã trình lãnh đạo duyệt dừng giải quyết."), ""


class ExpiredView(StepTurnView):
    """The time to supplement is over: propose to stop, or decide with what there is."""

    permission = PROCESS

    def acts(self) -> Mapping[tuple[str, str], Act]:
        """Two ways."""
        node = "supplement_expired"
        return {(node, "stop"): self._stop, (node, "go_on"): self._go_on}

    def _stop(self, step: Step, sent: Sent) -> Done:
        asked = StopAsk("supplement_expired", sent.text("reason"), sent.basis())
        propose_stop(step, asked=asked, version=sent.version, actor=self.actor)
        return _("Đã trình lãnh đạo duyệt dừng giải quyết."), ""

    def _go_on(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        go_on_without(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Hồ sơ trở lại bước thẩm tra. Trình cấp hoặc từ chối như thường."), ""


class DecideTurnView(StepTurnView):
    """A leader approves or declines."""

    permission = SIGN

    def acts(self) -> Mapping[tuple[str, str], Act]:
        """What is decided beside the table."""
        return {
            ("approve_extension", "approve"): self._extension,
            ("approve_extension", "decline"): self._no_extension,
            ("approve_supplement", "approve"): self._supplement,
            ("approve_supplement", "decline"): self._no_supplement,
            ("approve_stop", "approve"): self._stop,
            ("approve_stop", "decline"): self._no_stop,
        }

    def _extension(self, step: Step, sent: Sent) -> Done:
        approve_extension(step, version=sent.version, actor=self.actor)
        return _("Đã đồng ý. Một cửa gửi văn bản cho người nộp."), ""

    def _no_extension(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        decline_extension(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại, ngày hẹn không đổi."), ""

    def _supplement(self, step: Step, sent: Sent) -> Done:
        approve_supplement(step, version=sent.version, actor=self.actor)
        return _("Đã đồng ý. Một cửa gửi phiếu cho người nộp."), ""

    def _no_supplement(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        decline_supplement(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại. Không gửi phiếu nào cho người nộp."), ""

    def _stop(self, step: Step, sent: Sent) -> Done:
        approve_stop(step, version=sent.version, actor=self.actor)
        return _("Đã đồng ý. Một cửa gửi thông báo cho người nộp."), ""

    def _no_stop(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        decline_stop(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại, hồ sơ giải quyết tiếp."), ""
