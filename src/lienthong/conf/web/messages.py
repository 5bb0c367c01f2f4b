# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The parts of ASGI that the web and edge processes speak."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response that fits in memory."""

    status: int
    headers: Headers
    body: bytes


async def send_answer(send: Send, answer: Answer, *, without_body: bool = False) -> None:
    """Send a whole response at once."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": b"" if without_body else answer.body})


def plain(status: int, message: str, *extra: tuple[bytes, bytes], language: str = "vi") -> Answer:
    """A short answer in words, for refusals before Django or our pages are reached."""
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Liên Thông</title>'
        f"<p>{message}</p></html>"
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    ]
    return Answer(status, [*headers, *extra], page)


def header(scope: Scope, name: bytes) -> str:
    """A request header, empty when absent; repeated ones are joined as HTTP says."""
    joiner = "; " if name == b"cookie" else ","
    return joiner.join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def cookies(scope: Scope) -> dict[str, str]:
    """The request's cookies; unreadable ones count as none."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header(scope, b"cookie"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


async def live(
    receive: Receive, send: Send, *, stop: Iterable[Callable[[], Awaitable[None]]] = ()
) -> None:
    """Answer the lifespan protocol; run what must happen at the end."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            for ending in stop:
                await ending()
            await send({"type": "lifespan.shutdown.complete"})
            return
