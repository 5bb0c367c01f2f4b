# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Client of a time-stamp authority over HTTP.

Source: RFC 3161, section 3.4.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from lienthong.core.integration.adapters.authorities import authorities

if TYPE_CHECKING:
    import httpx

PARTNER = "tsa"
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
LARGEST_REPLY = 64 * 1024


class TimeStampUnavailableError(Exception):
    """The authority did not answer, or not with a time-stamp reply."""


@dataclass(frozen=True, slots=True)
class HttpTimeStamps:
    """A time-stamp authority at an address; waits at most ``timeout`` seconds in all steps."""

    address: str
    timeout: float = 10.0
    verify: ssl.SSLContext = field(default_factory=authorities)

    def request(self, query: bytes) -> bytes:
        """The DER reply to a DER request. Raises ``TimeStampUnavailableError``."""
        import httpx  # only processes that speak to others pay for it

        headers = {"Content-Type": QUERY, "Accept": REPLY}
        try:
            with httpx.stream(
                "POST",
                self.address,
                content=query,
                headers=headers,
                timeout=self.timeout,
                verify=self.verify,
                follow_redirects=False,
            ) as reply:
                return _body(reply)
        except httpx.HTTPError as error:
            raise TimeStampUnavailableError(str(error)) from error


def _body(reply: httpx.Response) -> bytes:
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if reply.status_code != HTTPStatus.OK or kind != REPLY:
        raise TimeStampUnavailableError(f"{reply.status_code} {kind}")
    body = bytearray()
    for part in reply.iter_bytes():
        body += part
        if len(body) > LARGEST_REPLY:
            raise TimeStampUnavailableError("reply too large")
    return bytes(body)
