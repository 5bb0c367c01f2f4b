# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Find a case by words, by name, by code; a scanned code jumps straight to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach
from lienthong.core.cases.api import VIEW_UNIT, Case, CaseKind
from lienthong.core.search.api import Hit, find, unit_token
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import modules
from lienthong.kernel.views import GuardedView

LIMIT = 30
PALETTE_LIMIT = 8
VERIFY = "/xac-minh/"


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


def code_in(text: str) -> str:
    """The code in what was typed or scanned: the last part of an address, else the text."""
    return text.strip().partition("?")[0].rstrip("/").rsplit("/", 1)[-1]


class SearchView(GuardedView):
    """Results within scope, newest first."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """List what was found; exactly one case with that code is opened at once."""
        text = request.GET.get("q", "").strip()[:200]
        if VERIFY in text:
            return redirect("citizen:verify-code", code=code_in(text)[:40])
        asked = code_in(text)
        in_palette = request.headers.get("HX-Request") == "true"
        limit = PALETTE_LIMIT if in_palette else LIMIT
        hits = find(asked, scope=scope_of(self.actor), limit=limit) if asked else []
        exact = [] if in_palette else _with_code(asked, hits)
        if exact:
            return redirect(_rows(exact)[0]["url"])
        context = {"page_title": _("Tìm"), "q": text, "results": _rows(hits), "limit": LIMIT}
        template = "officer/palette.html" if in_palette else "officer/search.html"
        return render(request, template, context)


def _rows(hits: list[Hit]) -> list[dict[str, Any]]:
    kinds = dict(CaseKind.objects.values_list("pk", "code")) if hits else {}
    return [
        {
            "title": hit.title,
            "line": hit.line,
            "url": case_url(kinds[hit.kind_id], hit.subject_id),
            "at": hit.sort_at,
        }
        for hit in hits
    ]


def _with_code(text: str, hits: list[Hit]) -> list[Hit]:
    """The hit whose code is exactly the text: as its line shows it, or as its case keeps it."""
    wanted = text.upper()
    shown = [hit for hit in hits if hit.line.partition(" · ")[0].upper() == wanted]
    if shown or len(hits) != 1:
        return shown
    kept = Case.objects.filter(pk=hits[0].subject_id, code=wanted).exists()
    return hits if kept else []
