# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The endpoints of the simulated OpenID Connect provider."""

import base64
import hmac
import time
from urllib.parse import unquote, urlencode, urlsplit

from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import page
from lienthong.simulators.settings import Settings
from lienthong.simulators.vneid import pages
from lienthong.simulators.vneid.citizens import all_citizens, demo_pin
from lienthong.simulators.vneid.grants import (
    TOKEN_LIFETIME,
    AuthorizationRequest,
    Grant,
    Grants,
    proves_possession,
)
from lienthong.simulators.vneid.keys import SigningKey

ROOT = "/vneid"
COOKIE = "vneid_mo_phong"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SCOPES = ["openid", "profile", "phone", "address", "personal_id"]


class VneidEndpoints:
    """Sign-in page, token, userinfo, keys and sign-out of the simulated VNeID."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.grants = Grants()
        self.key = SigningKey(settings.key_dir / "vneid.pem")

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            Route("GET", "/.well-known/openid-configuration", self.discovery, channel="vneid.keys"),
            Route("GET", f"{ROOT}/jwks.json", self.jwks, channel="vneid.keys"),
            Route("GET", f"{ROOT}/authorize", self.authorize),
            Route("POST", f"{ROOT}/authorize", self.answer),
            Route("POST", f"{ROOT}/token", self.token, channel="vneid.token"),
            Route("GET", f"{ROOT}/userinfo", self.userinfo, channel="vneid.userinfo"),
            Route("GET", f"{ROOT}/end-session", self.end_session),
            Route("GET", f"{ROOT}/citizens.json", self.citizens),
        ]

    def discovery(self, request: Request) -> Response:
        """The OpenID Connect discovery document."""
        door = request.base_url + ROOT
        return json_response(
            {
                "issuer": request.base_url,
                "authorization_endpoint": f"{door}/authorize",
                "token_endpoint": f"{door}/token",
                "userinfo_endpoint": f"{door}/userinfo",
                "jwks_uri": f"{door}/jwks.json",
                "end_session_endpoint": f"{door}/end-session",
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post",
                    "client_secret_basic",
                ],
                "code_challenge_methods_supported": ["S256"],
                "scopes_supported": SCOPES,
                "claims_supported": sorted(next(iter(all_citizens().values())).claims()),
                "ui_locales_supported": ["vi"],
            }
        )

    def jwks(self, request: Request) -> Response:
        """The provider's public keys."""
        return json_response({"keys": [self.key.jwk()]})

    def citizens(self, request: Request) -> Response:
        """The invented citizens with households, for those who fill the demo."""
        rows = [
            {**c.claims(), "household": c.household, "relation": c.relation}
            for c in all_citizens().values()
        ]
        return json_response({"citizens": rows, "demo_pin": demo_pin()})

    def authorize(self, request: Request) -> Response:
        """Check the relying party's request and show the sign-in page."""
        query = request.query
        if query.get("client_id") != self.settings.client_id:
            return pages.refusal("Ứng dụng này chưa đăng ký với VNeID mô phỏng.")
        if not self._may_return_to(query.get("redirect_uri", ""), request):
            return pages.refusal("Địa chỉ quay về không nằm trong danh sách đã đăng ký.")
        wanted = AuthorizationRequest(
            client_id=query["client_id"],
            redirect_uri=query["redirect_uri"],
            scope=query.get("scope", ""),
            state=query.get("state", ""),
            nonce=query.get("nonce", ""),
            code_challenge=query.get("code_challenge", ""),
        )
        if error := _request_error(query):
            return _return_error(wanted, error)
        name = self.grants.requests.add(wanted)
        session = self.grants.sessions.get(request.cookies.get(COOKIE, ""))
        known = (
            all_citizens().get(session[0]) if session and query.get("prompt") != "login" else None
        )
        return pages.sign_in(name, known=known)

    def answer(self, request: Request) -> Response:
        """Handle the posted sign-in page: refuse, continue, or check number and PIN."""
        name = request.form.get("request", "")
        wanted = self.grants.requests.get(name)
        if wanted is None:
            return pages.refusal(
                "Phiên đăng nhập đã hết hạn. Hãy quay lại trang trước và bắt đầu lại."
            )
        if request.form.get("act") == "refuse":
            self.grants.requests.drop(name)
            return _return_error(wanted, "access_denied")
        if request.form.get("act") == "continue":
            session = self.grants.sessions.get(request.cookies.get(COOKIE, ""))
            if session is None:
                return pages.sign_in(name, error="Phiên VNeID đã kết thúc. Hãy đăng nhập lại.")
            return self._grant(name, wanted, *session)
        return self._check_pin(name, wanted, request)

    def _check_pin(self, name: str, wanted: AuthorizationRequest, request: Request) -> Response:
        personal_id = "".join(request.form.get("personal_id", "").split())
        pin = request.form.get("pin", "")
        if personal_id not in all_citizens() or not hmac.compare_digest(
            pin.encode(), demo_pin().encode()
        ):
            message = "Số định danh hoặc mã PIN chưa đúng. Hãy kiểm tra rồi nhập lại."
            return pages.sign_in(name, personal_id=personal_id, error=message)
        return self._grant(name, wanted, personal_id, int(time.time()))

    def _grant(
        self, name: str, wanted: AuthorizationRequest, personal_id: str, at: int
    ) -> Response:
        self.grants.requests.drop(name)
        code = self.grants.codes.add(Grant(wanted, personal_id, at))
        session = self.grants.sessions.add((personal_id, at))
        cookie = f"{COOKIE}={session}; Path={ROOT}; HttpOnly; SameSite=Lax"
        return redirect(
            _with_query(wanted.redirect_uri, code=code, state=wanted.state),
            (("set-cookie", cookie),),
        )

    def token(self, request: Request) -> Response:
        """Exchange a code for an access token and a signed identity."""
        form = request.form
        if not self._client_is_known(request):
            return json_response({"error": "invalid_client"}, 401)
        if form.get("grant_type") != "authorization_code":
            return json_response({"error": "unsupported_grant_type"}, 400)
        code = form.get("code", "")
        grant = self.grants.redeem(code)
        if grant is None or grant.request.redirect_uri != form.get("redirect_uri"):
            return json_response({"error": "invalid_grant"}, 400)
        if not proves_possession(grant.request.code_challenge, form.get("code_verifier", "")):
            return json_response({"error": "invalid_grant"}, 400)
        return json_response(
            {
                "access_token": self.grants.give_token(code, grant),
                "token_type": "Bearer",
                "expires_in": int(TOKEN_LIFETIME),
                "scope": grant.request.scope,
                "id_token": self._identity(grant, issuer=request.base_url),
            }
        )

    def _identity(self, grant: Grant, *, issuer: str) -> str:
        citizen = all_citizens()[grant.personal_id]
        now = int(time.time())
        claims = {
            "iss": issuer,
            "sub": citizen.subject,
            "aud": grant.request.client_id,
            "iat": now,
            "exp": now + int(TOKEN_LIFETIME),
            "auth_time": grant.signed_in_at,
            "acr": f"urn:vneid:level{citizen.identity_level}",
        }
        if grant.request.nonce:
            claims["nonce"] = grant.request.nonce
        return self.key.sign(claims)

    def userinfo(self, request: Request) -> Response:
        """What the citizen agreed to tell."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self.grants.tokens.get(token) if kind.lower() == "bearer" else None
        if grant is None:
            return json_response({"error": "invalid_token"}, 401, (("www-authenticate", "Bearer"),))
        return json_response(all_citizens()[grant.personal_id].claims())

    def end_session(self, request: Request) -> Response:
        """Sign out of VNeID and go back, when the address is registered."""
        self.grants.sessions.drop(request.cookies.get(COOKIE, ""))
        gone = ("set-cookie", f"{COOKIE}=; Path={ROOT}; Max-Age=0; HttpOnly; SameSite=Lax")
        target = request.query.get("post_logout_redirect_uri", "")
        if target and self._may_return_to(target, request):
            return redirect(_with_query(target, state=request.query.get("state", "")), (gone,))
        return page("vneid_signed_out.html", "Đã đăng xuất VNeID", headers=(gone,))

    def _client_is_known(self, request: Request) -> bool:
        client, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
        kind, _, credentials = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            pair = base64.b64decode(credentials, validate=False).decode("utf-8", "replace")
            client, _, secret = (unquote(part) for part in pair.partition(":"))
        same_client = hmac.compare_digest(client.encode(), self.settings.client_id.encode())
        same_secret = hmac.compare_digest(secret.encode(), self.settings.client_secret.encode())
        return same_client and same_secret

    def _may_return_to(self, uri: str, request: Request) -> bool:
        """Registered addresses only; when none is registered, this machine's own, on any port."""
        if self.settings.redirect_uris:
            return uri in self.settings.redirect_uris
        parts = urlsplit(uri)
        own = urlsplit(request.base_url).hostname
        return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK | {own}


def _request_error(query: dict[str, str]) -> str:
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    if "openid" not in query.get("scope", "").split():
        return "invalid_scope"
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
        return "invalid_request"
    return ""


def _with_query(uri: str, **values: str) -> str:
    added = urlencode({key: value for key, value in values.items() if value})
    if not added:
        return uri
    return f"{uri}{'&' if urlsplit(uri).query else '?'}{added}"


def _return_error(wanted: AuthorizationRequest, error: str) -> Response:
    return redirect(_with_query(wanted.redirect_uri, error=error, state=wanted.state))
