# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An application of another office that signs officers in with Liên Thông: a meeting calendar.

Written from the standards alone, as an integrator would: discovery, code with PKCE, the ID token
checked with the published keys, sign-out asked for by the application and told to it.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt

from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import Markup, fill, join, page

CLIENT_ID = "lich-hop"
COOKIE = "lich_phien"
TIMEOUT = 5.0
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Attempt:
    """A sign-in that was begun: what must come back with the code."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """What is sent of the verifier."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class Visit:
    """Somebody who is signed in to the calendar."""

    sid: str
    id_token: str
    claims: dict[str, Any]


@dataclass(frozen=True)
class Provider:
    """Liên Thông as the calendar sees it: where it is, what it signed."""

    issuer: str
    secret: str

    def metadata(self) -> dict[str, Any]:
        """Its addresses."""
        answer = httpx.get(f"{self.issuer}/.well-known/openid-configuration", timeout=TIMEOUT)
        told: dict[str, Any] = answer.raise_for_status().json()
        return told

    def redeem(self, code: str, *, back: str, verifier: str) -> httpx.Response:
        """Tokens for a code."""
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        address = self.metadata()["token_endpoint"]
        return httpx.post(address, data=sent, auth=(CLIENT_ID, self.secret), timeout=TIMEOUT)

    def read(self, token: str) -> dict[str, Any]:
        """What a token says, if it was signed for this application."""
        told = self.metadata()
        keys = jwt.PyJWKSet.from_dict(httpx.get(told["jwks_uri"], timeout=TIMEOUT).json())
        key = keys[jwt.get_unverified_header(token).get("kid", "")]
        issuer = told["issuer"]
        return dict(jwt.decode(token, key, algorithms=["RS256"], audience=CLIENT_ID, issuer=issuer))


@dataclass
class CalendarApp:
    """The calendar; everything is forgotten at a restart."""

    provider: Provider
    attempts: dict[str, Attempt] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def routes(self) -> list[Route]:
        """The table of pages, and the ear for sign-outs."""
        return [
            Route("GET", "/lich", self.home),
            Route("GET", "/lich/vao", self.begin, slow=True),
            Route("GET", "/lich/ve", self.come_back, slow=True),
            Route("GET", "/lich/ra", self.leave, slow=True),
            Route("GET", "/lich/da-ra", self.left),
            Route("POST", "/lich/nghe", self.hear, channel="app.logout", slow=True),
        ]

    def home(self, request: Request) -> Response:
        """Who is here, or the way in."""
        visit = self.visits.get(request.cookies.get(COOKIE, ""))
        if visit is None:
            return page("calendar_home.html", "Lịch họp tỉnh", told=str(len(self.told)))
        claims = visit.claims
        posts = join([_post(post) for post in claims.get("posts", [])])
        return page(
            "calendar_visit.html",
            "Lịch họp tỉnh",
            name=str(claims.get("name", "")),
            code=str(claims.get("officer_code", "")),
            unit=str(claims.get("unit", "")),
            position=str(claims.get("position", "")),
            posts=posts,
        )

    def begin(self, request: Request) -> Response:
        """Send the officer to Liên Thông."""
        attempt = Attempt()
        self.attempts[attempt.state] = attempt
        asked = {
            "client_id": CLIENT_ID,
            "redirect_uri": f"{request.base_url}/lich/ve",
            "response_type": "code",
            "scope": "openid profile officer",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        return redirect(f"{self.provider.metadata()['authorization_endpoint']}?{urlencode(asked)}")

    def come_back(self, request: Request) -> Response:
        """Redeem the code, believe nothing that is not signed for us."""
        attempt = self.attempts.pop(request.query.get("state", ""), None)
        code = request.query.get("code", "")
        if attempt is None or not code:
            return self._refuse(request.query.get("error", "state"))
        answer = self.provider.redeem(
            code, back=f"{request.base_url}/lich/ve", verifier=attempt.verifier
        )
        if answer.status_code != httpx.codes.OK:
            return self._refuse(str(answer.json().get("error", "token")))
        made = answer.json()
        if "id_token" not in made:
            return self._refuse("openid")
        claims = self.provider.read(made["id_token"])
        if claims.get("nonce") != attempt.nonce:
            return self._refuse("nonce")
        key = secrets.token_urlsafe(24)
        self.visits[key] = Visit(str(claims["sid"]), made["id_token"], claims)
        return redirect(
            "/lich", (("set-cookie", f"{COOKIE}={key}; Path=/lich; HttpOnly; SameSite=Lax"),)
        )

    def leave(self, request: Request) -> Response:
        """Sign out here, then ask Liên Thông to do so too."""
        visit = self.visits.pop(request.cookies.get(COOKIE, ""), None)
        if visit is None:
            return redirect("/lich")
        asked = {
            "id_token_hint": visit.id_token,
            "post_logout_redirect_uri": f"{request.base_url}/lich/da-ra",
            "state": "ra",
        }
        return redirect(f"{self.provider.metadata()['end_session_endpoint']}?{urlencode(asked)}")

    def left(self, request: Request) -> Response:
        """Liên Thông sent the officer back here after signing out."""
        return page("calendar_left.html", "Đã đăng xuất khỏi lịch họp")

    def hear(self, request: Request) -> Response:
        """Liên Thông's server says that a session ended."""
        try:
            claims = self.provider.read(request.form.get("logout_token", ""))
        except (jwt.PyJWTError, json.JSONDecodeError, KeyError):
            return json_response({"error": "invalid_request"}, 400)
        if LOGOUT not in claims.get("events", {}) or "nonce" in claims:
            return json_response({"error": "invalid_request"}, 400)
        ended = [key for key, visit in self.visits.items() if visit.sid == claims.get("sid")]
        for key in ended:
            del self.visits[key]
        self.told.append(time.strftime("%H:%M:%S"))
        return Response(status=200)

    def _refuse(self, why: str) -> Response:
        return page("calendar_refused.html", "Không đăng nhập được", status=400, why=why)


def _post(post: dict[str, Any]) -> Markup:
    return fill(
        "calendar_post.html",
        position=str(post.get("position", "")),
        unit=str(post.get("unit", "")),
    )
