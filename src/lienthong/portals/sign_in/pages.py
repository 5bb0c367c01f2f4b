# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages that are shown when signing in does not go on."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import PROVIDER
from lienthong.core.integration.api import line_to

log = logging.getLogger(__name__)
CANCELLED, EXPIRED, UNAVAILABLE = "cancelled", "expired", "unavailable"
_STATUS = {CANCELLED: 200, EXPIRED: 401, UNAVAILABLE: 502}


def vneid_failed(
    request: HttpRequest, reason: str, exception: Exception | None = None
) -> HttpResponse:
    """Why the citizen is not signed in, and what to do."""
    if exception is not None:
        log.warning("VNeID sign-in failed: %s: %s", type(exception).__name__, exception)
    return render(
        request,
        "accounts/citizen/vneid_failed.html",
        {"reason": reason, "page_title": _("Chưa đăng nhập được")},
        status=_STATUS[reason],
    )


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many requests from one address."""
    return render(
        request,
        "accounts/citizen/too_many_requests.html",
        {"page_title": _("Hãy thử lại sau một phút")},
        status=429,
    )


def leading_to_vneid(response: HttpResponse) -> HttpResponse:
    """Let the forms of a page lead to where administrators say that VNeID answers."""
    parts = urlsplit(line_to(PROVIDER, "").url)
    if parts.netloc:
        origin = f"{parts.scheme}://{parts.netloc}"
        response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]  # for csp
    return response
