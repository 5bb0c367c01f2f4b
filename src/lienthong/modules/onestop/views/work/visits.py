# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The field visit on the case screen: its record and its pictures.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.visit import (
    VisitRecord,
    add_visit_file,
    drop_visit_file,
    record_visit,
)
from lienthong.modules.onestop.permissions import PROCESS
from lienthong.modules.onestop.views.citizen.uploads import receipt_of
from lienthong.modules.onestop.views.work.acts import StepActView, text_of
from lienthong.modules.onestop.views.work.case import refused_case


class VisitView(StepActView):
    """Write the record down."""

    permission = PROCESS
    form = "bien-ban"
    done = gettext_lazy("Đã lập biên bản kiểm tra thực địa.")

    def act(self, step: Step, data: Any, version: int | None) -> object:
        """Record the visit."""
        record = VisitRecord(
            visited_at=_moment(data),
            place=text_of(data, "place"),
            participants=text_of(data, "participants"),
            findings=text_of(data, "findings"),
            conclusion=str(data.get("conclusion", "")),
        )
        return record_visit(step, record=record, version=version, actor=self.actor)


def _moment(data: Any) -> datetime | None:
    """Day and hour as typed, in Vietnamese time; None when one of them cannot be read."""
    day = parse_date_text(str(data.get("visited_on", ""))[:40])
    try:
        clock = parse_time(str(data.get("visited_time", "")).strip()[:8])
    except ValueError:
        return None
    if day is None or clock is None:
        return None
    return timezone.make_aware(datetime.combine(day, clock))


class VisitFileView(GuardedView):
    """Pictures of a visit: take what the edge received, take one out."""

    permission = PROCESS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the receipt, then show the case."""
        step = get_or_404(self.actor, PROCESS, Step.objects.select_related("case"), pk=pk)
        receipt, fault = receipt_of(request)
        try:
            if fault:
                raise DomainError(fault)
            if receipt is not None:
                add_visit_file(step, receipt=receipt, actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, step.case_id, refused)
        return redirect("onestop:officer-case", pk=step.case_id)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one file out."""
        step = get_or_404(self.actor, PROCESS, Step.objects.select_related("case"), pk=pk)
        text = request.POST.get("remove", "")
        file_id = int(text) if text.isdecimal() else 0
        try:
            drop_visit_file(step, file_id=file_id, actor=self.actor)
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(request, self.actor, step.case_id, refused)
        return redirect("onestop:officer-case", pk=step.case_id)
