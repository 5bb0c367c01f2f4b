# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give the result: into the citizen's store, or at the counter against a signature.

Legal basis: 61/2018/NĐ-CP, Điều 20; 45/2020/NĐ-CP, Điều 14 and 16.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step
from lienthong.core.documents.api import IssuedDocument
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.give_back import Taker, return_result
from lienthong.modules.onestop.enums import Delivery
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_papers import papers_beside
from lienthong.modules.onestop.permissions import RETURN
from lienthong.modules.onestop.queries.shipments import open_shipment
from lienthong.modules.onestop.views.desk.pen import strokes_of
from lienthong.modules.onestop.views.desk.places import RETURN_NODES
from lienthong.modules.onestop.views.desk.posting import (
    do_post_act,
    is_post_act,
    post_context,
)
from lienthong.modules.onestop.views.desk.slips import RESULT, SHIPMENT, go_on
from lienthong.modules.onestop.views.desk.steps import DeskStepView, version_number

ON_PAPER = "paper"
"""Stands for the signature when the taker signed the printed register instead."""


class ReturnView(DeskStepView):
    """The result beside, who takes it, the originals."""

    permission = RETURN
    template = "onestop/desk/return.html"
    nodes = RETURN_NODES

    def act(self, request: HttpRequest, step: Step, name: str) -> HttpResponse:
        """Give the result back, or take money that is still due."""
        if name == "cash":
            return self.take_money(request, step)
        if is_post_act(name):
            return self._post(request, step, name)
        if name != "return":
            raise IllegalState
        method = request.POST.get("method", "")
        if method not in {Delivery.STORE, Delivery.DESK}:
            raise InvalidInput(fields={"method": _("Chọn cách trả kết quả.")})
        dossier = return_result(
            step,
            method=method,
            taker=taker_of(request.POST) if method == Delivery.DESK else None,
            originals_returned=request.POST.get("originals_returned") == "on",
            version=version_number(request),
            actor=self.actor,
        )
        said = _("Đã trả kết quả hồ sơ %(code)s.") % {"code": dossier.code}
        reception = reverse("onestop:officer-reception")
        if method == Delivery.DESK:
            slip = (RESULT, dossier.pk)
            return go_on(request, self.actor, reception, said=said, slip=slip)
        messages.success(request, said)
        return redirect(reception)

    def _post(self, request: HttpRequest, step: Step, name: str) -> HttpResponse:
        """What the post takes, brings back or loses; the slip of an item goes with it."""
        said = do_post_act(name, step, request.POST, version_number(request), self.actor)
        item = open_shipment(step.case.dossier) if name == "post" else None
        if item is not None:
            slip = (SHIPMENT, item.pk)
            return go_on(request, self.actor, request.path, said=said, slip=slip)
        messages.success(request, said)
        done = name == "post_delivered"
        return redirect("onestop:officer-reception" if done else request.path)

    def more(self, step: Step, dossier: Dossier, kept: Any) -> dict[str, Any]:
        """The paper, the originals that were kept, the one who comes."""
        document = IssuedDocument.objects.filter(pk=dossier.result.document_id or 0).first()
        name = kept.get("taker_name")
        phone = kept.get("taker_phone")
        return {
            "papers": papers_beside(
                dossier, self.request.GET.get("xem", ""), (), result_first=True
            ),
            "file": document.current_version if document else None,
            "originals": list(dossier.components.filter(originals__gt=0, present_only=False)),
            "methods": [pair for pair in Delivery.choices if pair[0] != Delivery.POST],
            **post_context(dossier, kept),
            "method": kept.get("method") or method_of(dossier),
            "taker_name": dossier.submitter.full_name if name is None else name,
            "taker_phone": dossier.contact.get("phone", "") if phone is None else phone,
        }


def method_of(dossier: Dossier) -> str:
    """What the form proposes: as the citizen chose, at the desk when the post brought it back."""
    return Delivery.DESK if dossier.delivery == Delivery.POST else dossier.delivery


def taker_of(data: Any) -> Taker:
    """Who takes the paper, with the strokes of the pen or the mark that paper was signed."""
    signature = ON_PAPER if data.get("signed_on_paper") == "on" else strokes_of(data)
    return Taker(
        name=data.get("taker_name", ""),
        phone=data.get("taker_phone", ""),
        signature=signature,
    )
