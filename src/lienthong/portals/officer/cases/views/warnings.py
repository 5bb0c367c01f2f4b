# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The unit's cases whose promised date is near: who has them, what is to be done today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.api import VIEW_UNIT, Case, CaseKind, CasePage, Step, warned_cases
from lienthong.core.deadlines.api import chips_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.cases.forms import place_of
from lienthong.portals.officer.cases.panels import group_by_urgency, waits, warnings_of
from lienthong.portals.officer.cases.views.inbox import warning_words
from lienthong.portals.officer.search.views import case_url

NOTHING = CasePage([], more=False)


class UnitWarningsView(GuardedView):
    """Two lists by the unit's calendar; the address carries which one and from where on."""

    permission = VIEW_UNIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of cases grouped by the day they were promised for."""
        lists = warnings_of(self.actor)
        days = request.GET.get("con", "")
        chosen = next((w for w in lists if str(w.days) == days), lists[-1] if lists else None)
        after = place_of(request.GET.get("sau", ""))
        page = self._page(chosen, after)
        context = {
            "page_title": _("Hồ sơ sắp đến hạn"),
            "tabs": [
                {
                    "title": warning_words(warning.days),
                    "url": f"?con={warning.days}",
                    "count": "",
                    "current": warning is chosen,
                    "icon": "",
                }
                for warning in lists
            ],
            "groups": group_by_urgency(_rows(page.cases)),
            "next_url": _next(page, chosen.days) if chosen and page.more else "",
            "no_calendar": not lists,
        }
        return render(request, "officer/warnings.html", context)

    def _page(self, chosen: Any, after: tuple[datetime, int] | None) -> CasePage:
        if chosen is None or self.actor.agency_id is None:
            return NOTHING
        units = _units(self.actor)
        agency, desk = self.actor.agency_id, self.actor.unit_id
        return warned_cases(agency, chosen, desk_id=desk, unit_ids=units, after=after)


def _units(actor: Actor) -> list[int] | None:
    found = reachable_unit_ids(reach(actor, VIEW_UNIT))
    if found is None:
        return None
    return sorted(row[0] if isinstance(row, tuple) else int(row) for row in found)


def _next(page: CasePage, days: int) -> str:
    last = page.cases[-1]
    return "?" + urlencode({"con": days, "sau": f"{last.due_at:%Y-%m-%dT%H:%M:%S.%fZ}|{last.pk}"})


def _rows(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Three reads for a page however long: kinds, chips, who has what."""
    if not cases:
        return []
    kinds = CaseKind.objects.in_bulk({case.kind_id for case in cases})
    chips = chips_of(case.deadline_id for case in cases if case.deadline_id)
    open_steps = _open_steps([case.pk for case in cases])
    return [
        {
            "id": case.pk,
            "url": case_url(kinds[case.kind_id].code, case.pk),
            "deadline": chips.get(case.deadline_id or 0),
            "kind": kinds[case.kind_id].title,
            "title": case.title,
            "person": case.subject_name,
            "code": case.code or "",
            "step": ", ".join(_who(step) for step in open_steps.get(case.pk, ())),
            "due": case.due_at,
            "waits": False,
        }
        for case in cases
    ]


def _open_steps(case_ids: list[int]) -> dict[int, list[Step]]:
    rows = Step.objects.filter(case_id__in=case_ids, closed_at__isnull=True)
    found: dict[int, list[Step]] = {}
    for step in rows.select_related("queue__account").order_by("id"):
        if not waits(step):
            found.setdefault(step.case_id, []).append(step)
    return found


def _who(step: Step) -> str:
    holder = step.queue.account
    return str(holder) if holder else _("Chưa ai nhận")
