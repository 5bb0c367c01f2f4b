# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The field visit on the case screen, and the files that officers attach to their work there.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import GIVE_OPINION, Step
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.attaching import add_opinion_file, drop_opinion_file
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
    undoes = False
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


class StepFileView(GuardedView):
    """Base: files of a step. Take what the edge received, take one out."""

    abstract = True

    def add(self, step: Step, receipt: UploadReceipt) -> object:
        """Keep the file of a receipt."""
        raise NotImplementedError

    def drop(self, step: Step, file_id: int) -> object:
        """Take a file out."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the receipt, then show the case."""
        receipt, fault = receipt_of(request)
        if fault:
            return self._do(pk, lambda _step: _fail(fault))
        return self._do(pk, lambda step: self.add(step, receipt) if receipt else None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one file out."""
        text = request.POST.get("remove", "")
        file_id = int(text) if text.isdecimal() else 0
        return self._do(pk, lambda step: self.drop(step, file_id))

    def _do(self, pk: int, act: Callable[[Step], object]) -> HttpResponse:
        rows = Step.objects.select_related("case")
        step = get_or_404(self.actor, self.permission, rows, pk=pk)
        try:
            act(step)
        except OutOfScope:
            raise
        except DomainError as refused:
            return refused_case(self.request, self.actor, step.case_id, refused)
        return redirect("onestop:officer-case", pk=step.case_id)


def _fail(fault: str) -> None:
    raise DomainError(fault)


class VisitFileView(StepFileView):
    """Pictures of a visit."""

    permission = PROCESS

    def add(self, step: Step, receipt: UploadReceipt) -> object:
        """Keep a picture."""
        return add_visit_file(step, receipt=receipt, actor=self.actor)

    def drop(self, step: Step, file_id: int) -> object:
        """Take a picture out."""
        return drop_visit_file(step, file_id=file_id, actor=self.actor)


class OpinionFileView(StepFileView):
    """Files of an answer that is being written."""

    permission = GIVE_OPINION

    def add(self, step: Step, receipt: UploadReceipt) -> object:
        """Keep a file."""
        return add_opinion_file(step, receipt=receipt, actor=self.actor)

    def drop(self, step: Step, file_id: int) -> object:
        """Take a file out."""
        return drop_opinion_file(step, file_id=file_id, actor=self.actor)
