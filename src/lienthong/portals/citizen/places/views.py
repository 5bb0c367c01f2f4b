# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Suggestions of communes and wards for address questions.

Legal basis: 19/2025/QĐ-TTg.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from lienthong.core.references.api import search_places
from lienthong.kernel.pages import keepable
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.text import one_line
from lienthong.kernel.views import GuardedView

SHORTEST, LONGEST, MOST = 2, 60, 8


class PlacesView(GuardedView):
    """At most eight names for what was typed, marks or not; nothing for less than two letters."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer names with their province."""
        typed = one_line(request.GET.get("q", ""))[:LONGEST]
        found = search_places(typed, limit=MOST) if len(typed) >= SHORTEST else []
        return keepable(JsonResponse({"places": [place.text for place in found]}), "q")
