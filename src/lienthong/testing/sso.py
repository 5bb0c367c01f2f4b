# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A signing key made once in a process, connected applications, and an application of tests."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from lienthong.core.accounts.api import AppFacts, ConnectedApp, connect_app
from lienthong.kernel.actor import Actor

BACK = "https://lich.quangtri.example/ve"
SECRET = "lt_bi-mat-cua-bai-thu"  # of tests only
IDENTITY = ("openid", "profile", "email", "officer")
PLATFORM = Actor.platform("kiểm thử")


@cache
def signing_keys() -> list[dict[str, Any]]:
    """One key of this process, as the settings want it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return [{"pem": pem.decode("ascii")}]


def connect(name: str = "Lịch họp tỉnh", *, code: str = "lich-hop", **facts: Any) -> ConnectedApp:
    """An application with the secret of tests."""
    said: dict[str, Any] = {"redirect_uris": (BACK,), "scopes": IDENTITY} | facts
    return connect_app(AppFacts(name, **said), secret=SECRET, code=code, actor=PLATFORM)


@dataclass
class Application:
    """An application that signs people in with us, over Django's test client."""

    browser: Client
    client_id: str = "lich-hop"
    secret: str = SECRET
    back: str = BACK
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = "trang-thai-1"
    nonce: str = "so-1"

    def query(self, **changes: str) -> dict[str, str]:
        """What it sends the browser with; an empty change leaves a part out."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "client_id": self.client_id,
            "redirect_uri": self.back,
            "response_type": "code",
            "scope": "openid profile email officer",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return {key: value for key, value in (asked | changes).items() if value}

    def ask(self, **changes: str) -> Any:
        """Send the browser here."""
        return self.browser.get("/sso/authorize", self.query(**changes))

    def agree(self, page: Any, action: str = "grant") -> Any:
        """Press a button of the page that asks."""
        found = re.search(r'name="request" value="([^"]+)"', page.content.decode())
        assert found, page.content.decode()
        scopes = re.findall(r'name="scopes" value="([^"]+)"', page.content.decode())
        sent = {"request": html.unescape(found[1]), "scopes": scopes, "action": action}
        return self.browser.post("/sso/authorize", sent)

    def redeem(self, code: str, **changes: str) -> Any:
        """Ask for tokens, from the server."""
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "code_verifier": self.verifier,
            "client_id": self.client_id,
            "client_secret": self.secret,
        } | changes
        return Client().post("/sso/token", {key: value for key, value in sent.items() if value})

    def code(self, **changes: str) -> str:
        """A code, for an application that is trusted."""
        return returned(self.ask(**changes))["code"]

    def tokens(self, **changes: str) -> dict[str, Any]:
        """Tokens, all the way."""
        answer = self.redeem(self.code(**changes))
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def identity(self, token: str) -> dict[str, Any]:
        """What the ID token says, its signature checked with the published key."""
        keys = jwt.PyJWKSet.from_dict(self.browser.get("/.well-known/jwks.json").json())
        key = keys[jwt.get_unverified_header(token)["kid"]]
        issuer = self.browser.get("/.well-known/openid-configuration").json()["issuer"]
        options: Any = {"require": ["exp", "iat", "sub", "aud", "iss"]}
        return dict(
            jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self.client_id,
                issuer=issuer,
                options=options,
            )
        )


def returned(response: Any) -> dict[str, str]:
    """What the browser brings back: of a redirect, or of the page that goes on by itself."""
    address = response.get("Location", "")
    if not address:
        found = re.search(r'content="0;url=([^"]+)"', response.content.decode())
        assert found, response.content.decode()
        address = html.unescape(found[1])
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == BACK, address
    return dict(parse_qsl(parts.query))
