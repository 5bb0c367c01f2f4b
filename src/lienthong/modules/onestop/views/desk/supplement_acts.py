# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk does with a supplement: send the request, take the answer, ask again, hand on.

Legal basis: 61/2018/NĐ-CP, Điều 17 and 19.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lienthong.core.cases.api import Step
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import (
    accept_supplement,
    resubmit,
    return_supplement,
    send_supplement,
)
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import Dossier, SupplementNotice
from lienthong.modules.onestop.views.desk.slips import newest_paper
from lienthong.modules.onestop.views.desk.steps import version_number


class SupplementActs:
    """Acts of a desk view, each named by the button that was pressed."""

    actor: Actor

    def _send(self, request: HttpRequest, step: Step) -> HttpResponse:
        comment = request.POST.get("comment", "")
        version = version_number(request)
        send_supplement(step, comment=comment, version=version, actor=self.actor)
        return newest_paper(self.actor, step.case_id, PaperKind.SUPPLEMENT_NOTICE)

    def _take_supplement(self, request: HttpRequest, step: Step) -> HttpResponse:
        comment = request.POST.get("comment", "")
        version = version_number(request)
        accept_supplement(step, comment=comment, version=version, actor=self.actor)
        return newest_paper(self.actor, step.case_id, PaperKind.ACCEPTANCE_SLIP)

    def _ask_again(self, request: HttpRequest, step: Step) -> HttpResponse:
        notice = newest_notice(Dossier.objects.get(pk=step.case_id))
        chosen = [int(text) for text in request.POST.getlist("again") if text.isdecimal()]
        asked = notice.defects.filter(pk__in=chosen) if notice else ()
        return_supplement(
            step,
            missing=[Missing(row.component_key, row.what) for row in asked],
            reason=request.POST.get("reason", ""),
            version=version_number(request),
            actor=self.actor,
        )
        return newest_paper(self.actor, step.case_id, PaperKind.SUPPLEMENT_NOTICE)

    def _hand_on(self, request: HttpRequest, step: Step) -> HttpResponse:
        comment = request.POST.get("comment", "")
        resubmit(step, comment=comment, version=version_number(request), actor=self.actor)
        return redirect("onestop:officer-reception")


def newest_notice(dossier: Dossier) -> SupplementNotice | None:
    """The supplement that is being asked or answered."""
    return (
        dossier.supplements.filter(accepted_at=None, declined_at=None, closed_at=None)
        .prefetch_related("defects")
        .order_by("-pk")
        .first()
    )
