# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The certificate authorities that calls to partners trust, read once in a process."""

from __future__ import annotations

import ssl
from functools import cache


@cache
def authorities() -> ssl.SSLContext:
    """The list httpx comes with; reading it takes 15 ms of CPU, too long for every message."""
    import httpx  # only processes that speak to others pay for it

    return httpx.create_ssl_context()
