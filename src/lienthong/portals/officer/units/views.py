# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Switch between the posts in which one officer serves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lienthong.core.access.api import POST_KEY
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.sign_in.post import remember_post


class SwitchPostView(GuardedView):
    """Choose the post to act from; only one's own posts exist."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the post in the session and, for the next one, in the browser."""
        chosen = request.POST.get("post", "")
        if chosen not in self.actor.extra.get("post_ids", "").split(","):
            raise OutOfScope
        request.session[POST_KEY] = int(chosen)
        response = redirect("officer:inbox")
        remember_post(response, chosen)
        return response
