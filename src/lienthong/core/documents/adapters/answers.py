# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks status services how certificates stand: only those that administrators entered.

Source: RFC 6960, appendix A.1 (OCSP over HTTP).
"""

from __future__ import annotations

import hashlib
import logging
import ssl
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from lienthong.core.documents.adapters.key_ring import authority_address
from lienthong.core.documents.adapters.patience import patiently
from lienthong.core.documents.adapters.trust import partner_addresses
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.models import TrustAnchor

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)
SERVICES = "ocsp"
QUERY, REPLY = "application/ocsp-request", "application/ocsp-response"
LARGEST = 64 * 1024  # bytes of one reply
TIMEOUT = 5.0  # seconds
KEPT = 60  # seconds: mass signing asks about one certificate over and over
RESTS = 300  # seconds: a silent service must not hold up every signature


class SilentServiceError(Exception):
    """The service gave no answer now; it may be asked again."""


class WrongServiceError(Exception):
    """What answers there is no status service."""


def asking() -> Callable[[bytes], Iterator[bytes]]:
    """Return what answers a DER request: the DER replies of today's services, one by one."""
    return partial(_replies, service_addresses())


def _replies(services: Mapping[str, ssl.SSLContext], query: bytes) -> Iterator[bytes]:
    for address, verify in services.items():
        reply = _kept_reply(address, verify, query)
        if reply:
            yield reply


def service_addresses() -> dict[str, ssl.SSLContext]:
    """Return where status services are asked today, with whom to believe there.

    Those of certificates that are trusted today and of partners ``ocsp`` and ``ocsp-…``; the demo
    also asks its own authority. What a signed file names is never among them by itself.
    """
    rows = TrustAnchor.objects.on(timezone.localdate()).order_by("pk")
    known = [address for row in rows.values_list("answer_addresses", flat=True) for address in row]
    if settings.LIENTHONG_DEMO:
        try:
            known.append(f"{authority_address()}/ocsp")
        except SigningError as error:
            logger.warning("no demo authority: %s", error)
    return partner_addresses(SERVICES, known)


def _kept_reply(address: str, verify: ssl.SSLContext, query: bytes) -> bytes:
    """The reply of this minute; empty when the service is silent or no such service."""
    cache = caches["process"]
    digest = hashlib.sha256(address.encode() + b"\0" + query).hexdigest()
    place, rest = f"documents.answer.{digest}", f"documents.answer_rests.{address}"
    known: bytes | None = cache.get(place)
    if known is not None:
        return known
    if cache.get(rest):
        return b""
    try:
        ask = partial(_fetch, address, verify, query)
        reply = patiently(
            f"status service {address}", ask, SilentServiceError, settings.SIGNING_PAUSES
        )
    except (SilentServiceError, WrongServiceError) as error:
        logger.warning("status service %s: %s", address, error)
        cache.set(rest, True, RESTS)
        return b""
    cache.set(place, reply, KEPT)
    return reply


def _fetch(address: str, verify: ssl.SSLContext, query: bytes) -> bytes:
    import httpx  # only processes that speak to others pay for it

    headers = {"Content-Type": QUERY, "Accept": REPLY}
    try:
        with httpx.stream(
            "POST",
            address,
            content=query,
            headers=headers,
            timeout=TIMEOUT,
            verify=verify,
            follow_redirects=False,
        ) as reply:
            return _body(reply)
    except httpx.HTTPError as error:
        raise SilentServiceError(str(error) or type(error).__name__) from error


def _body(reply: httpx.Response) -> bytes:
    status, kind = reply.status_code, reply.headers.get("content-type", "")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SilentServiceError(str(status))
    if status != HTTPStatus.OK or kind.partition(";")[0].strip().lower() != REPLY:
        raise WrongServiceError(f"{status} {kind}")
    body = bytearray()
    for part in reply.iter_bytes():
        body += part
        if len(body) > LARGEST:
            raise WrongServiceError("reply too large")
    return bytes(body)
