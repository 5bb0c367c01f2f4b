# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small WSGI application behind the real adapter, served by the real server."""

import io
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import FileWrapper

from lienthong.conf.web.app import Web
from lienthong.conf.web.gateway import Gateway
from lienthong.conf.web.pages import PageKeeper

LARGE_FILE = 3_000_000  # bytes
counter = iter(range(1, 1_000_000))


class Numbers:
    """A generated stream, as Django's StreamingHttpResponse is one."""

    streaming = True

    def __iter__(self) -> Iterator[bytes]:
        for number in range(50):
            yield f"{number}\n".encode()


def page(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Answer by path."""
    match environ["PATH_INFO"]:
        case "/kept":
            start("200 OK", [("Content-Type", "text/plain"), ("X-Lienthong-Page", "q")])
            return [str(next(counter)).encode()]
        case "/style.css" | "/personal":
            shared = "max-age=60, public" if environ["PATH_INFO"] == "/style.css" else "private"
            start("200 OK", [("Content-Type", "text/css"), ("Cache-Control", shared)])
            return [b"body { color: black }\n" * 500]
        case "/stream":
            start("200 OK", [("Content-Type", "text/plain")])
            return Numbers()
        case "/file":
            start("200 OK", [("Content-Type", "application/pdf")])
            return FileWrapper(io.BytesIO(bytes(LARGE_FILE)), 65536)
        case _:
            start("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
            return [environ["wsgi.input"].read(), environ["PATH_INFO"].encode("latin-1")]


def nothing() -> None:
    """No connections to give back."""


application = Web(Gateway(page, nothing), PageKeeper(), longest_read=1.5)
