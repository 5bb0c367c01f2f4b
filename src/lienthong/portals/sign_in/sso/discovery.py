# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What applications read first: addresses, keys, what is supported."""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc import views as library
from allauth.idp.oidc.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.views import GuardedView

CLAIMS = (
    *("sub", "sid", "auth_time", "name", "preferred_username", "email", "email_verified"),
    *("officer_code", "unit", "unit_code", "position", "posts"),
)


def has_keys() -> bool:
    """Whether this installation can say who signed in."""
    return bool(settings.IDP_OIDC_PRIVATE_KEYS)


class DiscoveryView(GuardedView):
    """The OpenID Provider Metadata."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """The document. Raises ``Http404`` without a signing key."""
        if not has_keys():
            raise Http404
        response = JsonResponse(metadata())
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "max-age=300"
        return response


class KeysView(GuardedView):
    """The public keys."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """The key set. Raises ``Http404`` without a signing key."""
        if not has_keys():
            raise Http404
        found: HttpResponse = library.jwks(request)
        return found


def metadata() -> dict[str, Any]:
    """OpenID Connect Discovery 1.0, with logout from both sides."""
    issuer = get_adapter().get_issuer()

    def at(name: str) -> str:
        return f"{issuer}{reverse(f'idp:oidc:{name}')}"

    return {
        "issuer": issuer,
        "authorization_endpoint": at("authorization"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "jwks_uri": at("jwks"),
        "revocation_endpoint": at("revoke"),
        "end_session_endpoint": at("logout"),
        "scopes_supported": list(api_scopes()),
        "claims_supported": list(CLAIMS),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": list(settings.IDP_OIDC_AUTH_METHODS),
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "ui_locales_supported": ["vi", "en"],
    }
