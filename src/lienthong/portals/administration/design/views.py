# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The living style guide: every component in both themes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lienthong.core.ui.api import style_guide_context
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView


class StyleGuideView(GuardedView):
    """What designers and developers look at before they build a screen."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return render(request, "ui/style_guide.html", style_guide_context())
