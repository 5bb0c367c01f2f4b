# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where somebody goes after signing in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "next"


def wanted_page(request: HttpRequest) -> str:
    """The page of this site that was asked for before signing in; empty when none or elsewhere."""
    page = request.POST.get(FIELD) or request.GET.get(FIELD, "")
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(page, own, require_https=request.is_secure())
    return page if safe else ""


def after_sign_in(request: HttpRequest) -> str:
    """The wanted page, or the home of the signed-in."""
    home: str = get_adapter(request).get_login_redirect_url(request)
    return wanted_page(request) or home
