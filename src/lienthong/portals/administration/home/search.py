# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One box over everything that is set up: entries of the menu and rows of every directory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.directories import Asked, Directory, directories, key_of, listed
from lienthong.kernel.directories.declare import attribute
from lienthong.kernel.errors import NotAllowed
from lienthong.kernel.module import ADMINISTRATION
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.text import fold
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.portals.administration.directories.words import said, subject_key
from lienthong.portals.context import administers, menu_of

BEST = 5
LONGEST = 100


class AdministrationSearchView(GuardedView):
    """The best of every directory that the actor may see."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page, or the part of it that the palette shows."""
        if not administers(self.actor):
            raise NotAllowed
        words = request.GET.get("q", "").strip()[:LONGEST]
        groups = [self._entries(words), *self._directories(words)] if words else []
        context = {
            "page_title": _("Tìm trong quản trị"),
            "q": words,
            "groups": [group for group in groups if group["rows"]],
        }
        is_part = request.headers.get("HX-Request") == "true"
        name = "search_palette" if is_part else "search"
        return render(request, f"administration/{name}.html", context)

    def _entries(self, words: str) -> dict[str, Any]:
        wanted = fold(words).split()
        rows = [
            {"title": e["title"], "line": e["explanation"], "url": e["url"], "icon": e["icon"]}
            for e in menu_of(self.request, self.actor, ADMINISTRATION)
            if not e["leads_away"] and _has(f"{e['title']} {e['explanation']}", wanted)
        ]
        return {"slug": "muc", "title": _("Mục quản trị"), "rows": rows, "more_url": ""}

    def _directories(self, words: str) -> list[dict[str, Any]]:
        asked = Asked(words=words)
        kept = [each for each in directories() if may_hold(self.actor, each.permission)]
        return [self._group(each, asked) for each in kept]

    def _group(self, directory: Directory, asked: Asked) -> dict[str, Any]:
        page = listed(directory, asked, self.actor, limit=BEST)
        url = reverse("administration:directory", args=[directory.slug])
        return {
            "slug": directory.slug,
            "title": str(directory.title),
            "rows": [_row(directory, row) for row in page.rows],
            "more_url": f"{url}?tim={asked.words}" if page.after else "",
        }


def _has(text: str, wanted: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _row(directory: Directory, row: Any) -> dict[str, str]:
    name, key = said(attribute(row, directory.name)), key_of(directory, row)
    place = [directory.slug, subject_key(directory, row)]
    return {
        "title": name or key,
        "line": key if key != name else "",
        "url": reverse("administration:directory-row", args=place),
        "icon": directory.icon,
    }
