# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One box over cases, people, documents, procedures and pages; a scanned code jumps to its case."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import Account, Person
from lienthong.core.cases.api import VIEW_UNIT, Case
from lienthong.core.search.api import (
    Family,
    Hit,
    Narrowing,
    find,
    find_best,
    forget_searches,
    recent_searches,
    remember_search,
)
from lienthong.core.ui.api import look_of, tags_of_units
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.module import OFFICER
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import sort_key
from lienthong.kernel.views import GuardedView
from lienthong.portals.context import menu_of
from lienthong.portals.officer.search.forms import PAGES, SLUGS, Asked, code_in
from lienthong.portals.officer.search.panels import (
    case_url,
    kinds,
    pages,
    rows_of,
    scope_of,
    state_names,
)
from lienthong.portals.officer.tables import SEARCH

LIMIT = 30
BEST = 5
"""So many of each group stand in the palette and on the page of all groups."""
VERIFY = "/xac-minh/"
MOST_UNITS = 200

__all__ = ["ForgetView", "SearchView", "case_url", "scope_of"]


class SearchView(GuardedView):
    """Results within scope: the best of every group, or one group page by page."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """List what was found; exactly one case with that code is opened at once."""
        asked = Asked.read(request.GET)
        if VERIFY in asked.text:
            return redirect("citizen:verify-code", code=code_in(asked.text)[:40])
        if request.headers.get("HX-Request") == "true":
            return render(request, "officer/palette.html", self._best(asked))
        if asked.text and not asked.after:
            with transaction.atomic():
                remember_search(self.actor.account_id or 0, asked.text)
        found = self._best(asked) if not asked.shown else self._group(asked)
        exact = _with_code(asked.text, found.pop("cases", []))
        return redirect(exact) if exact else render(request, "officer/search.html", found)

    def _best(self, asked: Asked) -> dict[str, Any]:
        """The first few of every group."""
        text, scope = code_in(asked.text), scope_of(self.actor)
        context = self._frame(asked)
        groups = []
        best = find_best(text, scope=scope, families=list(SLUGS.values()), limit=BEST + 1)
        for slug, family in SLUGS.items():
            hits = best[family]
            if family is Family.CASE:
                context["cases"] = hits
            rows = rows_of(family, hits[:BEST], text)
            groups.append(_group_of(slug, str(family.label), rows, asked, is_more=len(hits) > BEST))
        found = pages(menu_of(self.request, self.actor, OFFICER), text)
        is_more = len(found) > BEST
        groups.append(_group_of(PAGES, _("Màn hình và trợ giúp"), found[:BEST], asked, is_more))
        return context | {"groups": [group for group in groups if group["rows"]]}

    def _group(self, asked: Asked) -> dict[str, Any]:
        """A page of one group."""
        context, text = self._frame(asked), code_in(asked.text)
        if asked.shown == PAGES:
            rows = pages(menu_of(self.request, self.actor, OFFICER), text)
            return context | {"rows": rows}
        family, is_case = SLUGS[asked.shown], asked.shown == "ho-so"
        hits = find(
            text,
            scope=scope_of(self.actor),
            family=family,
            narrowing=asked.narrowing() if is_case else Narrowing(),
            after=asked.after,
            limit=LIMIT + 1,
        )
        return context | {
            "rows": rows_of(family, hits[:LIMIT], text),
            "next_url": asked.address(after=hits[LIMIT - 1]) if len(hits) > LIMIT else "",
            "filters": self._filters() if is_case else {},
            "selectable": is_case,
            "person": _person_named(asked.person, hits),
            "cases": [],
        }

    def _frame(self, asked: Asked) -> dict[str, Any]:
        names = {slug: family.label for slug, family in SLUGS.items()}
        tabs = {"": _("Tất cả")} | names | {PAGES: _("Màn hình và trợ giúp")}
        return {
            "page_title": _("Tìm"),
            "q": asked.text,
            "asked": asked,
            "tabs": [
                {"title": title, "url": asked.address(group=slug), "current": slug == asked.shown}
                for slug, title in tabs.items()
            ],
            "look": look_of(SEARCH, self.request.GET, self.actor),
            "recent": [] if asked.text else recent_searches(self.actor.account_id or 0),
            "all_url": asked.address(),
        }

    def _filters(self) -> dict[str, Any]:
        agency = self.actor.agency_id
        return {
            "states": state_names(),
            "kinds": kinds(),
            "units": _units(self.actor),
            "tags": tags_of_units([agency]) if agency else [],
        }


def _units(actor: Actor) -> list[tuple[int, str]]:
    """Units within reach by which a list can be narrowed, by name; none where they are many."""
    ids = reachable_unit_ids(reach(actor, VIEW_UNIT))
    known = set() if ids is None else {row[0] if isinstance(row, tuple) else row for row in ids}
    if not 1 < len(known) <= MOST_UNITS:
        return []
    return sorted(names_of(known).items(), key=lambda pair: sort_key(pair[1]))


def _group_of(
    slug: str, title: str, rows: list[dict[str, Any]], asked: Asked, is_more: bool
) -> dict[str, Any]:
    more = asked.address(group=slug) if is_more else ""
    return {"slug": slug, "title": title, "rows": rows, "more_url": more}


def _person_named(person_id: int, hits: list[Hit]) -> str:
    """Who the listed cases belong to; nobody is named whose cases the officer does not see."""
    if not person_id or not hits:
        return ""
    return str(Person.objects.filter(pk=person_id).values_list("full_name", flat=True).first())


def _with_code(text: str, hits: list[Hit]) -> str:
    """Where the one case is whose code is exactly the text: shown in its line, or kept by it."""
    wanted = code_in(text).upper()
    shown = [hit for hit in hits if hit.line.partition(" · ")[0].upper() == wanted]
    ids = [hit.subject_id for hit in shown or hits]
    if len(ids) != 1 or not wanted:
        return ""
    rows = Case.objects.filter(pk=ids[0]) if shown else Case.objects.filter(pk=ids[0], code=wanted)
    case = rows.select_related("kind").first()
    return case_url(case.kind.code, case.pk) if case else ""


class ForgetView(GuardedView):
    """Forget what was searched for."""

    permission = OFFICER_DESK

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget and go back to the empty page."""
        account = Account.objects.get(pk=self.actor.account_id or 0)
        forget_searches(account, actor=self.actor)
        return redirect("officer:search")
