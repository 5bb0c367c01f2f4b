# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Client of a time-stamp authority, as signing wants it (RFC 3161, section 3.4)."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from lienthong.core.documents.domain.signatures import SilentAuthorityError
from lienthong.core.integration.api import HttpTimeStamps as Client
from lienthong.core.integration.api import TimeStampUnavailableError, authorities


@dataclass(frozen=True)
class HttpTimeStamps:
    """A time-stamp authority at an address; waits at most ``timeout`` seconds in all steps."""

    address: str
    timeout: float = 10.0
    verify: ssl.SSLContext = field(default_factory=authorities)

    def request(self, query: bytes) -> bytes:
        """Return the DER reply; raise ``SilentAuthorityError`` when there is none."""
        try:
            return Client(self.address, self.timeout, self.verify).request(query)
        except TimeStampUnavailableError as error:
            raise SilentAuthorityError(f"time-stamp authority: {error}") from error
