# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A remote signing service (Cloud Signature Consortium API, version 2.0).

Played: client credentials, ``credentials/list``, ``info``, ``sendOTP``, ``authorize`` and
``signatures/signHash``. The one-time code appears on the page ``/csc``, as on a signer's phone.
Its keys are those of the test authority; they never leave it.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils

from lienthong.simulators.clock import now
from lienthong.simulators.csc_memory import Credential, Leave, Memory
from lienthong.simulators.http import Request, Response, Route, json_response
from lienthong.simulators.pki.certificates import load_pair
from lienthong.simulators.pki.store import Authority, Issued
from lienthong.simulators.render import Markup, fill, join, page, vietnam_time

BASE = "/csc/v2"
SHA256 = "2.16.840.1.101.3.4.2.1"
RSA_SHA256 = "1.2.840.113549.1.1.11"
MOST_SIGNATURES = 200
CODE_LIFETIME = timedelta(minutes=5)
LEAVE_LIFETIME = timedelta(minutes=15)


@dataclass
class SigningService:
    """The service; after a restart it knows its holders and the leaves they gave."""

    authority: Authority
    secret: str
    tokens: set[str] = field(default_factory=set)
    made: int = 0

    def __post_init__(self) -> None:
        """Remember what was kept before a restart."""
        self.memory = Memory.read(self.authority.directory / "csc.json")
        self.credentials, self.leaves = self.memory.credentials, self.memory.leaves

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            *Phones(self).routes(),
            Route("POST", f"{BASE}/oauth2/token", self.token, channel="csc.token"),
            Route("POST", f"{BASE}/credentials/list", self.list, channel="csc"),
            Route("POST", f"{BASE}/credentials/info", self.info, channel="csc", slow=True),
            Route("POST", f"{BASE}/credentials/sendOTP", self.send_code, channel="csc"),
            Route("POST", f"{BASE}/credentials/authorize", self.authorize, channel="csc"),
            Route(
                "POST", f"{BASE}/signatures/signHash", self.sign_hash, channel="csc.sign", slow=True
            ),
        ]

    def token(self, request: Request) -> Response:
        """OAuth 2.0 client credentials."""
        form = request.form
        good = hmac.compare_digest(form.get("client_secret", "").encode(), self.secret.encode())
        if form.get("grant_type") != "client_credentials" or not good:
            return _refusal("invalid_client", "unknown client", 401)
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        return json_response({"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def list(self, request: Request) -> Response:
        """The keys of one user."""
        asked, refused = _asked(request, self.tokens)
        if refused:
            return refused
        user = asked.get("userID")
        return json_response(
            {"credentialIDs": [one.id for one in self.credentials.values() if one.user == user]}
        )

    def info(self, request: Request) -> Response:
        """Certificate, chain and how the signer gives leave."""
        asked, refused = _asked(request, self.tokens)
        found = self.credentials.get(str(asked.get("credentialID")))
        if refused or found is None:
            return refused or _refusal("invalid_request", "unknown credentialID")
        issued = _issued(self.authority, found, request.base_url)
        return json_response(
            {
                "key": {"status": "enabled", "algo": [RSA_SHA256], "len": 2048},
                "cert": {
                    "status": "valid",
                    "certificates": _ders(issued.cert_pem, issued.chain_pem),
                },
                "auth": {"mode": "explicit", "expression": "OTP"},
                "multisign": MOST_SIGNATURES,
                "SCAL": "1",
            }
        )

    def send_code(self, request: Request) -> Response:
        """Send a one-time code to the signer's phone."""
        asked, refused = _asked(request, self.tokens)
        found = self.credentials.get(str(asked.get("credentialID")))
        if refused or found is None:
            return refused or _refusal("invalid_request", "unknown credentialID")
        found.code = f"{secrets.randbelow(10**6):06}"
        found.code_until = now() + CODE_LIFETIME
        return json_response({})

    def authorize(self, request: Request) -> Response:
        """Leave for a number of signatures, against the code; a code works once."""
        asked, refused = _asked(request, self.tokens)
        found = self.credentials.get(str(asked.get("credentialID")))
        if refused or found is None:
            return refused or _refusal("invalid_request", "unknown credentialID")
        count = int(asked.get("numSignatures", 1))
        if not 0 < count <= MOST_SIGNATURES:
            return _refusal("invalid_request", "numSignatures")
        if not _fits(found, str(asked.get("OTP", ""))):
            return _refusal("invalid_otp", "the code is wrong or has run out")
        found.code = ""
        sad = secrets.token_urlsafe(32)
        self.leaves[sad] = Leave(found.id, count, now() + LEAVE_LIFETIME)
        self.memory.keep()
        return json_response({"SAD": sad, "expiresIn": int(LEAVE_LIFETIME.total_seconds())})

    def sign_hash(self, request: Request) -> Response:
        """Sign SHA-256 digests with a key that its holder gave leave for."""
        asked, refused = _asked(request, self.tokens)
        if refused:
            return refused
        leave = self.leaves.get(str(asked.get("SAD")))
        wanted = asked.get("hashes") or []
        if leave is None or leave.credential != asked.get("credentialID") or leave.until < now():
            return _refusal("invalid_request", "SAD")
        if not wanted or len(wanted) > leave.left:
            return _refusal("invalid_request", "no leave for so many signatures")
        try:
            digests = [base64.b64decode(one, validate=True) for one in wanted]
        except (ValueError, TypeError, binascii.Error):
            return _refusal("invalid_request", "hashes")
        leave.left -= len(digests)
        self.memory.keep()
        signatures = [self._sign(leave.credential, digest, request.base_url) for digest in digests]
        self.made += len(signatures)
        return json_response({"signatures": signatures})

    def _sign(self, credential: str, digest: bytes, base_url: str) -> str:
        issued = _issued(self.authority, self.credentials[credential], base_url)
        key = load_pair(issued.key_pem, issued.cert_pem).key
        algorithm = utils.Prehashed(hashes.SHA256())
        return base64.b64encode(key.sign(digest, padding.PKCS1v15(), algorithm)).decode()


def _issued(authority: Authority, one: Credential, base_url: str) -> Issued:
    """The key of a credential; like those of real services its certificate names who tells how it
    stands.
    """
    return authority.issue(one.name, one.organisation, one.kind, base_url, answers=True)


@dataclass
class Phones:
    """What people do at the service: get a key at its counter, read codes on their phones."""

    service: SigningService

    def routes(self) -> list[Route]:
        """The table of pages."""
        return [
            Route("POST", "/csc/enrol", self.enrol, slow=True),
            Route("GET", "/csc", self.phones),
            Route("GET", "/csc/codes", self.codes),
        ]

    def enrol(self, request: Request) -> Response:
        """Give a user a key, as the service's own counter would."""
        form = request.form
        found = Credential(
            f"key-{form.get('user', '')}",
            form.get("user", ""),
            form.get("common_name", ""),
            form.get("organisation", ""),
            form.get("kind", "person"),
        )
        if not found.user or not found.name:
            return _refusal("invalid_request", "user and common_name are needed")
        self.service.credentials.setdefault(found.id, found)
        self.service.memory.keep()
        return json_response({"credentialID": found.id})

    def phones(self, request: Request) -> Response:
        """The signers' phones with the codes they received."""
        rows = [one for one in self.service.credentials.values() if one.code]
        drawn = join([_phone(one) for one in rows])
        empty = Markup("<p>Chưa có mã xác nhận nào.</p>")
        return page("csc.html", "Mã xác nhận ký số từ xa", phones=drawn or empty)

    def codes(self, request: Request) -> Response:
        """The codes as data, for tests, with how many signatures were made."""
        codes = {one.user: one.code for one in self.service.credentials.values()}
        return json_response({"codes": codes, "made": self.service.made})


def _asked(request: Request, tokens: set[str]) -> tuple[dict[str, Any], Response | None]:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if given not in tokens:
        return {}, _refusal("invalid_token", "sign in first", 401)
    try:
        asked = json.loads(request.body or b"{}")
    except ValueError:
        return {}, _refusal("invalid_request", "no JSON")
    return (asked, None) if isinstance(asked, dict) else ({}, _refusal("invalid_request", ""))


def _fits(found: Credential, code: str) -> bool:
    fresh = found.code_until is not None and found.code_until >= now()
    return fresh and bool(found.code) and hmac.compare_digest(found.code, code)


def _refusal(error: str, why: str, status: int = 400) -> Response:
    return json_response({"error": error, "error_description": why}, status)


def _ders(*pems: bytes) -> list[str]:
    """Certificates of PEM texts as base64 of DER, the signer's first."""
    lines = b"\n".join(pems).decode().split("-----BEGIN CERTIFICATE-----")[1:]
    return ["".join(part.split("-----END")[0].split()) for part in lines]


def _phone(one: Credential) -> Markup:
    until = vietnam_time(one.code_until) if one.code_until else ""
    return fill("csc_phone.html", name=one.name, code=one.code, until=until)
