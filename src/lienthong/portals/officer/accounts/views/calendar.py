# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officer's due dates for the calendar of a telephone, opened by an app password."""

from __future__ import annotations

import base64
import binascii

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, use_app_password
from lienthong.core.cases.api import Step, inbox
from lienthong.core.notifications.api import count_request
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.ical import Due, calendar_text

MOST = 200
PER_MINUTE = 60
"""Questions from one address."""


class CalendarView(GuardedView):
    """One's own open steps that have a due date; a session counts for nothing here."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """The calendar, or a question for name and password."""
        address = request.META.get("REMOTE_ADDR", "")
        counted = count_request(f"calendar:{address}", seconds=60)
        if counted.count > PER_MINUTE:
            return HttpResponse(status=429, headers={"Retry-After": str(counted.seconds_left)})
        username, typed = _credentials(request)
        actor = Actor.anonymous().acting(address=address)
        account = use_app_password(username, typed=typed, actor=actor) if typed else None
        if account is None:
            asked = 'Basic realm="Lien Thong", charset="UTF-8"'
            return HttpResponse(status=401, headers={"WWW-Authenticate": asked})
        text = calendar_text(_("Việc của tôi"), _dues(account), now=timezone.now())
        headers = {"Cache-Control": "private, no-store"}
        return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _dues(account: Account) -> list[Due]:
    page = inbox(actor_for(account), size=MOST)
    return [_due(step) for step in page.steps if step.due_at is not None]


def _due(step: Step) -> Due:
    place = f"{settings.LIENTHONG_PUBLIC_URL}{reverse('officer:step', args=[step.pk])}"
    host = settings.LIENTHONG_PUBLIC_URL.partition("://")[2].partition("/")[0]
    at = step.due_at or timezone.now()
    return Due(f"step-{step.pk}@{host}", at, step.title, _about(step), place)


def _about(step: Step) -> str:
    return ": ".join(part for part in (step.case_code, step.case_title) if part)


def _credentials(request: HttpRequest) -> tuple[str, str]:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic" or len(value) > 500:
        return "", ""
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    username, _colon, typed = text.partition(":")
    return username[:150], typed
