# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ask other units, answer as an asked unit, follow what is owed.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import (
    GIVE_OPINION,
    Opinion,
    Step,
    opinion_figures,
    watched_opinions,
)
from lienthong.kernel import clock
from lienthong.kernel.errors import DomainError, IllegalState, OutOfScope
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.consult import (
    Asked,
    ask_unit,
    begin_inquiry,
    give_opinion,
    remind_of_opinion,
    take_silence,
    withdraw_opinion,
)
from lienthong.modules.onestop.panels.work_opinions import opinion_rows
from lienthong.modules.onestop.permissions import PROCESS, WATCH_OPINIONS
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.work.acts import StepActView, text_of
from lienthong.modules.onestop.views.work.case import refused_case

MOST = 200


class InquiryView(StepActView):
    """Visit the place and ask units, side by side."""

    permission = PROCESS
    form = "thuc-dia"
    stays = True
    done = gettext_lazy("Đã giao kiểm tra thực địa và hỏi ý kiến.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Start the branches that were chosen."""
        return begin_inquiry(
            step,
            asked=_asked(data),
            visit=data.get("visit") == "on",
            version=version,
            actor=self.actor,
        )


def _asked(data: Any) -> list[Asked]:
    """The chosen usual units with their questions, then the others that were added."""
    chosen = [int(text) for text in data.getlist("unit") if text.isdecimal()]
    asked = [Asked(unit, text_of(data, f"question_{unit}")) for unit in chosen]
    more = zip(data.getlist("more"), data.getlist("more_question"), strict=False)
    added = [(unit, question) for unit, question in more if unit.isdecimal()]
    return [*asked, *(Asked(int(unit), question.strip()) for unit, question in added)]


class AskView(StepActView):
    """Ask one unit while the work goes on."""

    permission = PROCESS
    form = "y-kien"
    stays = True
    done = gettext_lazy("Đã hỏi ý kiến. Đơn vị được hỏi thấy hồ sơ và giấy tờ.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Ask."""
        unit = data.get("unit", "")
        asked = Asked(int(unit) if unit.isdecimal() else 0, text_of(data, "question"))
        return ask_unit(step, asked=asked, version=version, actor=self.actor)


class OpinionView(StepActView):
    """The asked unit answers."""

    permission = GIVE_OPINION
    form = "cho-y-kien"
    undoes = False
    done = gettext_lazy("Đã gửi ý kiến.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Answer."""
        return give_opinion(
            step,
            stance=str(data.get("stance", "")),
            text=text_of(data, "answer"),
            version=version,
            actor=self.actor,
        )


class OpinionFollowView(GuardedView):
    """Remind a unit, take its silence as consent, or do without its answer."""

    permission = PROCESS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the pressed button names and show the case again."""
        opinion = get_or_404(self.actor, PROCESS, Opinion.objects.select_related("case"), pk=pk)
        dossier = get_or_404(self.actor, PROCESS, dossiers(), pk=opinion.case_id)
        acts: dict[str, tuple[Callable[..., Opinion], str]] = {
            "remind": (remind_of_opinion, _("Đã nhắc.")),
            "silence": (take_silence, _("Đã ghi: không trả lời, coi như đồng ý.")),
            "withdraw": (withdraw_opinion, _("Đã thôi hỏi.")),
        }
        try:
            if request.POST.get("act") not in acts:
                raise IllegalState
            act, done = acts[request.POST["act"]]
            act(dossier, opinion_id=opinion.pk, actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, dossier.pk, refused)
        messages.success(request, done)
        return redirect(f"{reverse('onestop:officer-case', args=[dossier.pk])}#y-kien")


class OpinionListView(GuardedView):
    """What other units owe, and what came late, of dossiers received or resolved here."""

    permission = WATCH_OPINIONS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Owed first, the most urgent on top; then late answers."""
        found = list(watched_opinions(self.actor, WATCH_OPINIONS)[:MOST])
        rows = opinion_rows(found)
        now = timezone.localtime()
        start = clock.midnight(now.date().replace(month=1, day=1))
        context = {
            "page_title": _("Ý kiến các đơn vị"),
            "figures_title": _("Theo đơn vị, năm %(year)s") % {"year": now.year},
            "figures": opinion_figures(self.actor, WATCH_OPINIONS, since=start, now=now),
            "owed": [row for row in rows if row["opinion"].is_open],
            "late": [row for row in rows if not row["opinion"].is_open],
        }
        return render(request, "onestop/desk/opinions.html", context)
