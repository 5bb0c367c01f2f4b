# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take a list away whole: ask for it, see how far it is, download it, in pieces if need be."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    ExportRun,
    begin_export,
    discard_export,
    exported_response,
)
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.money import number
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import list_exports
from lienthong.kernel.views import GuardedView

SHOWN = 20
LONGEST = 500


class ExportsView(GuardedView):
    """What one has taken away lately; a list asks here for another file."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The newest first."""
        runs = ExportRun.objects.filter(asked_by_id=self.actor.account_id or 0)
        context = {
            "page_title": _("Danh sách đã lấy"),
            "rows": [_row(run) for run in runs.order_by("-made_at", "-pk")[:SHOWN]],
            "days": ExportRun.KEPT_DAYS,
        }
        return render(request, "officer/exports.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Have the worker write the list whose address is given, as it is looked at."""
        asked = QueryDict(request.POST.get("hoi", "")[:LONGEST])
        run = begin_export(
            request.POST.get("ds", ""),
            asked=asked.dict(),
            kind=request.POST.get("kieu", ""),
            actor=self.actor,
        )
        return redirect("officer:export", pk=run.pk)


class ExportView(GuardedView):
    """How far a file is, and where it is downloaded."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page, or only the part that changes for a page that asks for it."""
        context = {
            "page_title": _("Lấy danh sách"),
            "row": _row(_own(self.actor.account_id, pk)),
            "days": ExportRun.KEPT_DAYS,
        }
        part = request.headers.get("HX-Request") == "true"
        name = "officer/export_part.html" if part else "officer/export.html"
        return render(request, name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove the file before its days are over."""
        discard_export(_own(self.actor.account_id, pk), actor=self.actor)
        return redirect("officer:exports")


class ExportFileView(GuardedView):
    """The file; a download that broke off goes on where it was."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Answer the bytes, or the part that is asked for."""
        run = _own(self.actor.account_id, pk)
        asked, held = request.headers.get("Range", ""), request.headers.get("If-Range", "")
        return exported_response(run, asked=asked, held=held)


def _own(account_id: int | None, pk: int) -> ExportRun:
    run = ExportRun.objects.filter(pk=pk, asked_by_id=account_id or 0).first()
    if run is None:
        raise OutOfScope
    return run


def _row(run: ExportRun) -> dict[str, Any]:
    spec = list_exports().get(run.list_code)
    return {
        "run": run,
        "title": spec.title if spec else run.list_code,
        "file_url": reverse("officer:export-file", args=[run.pk]),
        "percent": min(99, 100 * run.written // run.total) if run.total else 0,
        "written": number(run.written),
        "total": number(run.total),
    }
