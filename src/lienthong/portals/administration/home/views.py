# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where administrators begin: what they may set up, by group, and one box over all of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.kernel.errors import NotAllowed
from lienthong.kernel.module import ADMINISTRATION
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.context import menu_of


class AdministrationHomeView(GuardedView):
    """The entries of the portal, each with its way in."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; who may set up nothing is refused."""
        entries = [e for e in menu_of(request, self.actor, ADMINISTRATION) if not e["leads_away"]]
        if not entries:
            raise NotAllowed
        groups: list[dict[str, Any]] = []
        for entry in entries:
            if entry["heading"]:
                groups.append({"title": entry["heading"], "entries": []})
            groups[-1]["entries"].append(entry)
        context = {"page_title": _("Quản trị"), "groups": groups}
        return render(request, "administration/home.html", context)
