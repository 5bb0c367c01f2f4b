# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk checks an online dossier: accept, one complete request, or not accepted.

Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 11.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import Step, events_of
from lienthong.kernel import clock
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.acting import settle_basis
from lienthong.modules.onestop.actions.forward import forward_dossier
from lienthong.modules.onestop.actions.intake import (
    CONTENT,
    ComponentCheck,
    Missing,
    accept_dossier,
    refuse_acceptance,
    request_intake_supplement,
)
from lienthong.modules.onestop.enums import ComponentState, PaperKind
from lienthong.modules.onestop.models import Dossier, DossierComponent
from lienthong.modules.onestop.panels.work_basis import basis_panel, basis_papers
from lienthong.modules.onestop.panels.work_papers import papers_beside
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.forwarding import candidates
from lienthong.modules.onestop.queries.limits import promise_of
from lienthong.modules.onestop.views.desk.forwarding import forwarded_to, forwards
from lienthong.modules.onestop.views.desk.places import CHECK_NODES
from lienthong.modules.onestop.views.desk.slips import newest_paper
from lienthong.modules.onestop.views.desk.steps import (
    DeskStepView,
    version_number,
    versions_of,
)
from lienthong.modules.onestop.views.desk.supplement_acts import SupplementActs, newest_notice

VERDICTS = (
    (ComponentState.ACCEPTED, gettext_lazy("Đạt")),
    (ComponentState.DEFECTIVE, gettext_lazy("Cần bổ sung")),
    (ComponentState.MISSING, gettext_lazy("Chưa có")),
    (ComponentState.NOT_NEEDED, gettext_lazy("Không cần")),
)
COUNTS = ("originals", "certified_copies", "photocopies")
MOST_SHEETS = 99


class CheckView(SupplementActs, DeskStepView):
    """Components with their files beside; every item once, completely."""

    permission = RECEIVE
    template = "onestop/desk/check.html"
    nodes = CHECK_NODES

    def act(self, request: HttpRequest, step: Step, name: str) -> HttpResponse:
        """Do the act that the pressed button names."""
        acts = {
            "accept": self._accept,
            "supplement": self._ask,
            "refuse": self._refuse,
            "send": self._send,
            "accept_supplement": self._take_supplement,
            "still_missing": self._ask_again,
            "resubmit": self._hand_on,
            "cash": self.take_money,
            "forward": self._forward,
            "basis_yes": self._settle_basis,
            "basis_no": self._settle_basis,
        }
        if name not in acts:
            raise IllegalState
        return acts[name](request, step)

    def _accept(self, request: HttpRequest, step: Step) -> HttpResponse:
        dossier = Dossier.objects.get(pk=step.case_id)
        accept_dossier(
            step,
            checks=checks_of(dossier, request.POST),
            version=version_number(request),
            actor=self.actor,
        )
        return newest_paper(self.actor, step.case_id, PaperKind.ACCEPTANCE_SLIP)

    def _ask(self, request: HttpRequest, step: Step) -> HttpResponse:
        dossier = Dossier.objects.get(pk=step.case_id)
        request_intake_supplement(
            step,
            missing=missing_of(dossier, request.POST),
            reason=request.POST.get("reason", ""),
            version=version_number(request),
            actor=self.actor,
        )
        return newest_paper(self.actor, step.case_id, PaperKind.SUPPLEMENT_NOTICE)

    def _refuse(self, request: HttpRequest, step: Step) -> HttpResponse:
        refuse_acceptance(
            step,
            reason=request.POST.get("refusal", ""),
            legal_basis=request.POST.get("legal_basis", ""),
            version=version_number(request),
            actor=self.actor,
        )
        return newest_paper(self.actor, step.case_id, PaperKind.NON_ACCEPTANCE_NOTICE)

    def _settle_basis(self, request: HttpRequest, step: Step) -> HttpResponse:
        accepted = request.POST.get("act") == "basis_yes"
        reason = request.POST.get("basis_reason", "")
        settle_basis(step, accepted=accepted, reason=reason, actor=self.actor)
        done = _("Đã xác nhận căn cứ nộp thay.") if accepted else _("Đã ghi căn cứ không đạt.")
        messages.success(request, done)
        return redirect(request.path)

    def _forward(self, request: HttpRequest, step: Step) -> HttpResponse:
        forward_dossier(
            step,
            to_unit=forwarded_to(Dossier.objects.get(pk=step.case_id), request.POST),
            reason=request.POST.get("forward_reason", ""),
            version=version_number(request),
            actor=self.actor,
        )
        return newest_paper(self.actor, step.case_id, PaperKind.FORWARDING)

    def more(self, step: Step, dossier: Dossier, kept: Any) -> dict[str, Any]:
        """Components with verdicts, the notice in question, what would be promised."""
        versions = versions_of(dossier)
        rows = [line_of(row, versions, kept) for row in dossier.components.all()]
        spec = dossier.procedure_version.spec
        notice = newest_notice(dossier)
        defects = notice.defects.all() if notice else ()
        answers = [
            (_("Bổ sung: %(name)s") % {"name": row.name}, number)
            for row in defects
            for number in row.answer_files
        ] + basis_papers(dossier)
        return {
            "lines": rows,
            "verdicts": VERDICTS,
            "notice": notice,
            "papers": papers_beside(
                dossier, self.request.GET.get("xem", ""), answers, result_first=False
            ),
            "promised": promised_now(dossier) if step.node == "intake" else None,
            "basis": basis_panel(dossier),
            "sent_back": sent_back_reason(dossier) if step.node == "recheck" else "",
            "grounds": list(spec.data.get("legal_basis", ()))[:12],
            "content_key": CONTENT,
            "restarts": spec.supplement_effect == "restart",
            "candidates": candidates(dossier) if forwards(step) else [],
        }


def promised_now(dossier: Dossier) -> clock.Explanation:
    """What would be promised if the dossier were accepted now."""
    spec, agency = dossier.procedure_version.spec, dossier.case.agency_id
    return promise_of(spec, unit_id=agency, variant=dossier.variant)


def sent_back_reason(dossier: Dossier) -> str:
    """Why the unit sent the dossier back to the desk."""
    told = [event for event in events_of(dossier.pk) if event.kind == "sent_back"]
    return str(told[-1].data.get("comment", "")) if told else ""


def line_of(row: DossierComponent, versions: dict[int, Any], kept: Any) -> dict[str, Any]:
    """One component: files, verdict and counts as typed, else as known."""
    here = kept.get(f"v_{row.key}") is not None
    known = {name: str(getattr(row, name) or "") for name in COUNTS}
    typed = {name: kept.get(f"v_{row.key}_{name}", "") for name in COUNTS}
    return {
        "row": row,
        "files": [versions[number] for number in row.files if number in versions],
        "verdict": kept.get(f"v_{row.key}") if here else first_verdict(row),
        "counts": typed if here else known,
        "what": kept.get(f"what_{row.key}", "") if here else row.note,
    }


def first_verdict(row: DossierComponent) -> str:
    """What the page proposes: given is good, missing is missing."""
    good = {ComponentState.GIVEN, ComponentState.ACCEPTED}
    return str(ComponentState.ACCEPTED) if row.state in good else row.state


def checks_of(dossier: Dossier, data: Any) -> dict[str, ComponentCheck]:
    """What the desk found, per component."""
    return {
        row.key: ComponentCheck(
            state=_verdict(data.get(f"v_{row.key}", "")),
            note=data.get(f"what_{row.key}", "").strip(),
            **{name: _count(data.get(f"v_{row.key}_{name}", "")) for name in COUNTS},
        )
        for row in dossier.components.all()
    }


def missing_of(dossier: Dossier, data: Any) -> list[Missing]:
    """The items of the request: every component that is not good, and what was declared."""
    asked = {ComponentState.DEFECTIVE, ComponentState.MISSING}
    items = [
        Missing(row.key, data.get(f"what_{row.key}", ""))
        for row in dossier.components.all()
        if _verdict(data.get(f"v_{row.key}", "")) in asked
    ]
    content = data.get(f"what_{CONTENT}", "").strip()
    return [*items, Missing(CONTENT, content)] if content else items


def _verdict(text: str) -> str:
    return text if text in {str(value) for value, _words in VERDICTS} else ComponentState.MISSING


def _count(text: str) -> int:
    return min(int(text), MOST_SHEETS) if text.isascii() and text.isdecimal() else 0
