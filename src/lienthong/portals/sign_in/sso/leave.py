# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An application sends an officer here to sign out: here, and so of all applications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.internal.tokens import decode_jwt_token
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lienthong.core.accounts.api import ConnectedApp, app_by_client, is_registered
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.sign_in.sso.answers import (
    lead_back,
    refuse_person,
    send_back,
    with_query,
)
from lienthong.portals.sign_in.sso.authorize import AGAIN, LONGEST, sign_in_page

NAMES = ("id_token_hint", "client_id", "post_logout_redirect_uri", "state")


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who asks, where to go afterwards (empty: our own page), and of whom the hint speaks."""

    app: ConnectedApp | None
    back: str
    subject: str


@method_decorator(never_cache, name="dispatch")
class LeaveView(GuardedView):
    """The end session endpoint (RP-initiated logout)."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign out at once when the application proves whom; ask otherwise."""
        leaving = _read(request.GET)
        if leaving is None:
            return _refused(request)
        user = request.user
        if not user.is_authenticated:
            return send_back(leaving.back) if leaving.back else _own_page()
        if leaving.app and leaving.subject == get_adapter().get_user_sub(None, user):
            logout(request)
            return send_back(leaving.back) if leaving.back else _own_page()
        context = {
            "page_title": _("Đăng xuất"),
            "app": leaving.app,
            "asked": [(name, request.GET.get(name, "")) for name in NAMES],
        }
        return render(request, "accounts/sso/leave.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The officer agreed."""
        if "again" in request.POST:
            return _sign_in_again(request)
        leaving = _read(request.POST)
        if leaving is None:
            return _refused(request)
        logout(request)
        if not leaving.back:
            return _own_page()
        return lead_back(request, leaving.back, leaving.app.name if leaving.app else "")


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    """An application wants a fresh sign-in; the way back is what we signed ourselves."""
    try:
        back = Signer(salt=AGAIN).unsign(request.POST["again"])
    except BadSignature:
        return _refused(request)
    logout(request)
    return redirect(sign_in_page(back))


def _read(values: Any) -> Leaving | None:
    """What was asked; None when the way back is not one the application registered."""
    given = {name: values.get(name, "") for name in NAMES}
    if any(len(text) > LONGEST for text in given.values()):
        return None
    hint = decode_jwt_token(given["id_token_hint"], verify_exp=False, verify_iss=True) or {}
    client_id = given["client_id"] or str(hint.get("aud", ""))
    if hint and hint.get("aud") != client_id:
        return None
    app = app_by_client(client_id)
    address = given["post_logout_redirect_uri"]
    if not address:
        return Leaving(app, "", str(hint.get("sub", "")))
    if app is None or not is_registered(address, app.post_logout_uris):
        return None
    back = with_query(address, state=given["state"])
    return Leaving(app, back, str(hint.get("sub", "")))


def _refused(request: HttpRequest) -> HttpResponse:
    return refuse_person(request, _("Ứng dụng xin về một địa chỉ chưa đăng ký."))


def _own_page() -> HttpResponse:
    return redirect(f"{resolve_url(settings.LOGOUT_REDIRECT_URL)}?vai=officer")
