# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Requests that believe a partner's own certificate, and no other list beside it."""

from __future__ import annotations

import ssl
from typing import Any

from requests.adapters import HTTPAdapter


class Believing(HTTPAdapter):
    """Checks every connection against one set of authorities."""

    def __init__(self, authorities: ssl.SSLContext) -> None:
        self.authorities = authorities
        super().__init__()

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The host, and our authorities in place of the library's list."""
        host, _pool = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"ssl_context": self.authorities}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing is added to the authorities of the pool; they check certificate and name."""
