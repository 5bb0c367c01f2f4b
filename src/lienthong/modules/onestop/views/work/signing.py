# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The leader's day: what waits for a signature, signed one or many at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.cases.api import InboxFilter, Step, inbox
from lienthong.kernel.errors import DomainError
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.enums import ResultKind
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import SIGN

MOST = 200


class SigningView(GuardedView):
    """Review the list, sign once; anything unusual is not preselected."""

    permission = SIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """What waits, grouped by kind of paper."""
        return render(request, "onestop/work/signing.html", self._context([]))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign each chosen paper in its own transaction; failures are named, the rest signed."""
        chosen = [int(text) for text in request.POST.getlist("step") if text.isdigit()][:MOST]
        failed: list[str] = []
        for pk in chosen:
            step = get_or_404(self.actor, SIGN, Step.objects.select_related("case"), pk=pk)
            try:
                actor = self.actor.acting(idempotency_key=_key(request, pk))
                sign_result(step, actor=actor)
            except DomainError as refused:
                failed.append(f"{step.case_code}: {refused}")
        if failed or not chosen:
            problems = failed or [_("Chọn ít nhất một văn bản để ký.")]
            context = self._context(problems)
            return render(request, "onestop/work/signing.html", context, status=422)
        return redirect("onestop:officer-signing")

    def _context(self, problems: list[str]) -> dict[str, Any]:
        steps = inbox(self.actor, asked=InboxFilter(node="sign"), size=MOST).steps
        found = Dossier.objects.select_related("result", "procedure_version", "case")
        by_case = found.in_bulk([step.case_id for step in steps])
        groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for step in steps:
            dossier = by_case[step.case_id]
            groups[_title(dossier)].append(_item(step, dossier))
        waiting = [step for step in steps if not step.marks.get("busy")]
        return {
            "page_title": _headline(len(waiting)),
            "groups": [{"title": title, "items": items} for title, items in groups.items()],
            "count": len(waiting),
            "busy": len(steps) - len(waiting),
            "problems": problems,
            "form_key": form_key(),
        }


def _key(request: HttpRequest, pk: int) -> str:
    minted = request.POST.get("_key", "")
    return f"{minted}:{pk}" if minted else ""


def _title(dossier: Dossier) -> str:
    spec = dossier.procedure_version.spec.result
    if dossier.result.kind == ResultKind.REFUSED:
        return str(spec["refusal"]["name"])
    return str(spec["name"])


def _item(step: Step, dossier: Dossier) -> dict[str, Any]:
    refused = dossier.result.kind == ResultKind.REFUSED
    return {
        "step": step,
        "dossier": dossier,
        "preselected": not refused and not step.marks.get("failed"),
        "busy": bool(step.marks.get("busy")),
        "remark": _("Từ chối giải quyết, cần xem riêng") if refused else "",
        "failed": bool(step.marks.get("failed")),
    }


def _headline(count: int) -> str:
    if count == 0:
        return _("Không còn văn bản nào chờ ký.")
    return ngettext(
        "Hôm nay có %(count)s văn bản chờ ký.", "Hôm nay có %(count)s văn bản chờ ký.", count
    ) % {"count": count}
