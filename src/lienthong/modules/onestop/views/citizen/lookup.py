# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tracking for everybody: the code and how far it is, nothing else.

Legal basis: 01/2018/TT-VPCP, Điều 16.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import Channel, is_connected
from lienthong.kernel.views import GuardedView, actor_of
from lienthong.modules.onestop.domain.codes import is_code, normalise_code
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import CATALOGUE
from lienthong.modules.onestop.queries.dossiers import completion, find_by_code
from lienthong.modules.onestop.queries.revocations import revocation_of

A_MINUTE = 60
MOST_LOOKUPS = 60
"""Look-ups by code from one address in a minute; a whole office may share an address."""


class LookupView(GuardedView):
    """One field for the code."""

    permission = CATALOGUE

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the field; a typed code leads to its own address."""
        typed = request.GET.get("ma", "")
        code = normalise_code(typed)
        if is_code(code):
            return redirect("onestop:citizen-lookup-code", code)
        errors = []
        if typed.strip():
            wrong = _("Mã này chưa đúng. Mã nộp có dạng ABCD-EFGH-JKMN, mã hồ sơ có dạng %(code)s.")
            errors = [{"target": "id_ma", "message": wrong % {"code": "H50.12-261120-0042"}}]
        return _page(request, {"typed": typed, "errors": errors})


class LookupCodeView(GuardedView):
    """What everybody may see of one dossier."""

    permission = CATALOGUE

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show code and completion; nobody learns who, what or why."""
        wanted = normalise_code(code)
        if too_many_lookups(request):
            return _page(request, {"typed": wanted, "errors": [], "slow_down": True}, status=429)
        dossier = find_by_code(wanted) if is_code(wanted) else None
        if dossier is None:
            context = {"typed": wanted, "code": wanted, "errors": [], "missing": True}
            return _page(request, context, status=404)
        return public_page(request, dossier, typed=wanted)


def public_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    typed: str = "",
    phone: str = "",
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """What everybody may see, and the question for the telephone number that opens more."""
    code = typed or dossier.code
    errors = [{"target": "id_phone", "message": wrong}] if wrong else []
    context = {
        "typed": code,
        "code": code,
        "phone": phone,
        "wrong": wrong,
        "percent": completion(dossier.case),
        "revocation": revocation_of(dossier),
        "can_ask": is_connected(Channel.SMS),
    }
    if actor_of(request).person_id in dossier.owner_person_ids():
        context["own_url"] = reverse("onestop:citizen-dossier", args=[code])
    return _page(request, context | {"errors": errors}, status=status)


def too_many_lookups(request: HttpRequest) -> bool:
    """Count this look-up; whether the address asked too often within a minute."""
    address = get_adapter(request).get_client_ip(request)
    key = f"onestop.lookup:{address}"
    if cache.add(key, 1, A_MINUTE):
        return False
    try:
        return bool(cache.incr(key) > MOST_LOOKUPS)
    except ValueError:  # the minute ended between the two
        return False


def _page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    nothing = {"percent": None, "missing": False, "slow_down": False, "own_url": "", "code": ""}
    nothing["revocation"] = None
    unasked = {"phone": "", "wrong": "", "can_ask": False}
    shown = {"page_title": _("Tra cứu hồ sơ"), **nothing, **unasked, **context}
    response = render(request, "onestop/citizen/lookup.html", shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
