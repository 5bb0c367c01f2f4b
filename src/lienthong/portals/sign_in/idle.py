# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""End sessions in which nothing happened for longer than allowed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from lienthong.core.accounts.api import ADDRESS, DEVICE, OPENED, SEEN, Account

IDLE, NOTED = "lt_idle", "lt_noted"
TOUCH_SECONDS = 60
NOTE_SECONDS = 600


def start_clock(session: SessionBase, idle: timedelta) -> None:
    """Begin to measure idleness."""
    now = int(time.time())
    session[IDLE], session[SEEN], session[NOTED] = int(idle.total_seconds()), now, now
    session[OPENED] = now
    session.set_expiry(int(idle.total_seconds()))


def note_device(request: HttpRequest, device: str) -> None:
    """Remember on what and from where the session is used, for the list of sessions."""
    request.session[DEVICE] = device
    request.session[ADDRESS] = get_adapter(request).get_client_ip(request)


class IdleSessionMiddleware:
    """Costs nothing without a session; writes the session at most once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out who was idle too long, and say so; else let the request pass."""
        idle = request.session.get(IDLE)
        if idle is None:
            return self.get_response(request)
        now = int(time.time())
        if now - request.session.get(SEEN, 0) > idle:
            return _sign_out(request)
        _touch(request, now)
        return self.get_response(request)


def _touch(request: HttpRequest, now: int) -> None:
    session = request.session
    if now - session[SEEN] >= TOUCH_SECONDS:
        session[SEEN] = now
        session[ADDRESS] = get_adapter(request).get_client_ip(request)
    if now - session[NOTED] >= NOTE_SECONDS and isinstance(request.user, Account):
        session[NOTED] = now
        Account.objects.seen(request.user.pk, timezone.now())


def _sign_out(request: HttpRequest) -> HttpResponse:
    officer = getattr(request.user, "kind", "") == "officer"
    get_adapter(request).logout(request)
    page = reverse("accounts:officer-sign-in" if officer else "accounts:citizen-sign-in")
    back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{page}?{urlencode({'next': back, 'het-phien': '1'})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
