# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The little of HTTP that the simulators need: a request, a response and a table of routes."""

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

LARGEST_BODY = 256 * 1024

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class BodyTooLargeError(Exception):
    """The request carries more than `LARGEST_BODY` bytes."""


@dataclass(frozen=True)
class Request:
    """One request, read whole."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    base_url: str

    @cached_property
    def form(self) -> dict[str, str]:
        """The posted fields, from a form or from a flat JSON object."""
        if self.headers.get("content-type", "").startswith("application/json"):
            data = json.loads(self.body or b"{}")
            return {str(key): str(value) for key, value in data.items()}
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @cached_property
    def about(self) -> str:
        """The id of the message that a JSON body carries; empty where there is none."""
        try:
            return self.form.get("id", "")[:80]
        except (ValueError, AttributeError):
            return ""

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies sent along."""
        jar = SimpleCookie(self.headers.get("cookie", ""))
        return {name: morsel.value for name, morsel in jar.items()}


@dataclass(frozen=True)
class Response:
    """One answer."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def json_response(
    data: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Response:
    """Answer JSON that nobody may keep."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return Response(body, status, "application/json", (("cache-control", "no-store"), *headers))


def redirect(location: str, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """Send the browser elsewhere with a GET."""
    return Response(status=303, headers=(("location", location), *headers))


Handler = Callable[[Request], Response]


@dataclass(frozen=True)
class Route:
    """A handler at a method and path.

    ``channel`` names the fault switch it obeys, ``slow`` sends it to a thread; ``faulty`` are
    wrong answers of its own, by the mode of the switch.
    """

    method: str
    path: str
    handler: Handler
    channel: str = ""
    slow: bool = False
    faulty: Mapping[str, Handler] = field(default_factory=dict)


async def read_request(scope: Scope, receive: Receive, public_url: str) -> Request:
    """Read the whole request. Raises `BodyTooLargeError`."""
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > LARGEST_BODY:
            raise BodyTooLargeError
        chunks.append(chunk)
        more = message.get("more_body", False)
    headers = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope.get("query_string", b"").decode(), keep_blank_values=True)),
        headers=headers,
        body=b"".join(chunks),
        base_url=public_url
        or f"{scope.get('scheme', 'http')}://{headers.get('host', '127.0.0.1')}",
    )


async def send_response(response: Response, send: Send, *, without_body: bool = False) -> None:
    """Write the answer out."""
    headers = [
        (b"content-type", response.content_type.encode()),
        (b"content-length", str(len(response.body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]
    headers += [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if without_body else response.body})
