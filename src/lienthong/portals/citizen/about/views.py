# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who answers for this site and what it does with data; where the desks are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person
from lienthong.kernel.pages import keepable
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.about.desks import all_desks, found_desks, near

LONGEST_QUERY = 100
MOST_IN_FULL = 6
"""So many desks are shown with their hours; more are a list of names."""


class AboutView(GuardedView):
    """Privacy, accessibility, open data, source: one page, each part with its own address."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        context = {
            "page_title": _("Về trang này"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Về trang này"), None)],
        }
        response = render(request, "citizen/about.html", context)
        return response if self.actor.is_signed_in else keepable(response)


class DesksView(GuardedView):
    """Find the desk of a commune or ward, with or without accents."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what was found; without a word the desk near home, and all by name."""
        every = all_desks()
        text = one_line(request.GET.get("q", ""))[:LONGEST_QUERY]
        found = found_desks(text, every) if text else near(self._person(), every)
        context = {
            "page_title": _("Tìm bộ phận một cửa"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Tìm bộ phận một cửa"), None)],
            "query": text,
            "found": found[:MOST_IN_FULL],
            "more": found[MOST_IN_FULL:],
            "every": [] if text and found else every,
        }
        response = render(request, "citizen/desks.html", context)
        return response if self.actor.is_signed_in else keepable(response, "q")

    def _person(self) -> Person | None:
        if not self.actor.is_signed_in:
            return None
        return Person.objects.filter(pk=self.actor.person_id or 0).first()
