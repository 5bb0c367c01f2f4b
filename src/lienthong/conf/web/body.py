# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reading a request's whole body before a thread is spent on it."""

from __future__ import annotations

import asyncio

from lienthong.conf.web.messages import Receive, Scope, header

LARGEST_BODY = 262_144  # bytes; files never come here, they go through edge
LONGEST_READ = 10.0  # seconds for the whole body


class BodyTooLargeError(Exception):
    """The body is larger than any of our forms."""


class BodyTooSlowError(Exception):
    """The body did not arrive in time."""


class ClientGoneError(Exception):
    """The client left before its request was complete."""


async def read_body(scope: Scope, receive: Receive, seconds: float = LONGEST_READ) -> bytes:
    """The whole body, if it comes within the seconds.

    Raises BodyTooLargeError, BodyTooSlowError or ClientGoneError.
    """
    declared = header(scope, b"content-length")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        raise BodyTooLargeError
    try:
        async with asyncio.timeout(seconds):
            return await _collect(receive)
    except TimeoutError as late:
        raise BodyTooSlowError from late


async def _collect(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST_BODY:
            raise BodyTooLargeError
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
