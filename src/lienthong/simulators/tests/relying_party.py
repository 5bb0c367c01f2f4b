# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small OpenID Connect client, written from the standard, to test the simulated provider."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt

CLIENT = {"client_id": "lienthong", "client_secret": "lienthong-demo"}
RETURN = "http://127.0.0.1:9/dang-nhap/vneid/ve/"
CITIZEN = "044195990074"
PIN = "246810"


@dataclass
class RelyingParty:
    """One attempt to sign a citizen in."""

    client: httpx.Client
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def query(self, **changes: str) -> dict[str, str]:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "client_id": CLIENT["client_id"],
            "redirect_uri": RETURN,
            "response_type": "code",
            "scope": "openid profile",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return {key: value for key, value in (asked | changes).items() if value}

    def open_page(self, **changes: str) -> httpx.Response:
        return self.client.get("/vneid/authorize", params=self.query(**changes))

    def post_page(self, page: httpx.Response, **fields: str) -> httpx.Response:
        found = re.search(r'name="request" value="([^"]+)"', page.text)
        assert found is not None
        return self.client.post("/vneid/authorize", data={"request": found[1], **fields})

    def sign_in(self, personal_id: str = CITIZEN, pin: str = PIN) -> dict[str, str]:
        answer = self.post_page(self.open_page(), act="sign-in", personal_id=personal_id, pin=pin)
        assert answer.status_code == 303
        return returned(answer)

    def redeem(self, code: str, **changes: str) -> httpx.Response:
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": RETURN,
            "code_verifier": self.verifier,
            **CLIENT,
        }
        return self.client.post("/vneid/token", data=body | changes)

    def identity(self, token: str) -> dict[str, Any]:
        discovery = self.client.get("/.well-known/openid-configuration").json()
        keys = jwt.PyJWKSet.from_dict(self.client.get(discovery["jwks_uri"]).json())
        key = keys[jwt.get_unverified_header(token)["kid"]]
        return jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=CLIENT["client_id"],
            issuer=discovery["issuer"],
        )


def returned(answer: httpx.Response) -> dict[str, str]:
    parts = urlsplit(answer.headers["location"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == RETURN
    return {name: values[0] for name, values in parse_qs(parts.query).items()}
