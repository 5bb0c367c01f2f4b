# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses that an application is called back at: what may be registered, compared by letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST = 400
MOST = 10
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}
_PLAIN = re.compile(r"[A-Za-z0-9._~:/?\[\]@!&'()+,;=%-]+")


def fault_of(address: str) -> str:
    """Why an address cannot be registered, as a code; empty when it can.

    ``https`` only, or ``http`` to this machine; whole, without fragment, name or wildcard.
    """
    if len(address) > LONGEST:
        return "long"
    if not _PLAIN.fullmatch(address):
        return "signs"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "host"
    if not host or port == 0 or host.endswith("."):
        return "host"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _THIS_MACHINE):
        return "scheme"
    if "@" in parts.netloc:
        return "user"
    if parts.netloc != parts.netloc.lower() or ".." in parts.path.split("/"):
        return "spelling"
    return ""


def lines_of(text: str) -> list[str]:
    """Addresses typed one a line, each once, in order."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def is_registered(address: str, registered: Iterable[str]) -> bool:
    """Whether it is one of them, letter by letter: nothing added, nothing left out."""
    return bool(address) and address in set(registered)
