# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A leader gives one step to somebody by name, with a reason, and can take it back at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.access.api import holders_of
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import (
    ASSIGN,
    Step,
    assign_step,
    assignment_to_take_back,
    count_held,
    problem_of_giving,
    unassign_step,
)
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.officer.cases.forms import AssignForm
from lienthong.portals.officer.cases.panels import due_words
from lienthong.portals.officer.search.panels import case_url

COUNTED = 99


class _GivingView(GuardedView):
    """One step that the actor sees and may give to others, if it lies in the unit they lead."""

    abstract = True
    permission = ASSIGN

    def step(self, pk: int) -> Step:
        """With its queue and case."""
        rows = Step.objects.select_related("queue__account", "case__kind")
        return get_or_404(self.actor, ASSIGN, rows, pk=pk)


class AssignView(_GivingView):
    """Choose the person and say why."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everybody who could do the step, with how much each has in hand."""
        step = self.step(pk)
        return self.show(step, AssignForm(named(takers_of(step))))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it, and show the case; a refusal keeps what was typed."""
        step = self.step(pk)
        people = takers_of(step)
        form = AssignForm(named(people), request.POST)
        if not form.is_valid():
            return self.show(step, form, status=422)
        to, reason = int(form.cleaned_data["to"]), form.cleaned_data["reason"]
        try:
            assign_step(step, account_id=to, reason=reason, actor=self.actor)
        except InvalidInput as refused:
            for name, text in refused.fields.items():
                form.add_error(name, text)
            return self.show(step, form, status=422)
        except IllegalState as refused:
            form.add_error(None, str(refused))
            return self.show(step, form, status=409)
        name = next(str(account) for account in people if account.pk == to)
        undo = f"undo={reverse('officer:step-unassign', args=[pk])}"
        messages.success(request, _("Đã giao cho %(name)s.") % {"name": name}, extra_tags=undo)
        return redirect(case_url(step.case.kind.code, step.case_id))

    def show(self, step: Step, form: AssignForm, *, status: int = 200) -> HttpResponse:
        """The step, whoever has it, and the form or why it cannot be given."""
        context: dict[str, Any] = {
            "page_title": _("Giao việc"),
            "step": step,
            "form": form,
            "facts": facts_of(step),
            "nothing": problem_of_giving(step, None, self.actor) or nobody(form),
            "given": assignment_to_take_back(step, self.actor),
            "back_url": case_url(step.case.kind.code, step.case_id),
            "back_title": step.case_code or step.case_title,
            "form_key": form_key(),
        }
        return render(self.request, "officer/step_assign.html", context, status=status)


def takers_of(step: Step) -> list[Account]:
    """Everybody who could do the step today, without whoever has it."""
    found = holders_of(step.role_code, [step.unit_id])
    return [account for account in found if account.pk != step.queue.account_id]


def named(people: list[Account]) -> list[tuple[str, str]]:
    """Choices: each name with the work in hand, the least first."""
    counts = count_held([account.pk for account in people], limit=COUNTED)
    rows = sorted(people, key=lambda account: (counts.get(account.pk, 0), str(account)))
    return [(str(who.pk), f"{who}, {in_hand(counts.get(who.pk, 0))}") for who in rows]


def in_hand(count: int) -> str:
    """How much work somebody has in hand, in words."""
    if not count:
        return _("chưa giữ việc nào")
    words = ngettext("đang giữ %(count)s việc", "đang giữ %(count)s việc", count)
    return words % {"count": f"{COUNTED}+" if count >= COUNTED else count}


def nobody(form: AssignForm) -> str:
    """Why the form has nothing to choose."""
    has_somebody = bool(form.fields["to"].choices)  # type: ignore[attr-defined]
    return "" if has_somebody else _("Trong đơn vị không còn ai khác làm bước này.")


def facts_of(step: Step) -> list[dict[str, Any]]:
    """What the leader has to know before choosing."""
    holder = str(step.queue.account or _("Hàng chung của đơn vị"))
    facts: list[dict[str, Any]] = [
        {"label": _("Bước"), "value": step.title},
        {"label": _("Đang ở"), "value": holder},
    ]
    if step.due_at:
        facts.append({"label": _("Hạn bước này"), "value": due_words(step.due_at)})
    return facts


class UnassignView(_GivingView):
    """Take back what was just given."""

    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it where it was, or say why not."""
        step = self.step(pk)
        try:
            unassign_step(step, actor=self.actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã lấy lại việc vừa giao."))
        return redirect(case_url(step.case.kind.code, step.case_id))
