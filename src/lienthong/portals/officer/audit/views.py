# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who did what, for those who may read the trail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.audit.api import VIEW, AuditRecord
from lienthong.kernel.views import GuardedView

PAGE = 50


class AuditView(GuardedView):
    """The newest acts in the units within reach, one page at a time."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """List records; ``?truoc=<id>`` goes back in time."""
        rows = AuditRecord.objects.order_by("-at", "-id")
        units = reachable_unit_ids(reach(self.actor, VIEW))
        if units is not None:
            rows = rows.filter(unit_id__in=units)
        before = request.GET.get("truoc", "")
        if before.isdigit():
            rows = rows.filter(id__lt=int(before))
        found = list(rows[: PAGE + 1])
        context = {
            "records": found[:PAGE],
            "next": found[PAGE - 1].id if len(found) > PAGE else None,
        }
        return render(request, "officer/audit.html", context)
