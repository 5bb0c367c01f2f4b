# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a WSGI application in a pool of threads for requests whose body is already here."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import FileWrapper

from lienthong.conf.web.messages import Answer, Headers, Message, Scope, Send

THREADS = 4
MOST_WAITING = 256  # requests beyond this are told to come back later
SMALL = 1_048_576  # bytes; a file up to this size is answered whole
SLOWEST_CLIENT = 30.0  # seconds it may take to accept one piece of a stream


class TooBusyError(Exception):
    """More requests wait than can be answered in a reasonable time."""


@dataclass
class Start:
    """What the application said before the body."""

    status: int = 500
    headers: Headers = field(default_factory=list)

    def __call__(
        self, status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], object]:
        """WSGI's start_response."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]
        return _no_write


@dataclass
class Gateway:
    """Four threads between the event loop and Django.

    ``release`` runs in the thread after each request (Django's database connections belong to
    threads).
    """

    application: WSGIApplication
    release: Callable[[], None]
    threads: int = THREADS
    _waiting: int = 0

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="web")

    async def answer(self, scope: Scope, body: bytes, send: Send) -> Answer | None:
        """The application's whole answer; None when it was a stream, already sent.

        Raises TooBusyError.
        """
        if self._waiting >= MOST_WAITING:
            raise TooBusyError
        loop = asyncio.get_running_loop()
        self._waiting += 1
        try:
            whole = await loop.run_in_executor(
                self._pool, self._work, environ_of(scope, body), send, loop
            )
        finally:
            self._waiting -= 1
        if isinstance(whole, _File):
            await self._send_file(whole, send)
            return None
        return whole

    def _work(
        self, environ: WSGIEnvironment, send: Send, loop: asyncio.AbstractEventLoop
    ) -> Answer | _File | None:
        start = Start()
        try:
            result = self.application(environ, cast("StartResponse", start))
            if environ["REQUEST_METHOD"] == "HEAD":
                _close(result)
                return Answer(start.status, start.headers, b"")
            if isinstance(result, FileWrapper):
                return _File.of(start, result)
            if getattr(result, "streaming", False):
                _stream(start, result, send, loop)
                return None
            return _whole(start, result)
        finally:
            self.release()

    async def _send_file(self, file: _File, send: Send) -> None:
        """Send a large file piece by piece; no thread is held while the client is slow."""
        loop = asyncio.get_running_loop()
        await send(_head(file.start))
        try:
            while piece := await loop.run_in_executor(None, file.next_piece):
                async with asyncio.timeout(SLOWEST_CLIENT):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(None, file.close)


@dataclass(frozen=True)
class _File:
    start: Start
    wrapper: FileWrapper

    @classmethod
    def of(cls, start: Start, wrapper: FileWrapper) -> Answer | _File:
        file = cls(start, wrapper)
        length = next((value for name, value in start.headers if name == b"content-length"), b"")
        if length.isdigit() and int(length) <= SMALL:
            try:
                return Answer(start.status, start.headers, b"".join(wrapper))
            finally:
                file.close()
        return file

    def next_piece(self) -> bytes:
        return next(iter(self.wrapper), b"")

    def close(self) -> None:
        _close(self.wrapper)


def environ_of(scope: Scope, body: bytes) -> WSGIEnvironment:
    """The WSGI environment of an ASGI request."""
    host, port = scope.get("server") or ("127.0.0.1", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    """One request header; names with an underscore are dropped (they imitate others)."""
    if "_" in name or name == "content-length":
        return
    key = name.upper().replace("-", "_")
    if key != "CONTENT_TYPE":
        key = f"HTTP_{key}"
    if key in environ:
        value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environ[key] = value


def _whole(start: Start, result: Iterable[bytes]) -> Answer:
    try:
        body = b"".join(result)
    finally:
        _close(result)
    return Answer(start.status, start.headers, body)


def _stream(
    start: Start, result: Iterable[bytes], send: Send, loop: asyncio.AbstractEventLoop
) -> None:
    """Send a generated stream from this thread, where its database cursor lives."""

    async def send_one(message: Message) -> None:
        await send(message)

    def push(message: Message) -> None:
        asyncio.run_coroutine_threadsafe(send_one(message), loop).result(SLOWEST_CLIENT)

    try:
        push(_head(start))
        for piece in result:
            push({"type": "http.response.body", "body": piece, "more_body": True})
        push({"type": "http.response.body", "body": b""})
    finally:
        _close(result)


def _close(result: object) -> None:
    close = getattr(result, "close", None)
    if close is not None:
        close()


def _head(start: Start) -> Message:
    return {"type": "http.response.start", "status": start.status, "headers": start.headers}


def _no_write(data: bytes) -> object:
    raise NotImplementedError(f"{len(data)} bytes through WSGI's obsolete write()")
