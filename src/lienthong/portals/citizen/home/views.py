# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Home, search, life events."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.kernel.pages import keepable
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.home.content import (
    all_services,
    life_event_tiles,
    life_events,
    links,
    next_holiday,
    quick_tiles,
    services_url,
    tries,
)
from lienthong.portals.citizen.home.figures import by_agency, kept_promises

MOST_SHOWN = 5
LONGEST_QUERY = 200


class HomeView(GuardedView):
    """One search box, tiles, the next holiday, life events, what people do most."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page; for visitors it may be answered from kept bytes."""
        services = sorted(all_services(), key=lambda service: -service.filed)
        context = {
            "page_title": _("Trang chủ"),
            "tiles": quick_tiles(),
            "events": life_event_tiles(),
            "holiday": next_holiday(),
            "services": services[:MOST_SHOWN],
            "tries": tries(services),
            "kept": kept_promises(),
            "counted": any(service.filed for service in services),
            "total": len(services) if len(services) > MOST_SHOWN else 0,
            "all_url": services_url(),
        }
        response = render(request, "citizen/home.html", context)
        return response if self.actor.is_signed_in else keepable(response)


class SearchView(GuardedView):
    """The plain answer to the search box."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what was found."""
        query = one_line(request.GET.get("q", ""))[:LONGEST_QUERY]
        found = all_services(query) if query else []
        context = {
            "page_title": _("Tìm: %(query)s") % {"query": query} if query else _("Tìm"),
            "query": query,
            "services": found,
            "all_url": services_url(),
        }
        response = render(request, "citizen/search.html", context)
        return response if self.actor.is_signed_in else keepable(response, "q")


class LifeEventView(GuardedView):
    """Services for something that happens in a life."""

    permission = PUBLIC

    def get(self, request: HttpRequest, event: str) -> HttpResponse:
        """Show the services, or where else to go."""
        chosen = next((row for row in life_events() if row["key"] == event), None)
        if chosen is None:
            raise Http404(event)
        context = {
            "page_title": chosen["title"],
            "crumbs": [(_("Trang chủ"), "/"), (chosen["title"], None)],
            "event": chosen,
            "services": [row for row in all_services() if event in row.life_events],
        }
        response = render(request, "citizen/life_event.html", context)
        return response if self.actor.is_signed_in else keepable(response)


class KeptPromisesView(GuardedView):
    """The figures behind "Chúng tôi làm đúng hẹn đến đâu?": by month and by agency."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, or say that there is too little yet."""
        kept = kept_promises()
        context = {
            "page_title": _("Chúng tôi làm đúng hẹn đến đâu?"),
            "crumbs": [(_("Trang chủ"), "/"), (_("Đúng hẹn"), None)],
            "kept": kept,
            "agencies": by_agency() if kept else [],
            "links": links("kept"),
        }
        response = render(request, "citizen/kept_promises.html", context)
        return response if self.actor.is_signed_in else keepable(response)
