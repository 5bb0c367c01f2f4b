# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk's step screens share: find the step, act, say a refusal on the same page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.audit.api import note_access
from lienthong.core.cases.api import Step, mark_seen, reached_step
from lienthong.core.deadlines.api import Deadline, chip_of, explain_deadline
from lienthong.core.documents.api import FileVersion
from lienthong.core.forms.api import spoken_phone, summary_rows
from lienthong.kernel.errors import (
    DomainError,
    IllegalState,
    InvalidInput,
    NotAllowed,
    OutOfScope,
)
from lienthong.kernel.forms import form_key
from lienthong.kernel.money import dong, number
from lienthong.kernel.views import GuardedView, get_or_404, open_or_404
from lienthong.modules.onestop.actions.money import take_cash
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.views.desk.places import DESK_NODES, desk_url
from lienthong.modules.onestop.views.desk.slips import RECEIPT, go_on, printed_beside


class DeskStepView(GuardedView):
    """Base: one open step at the desk, one page, several acts on it."""

    abstract = True
    template: ClassVar[str]
    nodes: ClassVar[frozenset[str]]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page; a step that is done or lies elsewhere leads to the case."""
        step = self.step(pk)
        if step.closed_at is not None or step.node not in DESK_NODES:
            return redirect("onestop:officer-case", pk=step.case_id)
        if step.node not in self.nodes:
            return redirect(desk_url(step))
        with transaction.atomic(savepoint=False):
            note_access(
                self.actor,
                kind=KIND,
                subject_id=step.case_id,
                opens=lambda one: may(one, self.permission, step),
            )
            mark_seen(step)
        return self.show(request, step)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the chosen act; a refusal shows the page again with everything that was typed."""
        step = self.step(pk)
        if step.node not in self.nodes:
            raise IllegalState
        try:
            return self.act(request, step, request.POST.get("act", ""))
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            return self.show(request, step, refused)

    def step(self, pk: int) -> Step:
        """The step, when the actor may work on it."""
        return open_or_404(self.actor, self.permission, reached_step(pk))

    def act(self, request: HttpRequest, step: Step, name: str) -> HttpResponse:
        """Call the action and say where to go on."""
        raise NotImplementedError

    def more(self, step: Step, dossier: Dossier, kept: Any) -> dict[str, Any]:
        """What this screen shows besides the common things."""
        raise NotImplementedError

    def show(
        self, request: HttpRequest, step: Step, refused: DomainError | None = None
    ) -> HttpResponse:
        """The page; status 422 or 409 after a refusal."""
        dossier = dossiers().get(pk=step.case_id)
        kept = request.POST
        context = common_context(dossier, step) | self.more(step, dossier, kept)
        context |= {"kept": kept, "errors": problems_of(refused)}
        context |= printed_beside(request, self.actor)
        status = 200 if refused is None else 422 if isinstance(refused, InvalidInput) else 409
        return render(request, self.template, context, status=status)

    def take_money(self, request: HttpRequest, step: Step) -> HttpResponse:
        """Take what is due in cash and come back to the page.

        Needs the right to receive; raises ``InvalidInput`` for another amount.
        """
        dossier = get_or_404(self.actor, RECEIVE, dossiers(), pk=step.case_id)
        amount = amount_of(request.POST.get("cash", ""))
        receipt = take_cash(dossier, amount=amount, actor=self.actor)
        words = {"amount": dong(receipt.payment.amount), "number": receipt.code}
        said = _("Đã thu %(amount)s. Biên lai số %(number)s.") % words
        slip = (RECEIPT, receipt.pk)
        return go_on(request, self.actor, request.path, said=said, slip=slip)


def common_context(dossier: Dossier, step: Step) -> dict[str, Any]:
    """Case, data, deadline of the step, fee, hidden fields."""
    case = dossier.case
    stored = case.form
    day = timezone.localdate(case.received_at)
    deadline = Deadline.objects.filter(pk=step.deadline_id or 0).first()
    due = unpaid(dossier)
    return {
        "page_title": step.title,
        "crumbs": [(_("Quầy tiếp nhận"), reverse("onestop:officer-reception")), (step.title, None)],
        "dossier": dossier,
        "case": case,
        "step": step,
        "groups": list(summary_rows(stored.form_version_id or 0, stored.data, on=day)),
        "phone": spoken_phone(dossier.contact.get("phone", "")),
        "chip": chip_of(deadline) if deadline else None,
        "explanation": explain_deadline(deadline).as_dict() if deadline else None,
        "due": due,
        "due_words": dong(due),
        "due_figures": number(due),
        "form_key": form_key(),
    }


def unpaid(dossier: Dossier) -> int:
    """What is still to be paid, in đồng."""
    demanded = sum(fee.amount for fee in dossier.fees.all())
    return demanded - sum(payment.amount for payment in dossier.payments.all())


def amount_of(text: str) -> int:
    """An amount as typed, in đồng. Raises ``InvalidInput``."""
    digits = "".join(letter for letter in text if letter not in ". đĐ")
    if not digits:
        raise InvalidInput(fields={"cash": _("Hãy nhập số tiền đã thu.")})
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 11:
        raise InvalidInput(fields={"cash": _("Số tiền chỉ gồm chữ số.")})
    return int(digits)


def problems_of(refused: DomainError | None) -> list[dict[str, str]]:
    """A refusal as lines of the error summary."""
    if refused is None:
        return []
    fields: dict[str, str] = getattr(refused, "fields", {})
    found = [{"target": f"id_{name}", "message": str(text)} for name, text in fields.items()]
    return found or [{"target": "noi-dung", "message": str(refused)}]


def versions_of(dossier: Dossier) -> dict[int, FileVersion]:
    """Files given with the components, by version id."""
    ids = [number for row in dossier.components.all() for number in row.files]
    return FileVersion.objects.in_bulk(ids)


def version_number(request: HttpRequest) -> int | None:
    """The version of the case that the page was shown with."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None
