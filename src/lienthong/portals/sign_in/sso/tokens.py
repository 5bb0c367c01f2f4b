# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What programs ask: tokens for codes, who a token speaks of, tokens given back."""

from __future__ import annotations

import json
from typing import Any

from allauth.core.internal.httpkit import extract_basic_auth
from allauth.idp.oidc import views as library
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from lienthong.core.accounts.api import (
    AppSignIn,
    ConnectedApp,
    app_by_client,
    mark_tokens,
    redeem_app_code,
    sign_in_of_token,
)
from lienthong.core.notifications.api import count_request
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.sign_in.provider import SIGN_IN
from lienthong.portals.sign_in.sso.answers import refuse_app

GRANTS = {"authorization_code", "refresh_token", "client_credentials"}
PER_MINUTE = 120
"""Tries at the token endpoint from one address for one application."""


class ProgramView(GuardedView):
    """Base of what programs call without a browser: no cookie counts, so no form can be forged."""

    abstract = True
    permission = PUBLIC


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class TokenView(ProgramView):
    """The token endpoint."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Tokens for a code, a refresh token or the application's own secret."""
        app = app_by_client(_client_id(request))
        address = request.META.get("REMOTE_ADDR", "")
        counted = count_request(f"token:{address}:{app.pk if app else ''}", seconds=60)
        if counted.count > PER_MINUTE:
            late = refuse_app("temporarily_unavailable", status=429)
            late["Retry-After"] = str(counted.seconds_left)
            return late
        if app is None:
            return refuse_app("invalid_client", status=401)
        if request.POST.get("grant_type") not in GRANTS:
            return refuse_app("unsupported_grant_type")
        with transaction.atomic():
            response = self._answer(request, app)
        response["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: HttpRequest, app: ConnectedApp) -> HttpResponse:
        grant = request.POST["grant_type"]
        if grant == "client_credentials":
            return _from_library(request)
        if not app.client.check_secret(_secret(request)):
            return refuse_app("invalid_client", status=401)
        sign_in = self._sign_in(request, app, grant)
        if sign_in is None:
            return refuse_app("invalid_grant")
        setattr(request, SIGN_IN, sign_in)
        response = _from_library(request)
        if response.status_code == 200:
            made = json.loads(response.content)
            mark_tokens(sign_in, [made.get("access_token"), made.get("refresh_token")])
        return response

    def _sign_in(self, request: HttpRequest, app: ConnectedApp, grant: str) -> AppSignIn | None:
        if grant == "authorization_code":
            return redeem_app_code(app, code=request.POST.get("code", ""), actor=self.actor)
        found = sign_in_of_token(request.POST.get("refresh_token", ""))
        return found if found is not None and found.app_id == app.pk else None


@method_decorator(csrf_exempt, name="dispatch")
class UserInfoView(ProgramView):
    """Who a token speaks of."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The claims."""
        return _asked(library.user_info, request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The claims."""
        return _asked(library.user_info, request)


@method_decorator(csrf_exempt, name="dispatch")
class RevokeView(ProgramView):
    """Tokens that an application does not need any longer."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the token; an unknown one is answered alike."""
        return _asked(library.revoke, request)


def _from_library(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = library.token(request)
    return response


def _asked(view: Any, request: HttpRequest) -> HttpResponse:
    response: HttpResponse = view(request)
    response["Cache-Control"] = "no-store"
    return response


def _client_id(request: HttpRequest) -> str:
    named, _secret_given = extract_basic_auth(_headers(request))
    return str(named or request.POST.get("client_id", ""))


def _secret(request: HttpRequest) -> str:
    _named, given = extract_basic_auth(_headers(request))
    return str(given or request.POST.get("client_secret", ""))


def _headers(request: HttpRequest) -> dict[str, str]:
    given = request.META.get("HTTP_AUTHORIZATION", "")
    return {"Authorization": given} if given else {}
