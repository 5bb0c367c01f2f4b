# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The post an officer acted from last, remembered by the browser from one sign-in to the next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lienthong.core.access.api import POST_KEY

COOKIE = "lt_post"
A_YEAR = 365 * 24 * 3600
LONGEST = 18


def remember_post(response: HttpResponse, post: str) -> None:
    """Keep the number of the post; it gives no right, only one's own posts are taken up."""
    response.set_cookie(
        COOKIE,
        post,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def take_up_post(request: HttpRequest) -> None:
    """Begin the session at the remembered post; somebody else's number is passed over later."""
    post = request.COOKIES.get(COOKIE, "")
    if post.isdecimal() and len(post) <= LONGEST:
        request.session[POST_KEY] = int(post)
