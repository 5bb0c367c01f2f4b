# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One dossier on one screen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.audit.api import note_access
from lienthong.core.cases.api import mark_seen
from lienthong.core.documents.api import await_service
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, KeyReused, StaleVersion
from lienthong.kernel.views import STATUS, GuardedView, get_or_404, open_or_404
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.panels.work_case import Tried, case_context, open_steps
from lienthong.modules.onestop.panels.work_own import own_step
from lienthong.modules.onestop.panels.work_papers import issued_of
from lienthong.modules.onestop.panels.work_waiting import waiting_part, waiting_words
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.dossiers import dossier_with_parts, dossiers
from lienthong.modules.onestop.views.desk.places import desk_url

TEMPLATE = "onestop/work/case.html"


class CaseView(GuardedView):
    """Data, files beside it, the process with the current step lit, the deadline explained."""

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The case as the actor may see and work on it."""
        dossier = open_or_404(self.actor, VIEW, dossier_with_parts(pk))
        context = case_context(dossier, self.actor, request.GET)
        step = context["step"]
        context["desk_url"] = desk_url(step)
        with transaction.atomic(savepoint=False):
            note_access(
                self.actor,
                kind=KIND,
                subject_id=dossier.pk,
                opens=lambda one: may(one, VIEW, dossier),
            )
            if step is not None and step.seen_at is None:
                mark_seen(step)
        return render(request, TEMPLATE, context)


class BusyView(GuardedView):
    """The small fragment that asks again while a paper is being signed or sealed.

    Whose key has to wait may have the service asked at once, or wait no longer (``cho``).
    """

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same fragment while busy; once done, the page is told to load itself anew."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        step = own_step(self.actor, open_steps(dossier))
        if step is not None and step.marks.get("busy"):
            context = {"step": step, "case": dossier.case}
            context |= waiting_part(dossier, step, self.actor)
            return render(request, "onestop/work/busy.html", context)
        if request.headers.get("HX-Request") != "true":
            return redirect("onestop:officer-case", pk=pk)
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it for what the actor signs or seals here, and say whether anything waited.

        The keyboard goes on from where it is told.
        """
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        document = issued_of(dossier)
        stops = request.POST.get("cho") == "thoi-cho"
        act = await_service.stop_waiting if stops else await_service.ask_again
        count = act(document, actor=self.actor) if document else 0
        messages.success(request, waiting_words(count, stops=stops))
        return redirect(f"{reverse('onestop:officer-case', args=[pk])}#dang-chay")


def refused_case(
    request: HttpRequest, actor: Actor, pk: int, error: DomainError, *, form: str = ""
) -> HttpResponse:
    """The same screen after a refusal: what was wrong, and everything that was typed.

    A stale screen gets the case as it stands now, so that sending again is a decision about it.
    """
    dossier = open_or_404(actor, VIEW, dossier_with_parts(pk))
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    tried = Tried(form, tuple(_errors(error, form)), status)
    context = case_context(dossier, actor, request.POST, tried)
    context["desk_url"] = desk_url(context["step"])
    context["written"] = _written(request.POST) if context["step"] is None else []
    return render(request, TEMPLATE, context, status=status)


def _errors(error: DomainError, form: str) -> list[dict[str, str]]:
    fields: dict[str, str] = getattr(error, "fields", {})
    if fields:
        prefix = f"id_{form}_" if form else "id_"
        return [{"target": f"{prefix}{key}", "message": text} for key, text in fields.items()]
    if isinstance(error, StaleVersion | KeyReused):
        text = _("Người khác vừa thay đổi hồ sơ này. Đây là bản mới nhất; hãy xem lại rồi gửi lại.")
        return [{"target": "quyet-dinh", "message": text}]
    return [{"target": "quyet-dinh", "message": str(error)}]


def _written(data: Any) -> list[str]:
    """What was typed, for a screen that has no form for it any more."""
    hidden = {"csrfmiddlewaretoken", "_key", "version"}
    return [
        text
        for key in data
        if key not in hidden and not key.startswith("line_")
        for text in data.getlist(key)
        if text.strip()
    ]
