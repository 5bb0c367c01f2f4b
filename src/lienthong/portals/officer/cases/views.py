# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one inbox; a step leads to the screen of its case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    InboxFilter,
    Step,
    count_inbox,
    events_of,
    holds_queue,
    inbox,
    steps_of,
)
from lienthong.core.deadlines.api import Deadline, chip_of, explain_deadline
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.cases.rows import group_by_urgency, row_of
from lienthong.portals.officer.search.views import case_url

VIEWS = ("gap", "tre", "hom-nay", "sau")


def span_of(view: str) -> InboxFilter:
    """The part of the inbox that a saved view shows."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    return {
        "tre": InboxFilter(before=now),
        "hom-nay": InboxFilter(since=now, before=tomorrow),
        "sau": InboxFilter(since=tomorrow),
    }.get(view, InboxFilter())


class InboxView(GuardedView):
    """Everything one has to act on, most urgent first."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of rows grouped by day; the address carries view and place."""
        view = request.GET.get("xem", "gap")
        view = view if view in VIEWS else "gap"
        page = inbox(self.actor, asked=span_of(view), after=_place(request.GET.get("sau", "")))
        rows = [row_of(step, self.actor) for step in page.steps]
        first = rows[0] if rows else None
        context = {
            "page_title": _("Việc của tôi"),
            "tabs": self._tabs(view),
            "groups": group_by_urgency(rows),
            "count": len(rows),
            "next_url": _next_url(view, page.steps[-1]) if page.more else "",
            "panel": panel_of(page.steps[0], self.actor) if first else None,
            "view": view,
        }
        return render(request, "officer/inbox.html", context)

    def _tabs(self, view: str) -> list[dict[str, Any]]:
        titles = (_("Gấp nhất trước"), _("Trễ"), _("Hôm nay"), _("Sau hôm nay"))
        return [
            {
                "title": title,
                "url": f"{reverse('officer:inbox')}?xem={key}",
                "count": count_inbox(self.actor, asked=span_of(key)),
                "current": key == view,
                "icon": "alert-triangle" if key == "tre" else "",
            }
            for key, title in zip(VIEWS, titles, strict=True)
        ]


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _sep, number = text.partition("|")
    at = parse_datetime(moment) if moment else None
    return (at, int(number)) if at is not None and number.isdigit() else None


def _next_url(view: str, last: Step) -> str:
    return f"?xem={view}&sau={last.sort_at.strftime('%Y-%m-%dT%H:%M:%S.%fZ')}|{last.pk}"


class StepView(GuardedView):
    """From a row of the inbox to the case."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go to the screen that the module declares for this kind of case."""
        step = _own_step(self.actor, pk)
        return redirect(f"{case_url(step.kind.code, step.case_id)}?buoc={step.pk}")


class PanelView(GuardedView):
    """The side panel of one row."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same facts in the same order for every kind of case."""
        context = {"panel": panel_of(_own_step(self.actor, pk), self.actor)}
        return render(request, "officer/panel.html", context)


def _own_step(actor: Actor, pk: int) -> Step:
    step = Step.objects.select_related("kind", "case").filter(pk=pk).first()
    if step is None or not holds_queue(actor, step.queue_id):
        raise OutOfScope
    return step


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"


def panel_of(step: Step, actor: Actor) -> dict[str, Any]:
    """What the panel shows of a step's case."""
    case = step.case
    deadline = Deadline.objects.filter(pk=case.deadline_id or step.deadline_id or 0).first()
    events = events_of(case.pk)
    return {
        "title": step.case_title,
        "code": step.case_code,
        "url": reverse("officer:step", args=[step.pk]),
        "chip": chip_of(deadline) if deadline else None,
        "facts": [
            {"label": _("Người nộp"), "value": step.subject_name},
            {"label": _("Bước"), "value": step.title},
            {
                "label": _("Nhận lúc"),
                "value": f"{timezone.localtime(case.received_at):%H:%M, %d/%m/%Y}",
            },
        ],
        "explanation": explain_deadline(deadline).as_dict() if deadline else None,
        "path": [
            {
                "name": done.title,
                "state": "done" if done.closed_at else "current",
                "who": done.closed_by_text,
                "when": f"{timezone.localtime(done.closed_at or done.opened_at):%H:%M, %d/%m}",
            }
            for done in steps_of(case.pk)
        ],
        "event": events[-1] if events else None,
    }
