# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Client of a time-stamp authority over HTTP (RFC 3161, section 3.4)."""

from dataclasses import dataclass

import httpx

from lienthong.core.documents.domain.signatures import SigningError

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
LARGEST_REPLY = 64 * 1024  # bytes


@dataclass(frozen=True)
class HttpTimeStamps:
    """A time-stamp authority at an address; waits at most ``timeout`` seconds in all steps."""

    address: str
    timeout: float = 10.0

    def request(self, query: bytes) -> bytes:
        """Return the DER reply; raise ``SigningError`` when the authority does not give one."""
        try:
            with httpx.stream(
                "POST",
                self.address,
                content=query,
                headers={"Content-Type": QUERY, "Accept": REPLY},
                timeout=self.timeout,
                follow_redirects=False,
            ) as reply:
                return self._body(reply)
        except httpx.HTTPError as error:
            raise SigningError(f"time-stamp authority: {error}") from error

    def _body(self, reply: httpx.Response) -> bytes:
        kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if reply.status_code != httpx.codes.OK or kind != REPLY:
            raise SigningError(f"time-stamp authority: {reply.status_code} {kind}")
        body = bytearray()
        for part in reply.iter_bytes():
            body += part
            if len(body) > LARGEST_REPLY:
                raise SigningError("time-stamp authority: reply too large")
        return bytes(body)
