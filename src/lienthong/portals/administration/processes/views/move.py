# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Moving running cases to a version: simulated, then in lots, each lot taken back if need be."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    MoveRow,
    ProcessMove,
    Verdict,
    begin_process_move,
    moves_of,
    running_behind,
    undo_process_move,
    why_not_yet,
)
from lienthong.core.process.api import MOVE, ProcessDesign, ProcessVersion, process_versions
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.portals.administration.processes.views.base import ProcessView, number_in


class MoveView(ProcessView):
    """Running cases against a version: ``?ban=`` names its number, the newest begun otherwise."""

    permission = MOVE

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Who moves, waits or conflicts; nothing is changed."""
        design = self.shown(code)
        versions = process_versions(design.definition)
        version = _wanted(versions, request.GET.get("ban", ""))
        rows = running_behind(version) if version else []
        context = {
            "page_title": _("Chuyển việc đang chạy"),
            "versions": versions,
            "version": version,
            "rows": rows,
            "early": why_not_yet(version, timezone.localdate()) if version else "",
            "counts": _counts(rows),
            "lots": moves_of(design.definition.pk) if design.definition.pk else [],
        }
        return self.page("move", design, context)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Begin a lot with the marked cases, or take a lot back."""
        design = self.shown(code)
        version = _wanted(process_versions(design.definition), request.POST.get("ban", ""))
        try:
            if request.POST.get("act") == "undo":
                self.undo(design, number_in(request.POST.get("lot")))
            elif version is not None:
                ids = [number_in(text) for text in request.POST.getlist("case")]
                begin_process_move(version, case_ids=ids, actor=self.actor)
                told = _("Đang chuyển %(count)s việc.") % {"count": len(ids)}
                messages.success(request, told)
        except (IllegalState, InvalidInput) as refused:
            messages.error(request, str(refused))
        address = reverse("administration:process-moves", args=[code])
        return redirect(f"{address}?ban={version.number}" if version else address)

    def undo(self, design: ProcessDesign, lot: int) -> None:
        """Take a lot of this process back. Raises ``IllegalState``."""
        moves = ProcessMove.objects.filter(definition=design.definition)
        found = moves.filter(pk=lot).first()
        if found is None:
            raise IllegalState(_("Không còn gì để lấy lại."))
        undo_process_move(found, actor=self.actor)
        messages.success(self.request, _("Đang lấy lại lô %(number)s.") % {"number": found.pk})


def _wanted(versions: list[ProcessVersion], number: str) -> ProcessVersion | None:
    chosen = next((v for v in versions if str(v.number) == number), None)
    today = timezone.localdate()
    begun = (v for v in versions if v.valid_from <= today)
    return chosen or next(begun, versions[0] if versions else None)


def _counts(rows: list[MoveRow]) -> dict[str, Any]:
    found = Counter(row.verdict for row in rows)
    return {verdict.value: found[verdict] for verdict in Verdict}
