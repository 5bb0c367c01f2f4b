# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A push service and the browsers behind it: takes enciphered messages, opens and shows them.

``POST /push/browsers`` makes a browser and answers its subscription as ``PushManager`` would.
``POST /push/to/<id>`` takes a message for it (RFC 8030, 8291, 8292); a browser that was closed
answers 410.
"""

import base64
import json
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import Markup, fill, join, page

MOST_BROWSERS = 50
MOST_MESSAGES = 20
CURVE = ec.SECP256R1()


@dataclass
class Browser:
    """One simulated browser: its key, its secret, what it showed."""

    id: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    shown: list[dict[str, str]] = field(default_factory=list)
    is_open: bool = True

    @property
    def public(self) -> bytes:
        """The public key as it travels."""
        form = serialization.PublicFormat.UncompressedPoint
        return self.key.public_key().public_bytes(serialization.Encoding.X962, form)


class PushService:
    """The endpoints and the page; everything is forgotten at a restart."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            Route("POST", "/push/browsers", self.make),
            Route("GET", "/push/browsers", self.list),
            Route("POST", "/push/close/*", self.close),
            Route("POST", "/push/to/*", self.take, channel="push"),
            Route("GET", "/push", self.show),
        ]

    def make(self, request: Request) -> Response:
        """A new browser; the oldest goes when there are too many."""
        while len(self.browsers) >= MOST_BROWSERS:
            del self.browsers[next(iter(self.browsers))]
        browser = Browser(secrets.token_urlsafe(12))
        self.browsers[browser.id] = browser
        return json_response(
            {
                "endpoint": f"{request.base_url}/push/to/{browser.id}",
                "keys": {"p256dh": encode(browser.public), "auth": encode(browser.auth)},
            }
        )

    def take(self, request: Request) -> Response:
        """Take one message: who sends must be proven, and it must open."""
        browser = self.browsers.get(request.path.rsplit("/", 1)[-1])
        if browser is None or not browser.is_open:
            return json_response({"error": "gone"}, 410)
        if not request.headers.get("ttl", "").isdecimal():
            return json_response({"error": "ttl"}, 400)
        try:
            check_sender(request.headers.get("authorization", ""), request.base_url)
            shown = json.loads(open_message(request.body, browser))
        except (ValueError, KeyError, IndexError, InvalidSignature, InvalidTag):
            return json_response({"error": "unauthorised"}, 403)
        others = [one for one in browser.shown if one.get("tag", one) != shown.get("tag")]
        browser.shown = [shown, *others][:MOST_MESSAGES]
        return Response(b"", status=201, headers=(("location", "/push/message"),))

    def close(self, request: Request) -> Response:
        """The person took the permission back."""
        browser = self.browsers.get(request.path.rsplit("/", 1)[-1])
        if browser is not None:
            browser.is_open = False
        return redirect("/push")

    def list(self, request: Request) -> Response:
        """What the browsers showed, as data."""
        return json_response({one.id: one.shown for one in self.browsers.values()})

    def show(self, request: Request) -> Response:
        """What the browsers showed, as a page."""
        drawn = join([_drawn(one) for one in self.browsers.values()])
        empty = Markup("<p>Chưa có trình duyệt nào.</p>")
        return page("push.html", "Thông báo đẩy", browsers=drawn or empty)


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Bytes from base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def check_sender(header: str, origin: str) -> None:
    """RFC 8292: the token is signed by the key beside it and meant for this service."""
    given = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
    signed, _, signature = given["t"].rpartition(".")
    raw = decode(signature)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decode(given["k"]))
    key.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    if json.loads(decode(signed.split(".")[1]))["aud"] != origin:
        raise ValueError("audience")


def open_message(body: bytes, browser: Browser) -> bytes:
    """RFC 8291: the one record, opened with the browser's key and secret."""
    salt, length = body[:16], body[20]
    sender, sealed = body[21 : 21 + length], body[21 + length :]
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
    shared = browser.key.exchange(ec.ECDH(), theirs)
    info = b"WebPush: info\x00" + browser.public + sender
    secret = HKDF(hashes.SHA256(), 32, browser.auth, info).derive(shared)
    key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
    return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")[:-1]


def _drawn(browser: Browser) -> Markup:
    messages = join(
        [
            fill(
                "sms_message.html",
                sender=one.get("title", ""),
                at=one.get("url", ""),
                times="",
                text=one.get("body", ""),
            )
            for one in browser.shown
        ]
    )
    return fill("push_browser.html", id=browser.id, messages=messages)
