# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import dataclass
from typing import Any

import pytest

from lienthong.conf.web.messages import Answer
from lienthong.conf.web.pages import LONGEST_AGE, PageKeeper

MARKED = Answer(200, [(b"content-type", b"text/html"), (b"x-lienthong-page", b"q")], b"<p>A</p>")


@dataclass
class Watch:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def scope(path: str = "/", query: str = "", method: str = "GET", **headers: str) -> dict[str, Any]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    pairs.append((b"host", b"tinh.example"))
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": pairs,
        "scheme": "http",
    }


def test_marked_page_when_asked_within_ten_seconds_then_is_found() -> None:
    watch = Watch()
    keeper = PageKeeper(watch)
    clean = keeper.keep(scope(), MARKED)

    watch.now += LONGEST_AGE
    assert keeper.find(scope()) == clean
    assert clean.headers == [(b"content-type", b"text/html")]

    watch.now += 0.1
    assert keeper.find(scope()) is None


@pytest.mark.parametrize(
    "other",
    [
        scope(path="/khac"),
        scope(query="q=2"),
        scope(cookie="lt_theme=dark"),
        scope(cookie="lt_size=large"),
        scope(cookie="lt_language=en"),
        scope(query="q=1&trang=2"),
    ],
)
def test_page_when_it_would_look_different_then_is_not_found(other: dict[str, Any]) -> None:
    keeper = PageKeeper(Watch())
    keeper.keep(scope(query="q=1"), MARKED)

    assert keeper.find(scope(query="q=1")) is not None
    assert keeper.find(other) is None


def test_page_when_the_browser_accepts_english_but_nobody_chose_it_then_is_the_kept_one() -> None:
    keeper = PageKeeper(Watch())
    clean = keeper.keep(scope(), MARKED)

    assert keeper.find(scope(accept_language="en-US,en;q=0.9")) == clean


@pytest.mark.parametrize(
    "personal",
    [
        scope(cookie="lt_session=abc"),
        scope(cookie="a=b; lt_session=abc"),
        scope(cookie="messages=x"),
        scope(authorization="Bearer x"),
        scope(hx_request="true"),
        scope(method="POST"),
        scope(path="/xac-minh/ABC"),
    ],
)
def test_page_when_request_is_personal_then_is_neither_kept_nor_found(
    personal: dict[str, Any],
) -> None:
    keeper = PageKeeper(Watch())
    keeper.keep(personal, MARKED)
    assert keeper.find(personal) is None

    keeper.keep(scope(path=personal["path"]), MARKED)
    assert keeper.find(personal) is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, MARKED.headers, b"x"),
        Answer(200, [*MARKED.headers, (b"Set-Cookie", b"a=b")], b"x"),
        Answer(200, MARKED.headers, b'<input name="csrfmiddlewaretoken" value="x">'),
        Answer(200, MARKED.headers, b'<style nonce="abc">'),
        Answer(200, MARKED.headers[:1], b"unmarked"),
    ],
)
def test_answer_when_unfit_then_is_not_kept(answer: Answer) -> None:
    keeper = PageKeeper(Watch())

    keeper.keep(scope(), answer)

    assert keeper.find(scope()) is None


def test_answer_to_head_is_never_kept_for_get() -> None:
    keeper = PageKeeper(Watch())

    keeper.keep(scope(method="HEAD"), Answer(200, MARKED.headers, b""))

    assert keeper.find(scope()) is None
