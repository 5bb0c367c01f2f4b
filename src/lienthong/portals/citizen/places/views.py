# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggestions of communes and wards for address questions.

Legal basis: 19/2025/QĐ-TTg.
"""

from __future__ import annotations

from django.core.cache import caches
from django.http import HttpRequest, JsonResponse

from lienthong.core.references.api import search_places
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.pages import keepable
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView

SHORTEST, LONGEST, MOST = 2, 60, 8
KEPT_SECONDS = 600
_EVERY = 10_000
_KEY = "citizen.served_divisions"


class PlacesView(GuardedView):
    """At most eight names for what was typed, own communes first; nothing for one letter."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer names with their province."""
        typed = one_line(request.GET.get("q", ""))[:LONGEST]
        found = search_places(typed, limit=_EVERY) if len(typed) >= SHORTEST else []
        here = served_divisions()
        near = sorted(found, key=lambda place: place.code not in here)
        return keepable(JsonResponse({"places": [place.text for place in near[:MOST]]}), "q")


def served_divisions() -> frozenset[str]:
    """Codes of places that have a unit here: they are suggested first."""
    cache = caches["process"]
    kept: frozenset[str] | None = cache.get(_KEY)
    if kept is None:
        codes = UnitVersion.objects.exclude(division=None).values_list("division__code", flat=True)
        kept = frozenset(codes)
        cache.set(_KEY, kept, KEPT_SECONDS)
    return kept
