# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Find a case by words, by name, by code; a scanned code jumps straight to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lienthong.core.access.api import reach
from lienthong.core.cases.api import VIEW_UNIT, Case, CaseKind
from lienthong.core.search.api import Hit, find, unit_token
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import modules
from lienthong.kernel.views import GuardedView

LIMIT = 30


def scope_of(actor: Actor) -> list[str]:
    """Search tokens of the units within the actor's reach."""
    where = reach(actor, VIEW_UNIT)
    units = where.unit_ids | where.root_ids
    return [unit_token(unit) for unit in sorted(units)]


def case_url(kind: str, case_id: int) -> str:
    """The screen of a case of a kind, as its module declares it."""
    for module in modules():
        if kind in module.case_kinds:
            return reverse(module.case_kinds[kind], args=[case_id])
    return reverse("officer:inbox")


class SearchView(GuardedView):
    """Results within scope, newest first."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """List what was found; exactly one case with that code is opened at once."""
        text = request.GET.get("q", "").strip()[:200]
        asked = text.rstrip("/").rsplit("/", 1)[-1]
        hits = find(asked, scope=scope_of(self.actor), limit=LIMIT) if asked else []
        if len(hits) == 1 and _is_code(asked, hits[0]):
            return redirect(self._url(hits[0]))
        context = {"q": text, "results": [self._row(hit) for hit in hits]}
        return render(request, "officer/search.html", context)

    def _url(self, hit: Hit) -> str:
        kind = CaseKind.objects.get(pk=hit.kind_id).code
        return case_url(kind, hit.subject_id)

    def _row(self, hit: Hit) -> dict[str, Any]:
        return {"title": hit.title, "line": hit.line, "url": self._url(hit), "at": hit.sort_at}


def _is_code(text: str, hit: Hit) -> bool:
    case = Case.objects.filter(pk=hit.subject_id).first()
    return case is not None and text.upper() in {case.code or "", hit.line.split(" · ")[0]}
