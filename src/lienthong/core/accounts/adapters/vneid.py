# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""VNeID as an OpenID Connect provider: what the sign-in library leaves unchecked is checked here.

Signature and algorithm of the identity token, issuer, audience, nonce, and that the facts belong to
the same subject. The nonce is derived from the PKCE verifier, which lives in the one-time state.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from lienthong.core.accounts.domain.claims import InvalidClaimsError, read_claims

ALGORITHMS = ["RS256"]
DISCOVERY_SECONDS = 300
CLOCK_LEEWAY_SECONDS = 30


def nonce_of(code_verifier: str) -> str:
    """The nonce that belongs to a PKCE verifier."""
    return hashlib.sha256(f"nonce:{code_verifier}".encode()).hexdigest()


class VneidAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The exchange with VNeID."""

    code_verifier = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document, remembered for some minutes. Raises ``OAuth2Error``."""
        address = self.get_provider().server_url
        config: dict[str, Any] | None = cache.get(f"vneid:{address}")
        if config is None:
            config = self._get(address)
            if config.get("issuer") != self.get_provider().app.settings["server_url"]:
                raise OAuth2Error("The discovery document names another issuer")
            cache.set(f"vneid:{address}", config, DISCOVERY_SECONDS)
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where VNeID sends the browser back to."""
        address: str = build_absolute_uri(request, reverse(settings.VNEID_RETURN_URL))
        return address

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str = ""
    ) -> dict[str, Any]:
        """Exchange the code; remember the verifier, from which the nonce follows."""
        self.code_verifier = pkce_code_verifier or ""
        data: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier=pkce_code_verifier
        )
        return data

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Check identity and facts against each other. Raises ``OAuth2Error``."""
        identity = self._identity(app, kwargs["response"].get("id_token"))
        facts = self._get(self.profile_url, bearer=token.token)
        if facts.get("sub") != identity["sub"]:
            raise OAuth2Error("The facts belong to another subject")
        try:
            read_claims(facts)
        except InvalidClaimsError as invalid:
            raise OAuth2Error(f"Unusable claim: {invalid}") from invalid
        data = {"userinfo": facts, "id_token": identity}
        return self.get_provider().sociallogin_from_response(request, data)

    def _identity(self, app: SocialApp, token: object) -> dict[str, Any]:
        if not isinstance(token, str):
            raise OAuth2Error("No identity token")
        try:
            keys = jwt.PyJWKSet.from_dict(self._get(self.openid_config["jwks_uri"]))
            identity: dict[str, Any] = jwt.decode(
                token,
                keys[jwt.get_unverified_header(token).get("kid", "")],
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCK_LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "nonce"]},
            )
        except (jwt.PyJWTError, KeyError) as refused:
            raise OAuth2Error("Invalid identity token") from refused
        if not hmac.compare_digest(str(identity["nonce"]), nonce_of(self.code_verifier)):
            raise OAuth2Error("The identity token answers another request")
        return identity

    def _get(self, address: str, *, bearer: str = "") -> dict[str, Any]:
        """A JSON object from VNeID. Raises ``RequestException`` or ``OAuth2Error``."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        with get_adapter().get_requests_session() as session:
            response = session.get(address, headers=headers, allow_redirects=False)
            response.raise_for_status()
            data = response.json()
        if not isinstance(data, dict):
            raise OAuth2Error("Not an object")
        return data


class VneidProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider as the sign-in library asks for it."""

    oauth2_adapter_class = VneidAdapter

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE, and the nonce that goes with it."""
        params: dict[str, str] = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the browser to VNeID, or say that VNeID cannot be reached."""
        try:
            response: HttpResponse = super().redirect(request, *args, **kwargs)
        except (RequestException, OAuth2Error, KeyError) as unreachable:
            response = render_authentication_error(request, self, exception=unreachable)
        return response


provider_classes = [VneidProvider]
