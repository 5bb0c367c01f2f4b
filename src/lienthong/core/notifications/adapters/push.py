# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Push services of browsers: one request for each browser of the recipient."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from lienthong.core.integration.api import PartnerAwayError, UndeliverableError, line_to, lines_of
from lienthong.core.notifications.domain.push import (
    LARGEST,
    Keys,
    authorisation,
    encipher,
    server_key,
)
from lienthong.core.notifications.models import PushSubscription

if TYPE_CHECKING:
    import httpx

PARTNER = "push"
TIMEOUT = 5.0
LONGEST = 1000
"""Characters of the text that a browser shows at most."""
VALID_SECONDS = 12 * 3600
KEPT_SECONDS = 24 * 3600
"""How long a push service keeps a message for a browser that is off."""


class GoneError(Exception):
    """The browser took its subscription back."""


def is_connected() -> bool:
    """Whether this installation may speak to any push service."""
    return bool(push_hosts())


def push_hosts() -> tuple[str, ...]:
    """The push services that may be spoken to: partners ``push`` and ``push-…``, else settings.

    None when the partner ``push`` is switched off.
    """
    lines = lines_of(PARTNER)
    if any(not line.url and not line.is_open for line in lines):
        return ()
    open_ones = (urlsplit(line.url) for line in lines if line.url and line.is_open)
    own = tuple(f"{parts.scheme}://{parts.netloc}" for parts in open_ones)
    return own or tuple(settings.LIENTHONG_PUSH_HOSTS)


def body_of(title: str, text: str, link: str, *, tag: str) -> bytes:
    """What the browser shows; the text is cut where a push service would not take it.

    What comes again with the same ``tag`` stands in the place of the first.
    """
    shown = text[:LONGEST]
    while True:
        words = {"title": title, "body": shown, "url": link, "tag": tag}
        body = json.dumps(words, ensure_ascii=False).encode()
        if len(body) <= LARGEST or not shown:
            return body
        shown = shown[: -(len(body) - LARGEST) // 4]


def push_to(subscription: PushSubscription, body: bytes, *, topic: str) -> str:
    """Hand one enciphered message over; where the service keeps it.

    Of one ``topic`` (at most 32 letters) the service keeps the newest for a browser that is off.
    Raises ``GoneError``, ``UndeliverableError`` when it is refused, ``PartnerAwayError`` for
    silence, faults and "too many".
    """
    import httpx  # only processes that speak to others pay for it

    key = server_key(settings.SECRET_KEY)
    sealed = encipher(body, Keys(subscription.p256dh, subscription.auth))
    expires = int(time.time()) + VALID_SECONDS
    subject = settings.LIENTHONG_PUBLIC_URL
    headers = {
        "Authorization": authorisation(
            subscription.endpoint, key, subject=subject, expires=expires
        ),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "normal",
        "Topic": topic,
    }
    try:
        reply = httpx.post(
            subscription.endpoint,
            content=sealed,
            headers=headers,
            timeout=TIMEOUT,
            verify=line_to(PARTNER, "").verify,
        )
    except httpx.HTTPError as silent:
        raise PartnerAwayError(f"no answer: {type(silent).__name__}") from silent
    return _outcome(reply)


def _outcome(reply: httpx.Response) -> str:
    if reply.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        raise GoneError
    if reply.status_code == HTTPStatus.TOO_MANY_REQUESTS or reply.status_code >= 500:
        raise PartnerAwayError(f"answer {reply.status_code}")
    if reply.status_code not in {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED}:
        raise UndeliverableError(f"refused: {reply.status_code}")
    return str(reply.headers.get("Location", ""))[:120]
