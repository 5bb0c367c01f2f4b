# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from typing import Any

from lienthong.conf.web.gateway import environ_of


def scope(*headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {
        "method": "POST",
        "path": "/hồ-sơ/",
        "query_string": b"q=%C4%91",
        "headers": list(headers),
        "server": ("127.0.0.1", 8000),
        "client": ("10.0.0.9", 5000),
        "scheme": "http",
        "http_version": "1.1",
    }


def test_environ_when_body_is_read_then_has_its_real_length() -> None:
    environ = environ_of(scope((b"content-length", b"999")), b"abc")

    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["wsgi.input"].read() == b"abc"


def test_environ_when_path_is_vietnamese_then_is_latin_1_of_its_bytes() -> None:
    environ = environ_of(scope(), b"")

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/hồ-sơ/"
    assert environ["REMOTE_ADDR"] == "10.0.0.9"


def test_header_when_written_with_underscore_then_is_dropped() -> None:
    environ = environ_of(scope((b"x_forwarded_proto", b"https"), (b"x-one", b"1")), b"")

    assert environ["HTTP_X_ONE"] == "1"
    assert "HTTP_X_FORWARDED_PROTO" not in environ


def test_cookies_when_sent_in_two_headers_then_are_joined() -> None:
    environ = environ_of(scope((b"cookie", b"a=1"), (b"cookie", b"b=2")), b"")

    assert environ["HTTP_COOKIE"] == "a=1; b=2"
