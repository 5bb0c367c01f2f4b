# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The adapter in a real server process on loopback."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lienthong.conf.web.body import LARGEST_BODY
from lienthong.conf.web.tests.sample import LARGE_FILE
from lienthong.testing.processes import running_asgi, slow_post

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "1000"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("web")
    with running_asgi("lienthong.conf.web.tests.sample:application", folder, {}) as (found, _):
        yield found


def test_post_when_small_then_reaches_the_application_whole(address: str) -> None:
    body = "tên=Đồng Hới&".encode() * 1000

    answer = httpx.post(f"{address}/nộp", content=body)

    assert answer.content == body + "/nộp".encode()


@pytest.mark.parametrize("declared", [True, False])
def test_post_when_larger_than_any_form_then_is_413(address: str, declared: bool) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    content = body if declared else iter([body[:1000], body[1000:]])

    answer = httpx.post(f"{address}/", content=content)

    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_post_when_it_drips_then_is_ended_with_408(address: str) -> None:
    began = time.monotonic()
    with slow_post(address, "/", FORM) as connection:
        connection.sendall(b"a")
        received = connection.recv(4096)

    assert received.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 5


@pytest.mark.covers("20")
def test_twenty_slow_posts_when_hanging_then_leave_other_pages_as_fast(address: str) -> None:
    alone = p95(address)
    connections = [slow_post(address, "/", FORM) for _ in range(20)]
    try:
        beside = p95(address)
    finally:
        for connection in connections:
            connection.close()

    assert beside < alone * 2 + 0.02


def test_kept_page_when_asked_again_then_is_the_same_bytes_without_the_mark(address: str) -> None:
    first, second = httpx.get(f"{address}/kept?q=1"), httpx.get(f"{address}/kept?q=1")

    assert first.content == second.content
    assert "x-lienthong-page" not in [*first.headers, *second.headers]


def test_kept_page_when_person_is_signed_in_then_is_made_anew(address: str) -> None:
    first = httpx.get(f"{address}/kept?q=2")

    second = httpx.get(f"{address}/kept?q=2", headers={"cookie": "lt_session=abc"})

    assert first.content != second.content


def test_head_when_page_is_kept_then_has_no_body(address: str) -> None:
    httpx.get(f"{address}/kept?q=3")

    answer = httpx.head(f"{address}/kept?q=3")

    assert (answer.status_code, answer.content) == (200, b"")


def test_style_when_public_then_is_compressed_and_a_personal_page_is_not(address: str) -> None:
    style, personal = httpx.get(f"{address}/style.css"), httpx.get(f"{address}/personal")

    assert style.text == personal.text
    assert (style.headers["content-encoding"], style.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert int(style.headers["content-length"]) < 500
    assert "content-encoding" not in personal.headers


@pytest.mark.parametrize("path", ["/file", "/stream", "/style.css"])
def test_head_when_body_would_be_long_then_has_none(address: str, path: str) -> None:
    answer = httpx.head(address + path)

    assert (answer.status_code, answer.content) == (200, b"")


def test_stream_when_generated_then_arrives_in_order(address: str) -> None:
    answer = httpx.get(f"{address}/stream")

    assert answer.text.splitlines() == [str(number) for number in range(50)]


def test_file_when_large_then_arrives_whole(address: str) -> None:
    assert len(httpx.get(f"{address}/file").content) == LARGE_FILE


def test_files_when_clients_do_not_read_then_hold_no_thread(address: str) -> None:
    clients = [slow_get(address, "/file") for _ in range(12)]
    try:
        answer = httpx.get(f"{address}/x", timeout=5)
    finally:
        for client in clients:
            client.close()

    assert answer.text == "/x"


def slow_get(address: str, path: str) -> httpx.Client:
    client = httpx.Client(timeout=60)
    request = client.build_request("GET", f"{address}{path}")
    client.send(request, stream=True)
    return client


def p95(address: str) -> float:
    """Seconds within which 95 of 100 requests are answered."""
    taken = []
    with httpx.Client() as client:
        for _ in range(100):
            began = time.perf_counter()
            client.get(f"{address}/x")
            taken.append(time.perf_counter() - began)
    return statistics.quantiles(taken, n=20)[-1]
