# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Turns beside the table: the unit asks, a leader decides, the one-stop carries out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, IllegalState, OutOfScope
from lienthong.kernel.permissions import Permission
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.extend import (
    NewDate,
    approve_extension,
    ask_extension,
    decline_extension,
    extend_dossier,
    return_extension,
)
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import PROCESS, RECEIVE, SIGN
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.desk.steps import newest_paper
from lienthong.modules.onestop.views.work.case import refused_case

MOST_TEXT = 5000
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
        """A field as typed, cut where nobody writes on."""
        return str(self.data.get(name, ""))[:MOST_TEXT]


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
            return newest_paper(case_id, paper)
        return redirect("onestop:officer-case", pk=case_id)


class StepTurnView(TurnView):
    """Base: a turn at one step."""

    abstract = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the step, do the act of the pressed button."""
        steps = Step.objects.select_related("case")
        step = get_or_404(self.actor, self.permission, steps, pk=pk)
        form = step.node
        return self.answer(request, step.case_id, form, lambda sent: self.turn(step, sent))

    def turn(self, step: Step, sent: Sent) -> Done:
        """The act."""
        raise NotImplementedError


class AskExtensionView(TurnView):
    """The unit apologises and asks for a new date."""

    permission = PROCESS

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask."""
        dossier: Dossier = get_or_404(self.actor, PROCESS, dossiers(), pk=pk)
        return self.answer(request, pk, "gia-han", lambda sent: self.ask(dossier, sent))

    def ask(self, dossier: Dossier, sent: Sent) -> Done:
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


class DecideTurnView(StepTurnView):
    """A leader approves or declines."""

    permission = SIGN

    def turn(self, step: Step, sent: Sent) -> Done:
        """By the step and the button."""
        acts: dict[tuple[str, str], Callable[[Step, Sent], Done]] = {
            ("approve_extension", "approve"): self._extension,
            ("approve_extension", "decline"): self._no_extension,
        }
        return _chosen(acts, step, sent)

    def _extension(self, step: Step, sent: Sent) -> Done:
        approve_extension(step, version=sent.version, actor=self.actor)
        return _("Đã đồng ý. Một cửa gửi văn bản cho người nộp."), ""

    def _no_extension(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        decline_extension(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại, ngày hẹn không đổi."), ""


class CarryOutView(StepTurnView):
    """The one-stop carries out."""

    permission = RECEIVE

    def turn(self, step: Step, sent: Sent) -> Done:
        """By the step and the button."""
        acts: dict[tuple[str, str], Callable[[Step, Sent], Done]] = {
            ("extend", "extend"): self._extend,
            ("extend", "return"): self._return_extension,
        }
        return _chosen(acts, step, sent)

    def _extend(self, step: Step, sent: Sent) -> Done:
        extend_dossier(step, version=sent.version, actor=self.actor)
        return _("Đã đổi ngày hẹn và báo cho người nộp."), PaperKind.EXTENSION_NOTICE

    def _return_extension(self, step: Step, sent: Sent) -> Done:
        reason = sent.text("reason")
        return_extension(step, reason=reason, version=sent.version, actor=self.actor)
        return _("Đã trả lại đơn vị, ngày hẹn không đổi."), ""


def _chosen(
    acts: dict[tuple[str, str], Callable[[Step, Sent], Done]], step: Step, sent: Sent
) -> Done:
    act: Any = acts.get((step.node, sent.act))
    if act is None:
        raise IllegalState
    done: Done = act(step, sent)
    return done
