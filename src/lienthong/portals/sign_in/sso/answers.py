# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of the sign-in provider: refusals to applications and to people, ways back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

REFUSED = "accounts/sso/refused.html"


def refuse_app(error: str, said: str = "", *, status: int = 400) -> JsonResponse:
    """An OAuth error for a program."""
    body = {"error": error} | ({"error_description": said} if said else {})
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refuse_person(request: HttpRequest, said: str) -> HttpResponse:
    """A page for somebody whom an application sent here wrongly; nobody is sent on."""
    context = {"page_title": _("Không đăng nhập được vào ứng dụng"), "said": said}
    return render(request, REFUSED, context, status=400)


def with_query(address: str, **values: str) -> str:
    """The address with more in its query; empty values are left out."""
    query = urlencode({key: value for key, value in values.items() if value})
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"


def send_back(address: str) -> HttpResponse:
    """Send the browser to an application: a registered address, so any host is right."""
    response = HttpResponse(status=302)
    response["Location"] = address
    response["Cache-Control"] = "no-store"
    return response


def lead_back(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """The same by a page that goes on by itself.

    After a form a browser follows no redirect to a host that ``form-action`` does not name.
    """
    context = {"page_title": _("Đang chuyển bạn đi"), "address": address, "name": name}
    response = render(request, "accounts/sso/lead_back.html", context)
    response["Cache-Control"] = "no-store"
    return response
