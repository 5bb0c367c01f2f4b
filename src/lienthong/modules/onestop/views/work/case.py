# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One dossier on one screen."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import (
    CaseData,
    Step,
    events_of,
    holds_queue,
    mark_seen,
    open_steps_of,
)
from lienthong.core.deadlines.api import Deadline, chip_of, explain_deadline
from lienthong.core.documents.api import FileVersion, IssuedDocument
from lienthong.core.forms.api import summary_rows
from lienthong.core.process.api import ProcessInstance, path
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.queries.results import result_lines
from lienthong.modules.onestop.views.work.words import event_line

TEMPLATE = "onestop/work/case.html"


class CaseView(GuardedView):
    """Data, files beside it, the process with the current step lit, the deadline explained."""

    permission = VIEW

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The case as the actor may see and work on it."""
        dossier = get_or_404(self.actor, VIEW, dossiers(), pk=pk)
        step = own_step(self.actor, dossier)
        if step is not None and step.seen_at is None:
            with transaction.atomic():
                mark_seen(step)
        return render(request, TEMPLATE, case_context(dossier, step, request.GET))


def own_step(actor: Actor, dossier: Dossier) -> Step | None:
    """The open step of the dossier that lies in one of the actor's queues."""
    for step in open_steps_of(dossier.pk):
        if "waits" not in step.marks and holds_queue(actor, step.queue_id):
            return step
    return None


def refused_case(
    request: HttpRequest, actor: Actor, dossier: Dossier, error: DomainError
) -> HttpResponse:
    """The same screen after a refusal: what was wrong, and everything that was typed."""
    step = own_step(actor, dossier)
    context = case_context(dossier, step, request.POST)
    fields = getattr(error, "fields", {})
    context["errors"] = [
        {"target": f"id_{key}", "message": message} for key, message in fields.items()
    ] or [{"target": "quyet-dinh", "message": str(error)}]
    return render(request, TEMPLATE, context, status=422)


def case_context(dossier: Dossier, step: Step | None, kept: Any) -> dict[str, Any]:
    """Everything the screen shows."""
    case = dossier.case
    stored = CaseData.objects.get(pk=case.pk)
    deadline = Deadline.objects.filter(pk=case.deadline_id or 0).first()
    versions = _versions(dossier)
    return {
        "page_title": dossier.code,
        "dossier": dossier,
        "case": case,
        "step": step,
        "outcomes": {way["code"]: way for way in step.outcomes} if step else {},
        "stations": _stations(dossier),
        "groups": _summary(stored, dossier),
        "components": [_component(row, versions) for row in dossier.components.all()],
        "shown": _shown(kept, versions),
        "chip": chip_of(deadline) if deadline else None,
        "explanation": explain_deadline(deadline).as_dict() if deadline else None,
        "events": [event_line(event) for event in events_of(case.pk)],
        "comments": list(case.comments.order_by("id")),
        "result": _result(dossier),
        "lines": result_lines(dossier) if step and step.node == "examine" else [],
        "kept": kept,
        "form_key": form_key(),
        "desk_url": reverse("officer:inbox"),
        "papers": list(dossier.papers.order_by("made_at")),
        "errors": [],
    }


def _summary(stored: CaseData, dossier: Dossier) -> list[Any]:
    day = timezone.localdate(dossier.case.received_at)
    return list(summary_rows(stored.form_version_id or 0, stored.data, on=day))


def _versions(dossier: Dossier) -> dict[int, FileVersion]:
    ids = [number for row in dossier.components.all() for number in row.files]
    return FileVersion.objects.in_bulk(ids)


def _component(row: Any, versions: dict[int, FileVersion]) -> dict[str, Any]:
    return {
        "row": row,
        "files": [versions[number] for number in row.files if number in versions],
    }


def _shown(kept: Any, versions: dict[int, FileVersion]) -> FileVersion | None:
    asked = str(kept.get("tep", ""))
    if asked.isdigit() and int(asked) in versions:
        return versions[int(asked)]
    return next(iter(versions.values()), None)


def _stations(dossier: Dossier) -> list[dict[str, Any]]:
    instance = ProcessInstance.objects.filter(pk=dossier.case.instance_id or 0).first()
    if instance is None:
        return []
    done = {step.node: step for step in dossier.case.steps.order_by("id")}
    return [_station(station, done.get(station.node)) for station in path(instance)]


def _station(station: Any, step: Step | None) -> dict[str, Any]:
    moment = (step.closed_at or step.due_at) if step else None
    return {
        "name": station.short,
        "state": station.state.value,
        "who": step.closed_by_text if step else "",
        "when": f"{timezone.localtime(moment):%H:%M, %d/%m}" if moment else "",
    }


def _result(dossier: Dossier) -> dict[str, Any] | None:
    result: Result | None = Result.objects.filter(dossier=dossier).first()
    if result is None:
        return None
    document = IssuedDocument.objects.filter(pk=result.document_id or 0).first()
    version = document.current_version if document else None
    return {"row": result, "document": document, "version": version}
