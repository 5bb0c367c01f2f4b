# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The running installation under slow clients and sudden death, without a browser."""

import os
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import psycopg
import pytest

from lienthong.kernel import permits
from lienthong.testing.processes import kill_database, slow_post
from tests.journeys.stack import until

pytestmark = pytest.mark.journey
SLOW = 20
TURNS = 5
PAGES = ("/", "/thu-tuc/dang-ky-khai-sinh/", "/tra-cuu/", "/dang-nhap/can-bo/")


@pytest.fixture
def web() -> str:
    return os.environ["LIENTHONG_PUBLIC_URL"]


@pytest.mark.covers("20")
def test_twenty_slow_uploads_and_posts_leave_other_pages_as_fast(web: str) -> None:
    """Read by turns alone and beside them; the best turns are compared, since what else the
    machine does disturbs some of the turns, and clients that hold a thread all of them."""
    alone, beside = list[float](), list[float]()
    read(web)
    for _turn in range(TURNS):
        alone.append(p95(read(web)))
        with slow_clients(web, os.environ["LIENTHONG_EDGE_URL"]) as connections:
            beside.append(p95(read(web)))
            assert len(connections) == 2 * SLOW
            assert not any(answered(one) for one in connections), "they must still be waiting"

    assert min(beside) < min(alone) * 1.5 + 0.01


@pytest.mark.covers("1")
def test_database_when_killed_then_the_first_pages_after_its_restart_answer(web: str) -> None:
    dsn = os.environ["DATABASE_URL"]
    before = started_at(dsn)
    read(web)  # connections stand in the pool

    kill_database(dsn)

    until(lambda: started_at(dsn) not in (None, before), "the restart")
    with httpx.Client(timeout=30) as client:
        assert [client.get(f"{web}{PAGES[1]}?{n}").status_code for n in range(9)] == [200] * 9


def started_at(dsn: str) -> str | None:
    """When the database server started; None while it does not answer."""
    try:
        with psycopg.connect(dsn, connect_timeout=2) as connection:
            row = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None


@contextmanager
def slow_clients(web: str, edge: str) -> Iterator[list[socket.socket]]:
    """Posts and uploads that have begun and do not go on."""
    with ExitStack() as held:
        connections = list[socket.socket]()
        for _client in range(SLOW):
            posting = slow_post(web, PAGES[-1], post_headers())
            uploading = slow_post(edge, upload_path(), upload_headers())
            connections += [held.enter_context(posting), held.enter_context(uploading)]
            posting.sendall(b"login=")
            uploading.sendall(form_start())
        yield connections


def answered(connection: socket.socket) -> bool:
    """Whether the server has said anything, or hung up."""
    connection.setblocking(False)
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    return True


def p95(seconds: list[float]) -> float:
    """What 95 of 100 readings stay below."""
    return statistics.quantiles(seconds, n=20)[-1]


def read(web: str) -> list[float]:
    """Seconds of twenty readings of real pages, answered by Django."""
    taken = []
    with httpx.Client(cookies={"lt_session": "unknown"}, timeout=30) as client:
        for page in PAGES * 5:
            began = time.perf_counter()
            answer = client.get(f"{web}{page}")
            taken.append(time.perf_counter() - began)
            assert answer.status_code == 200, page
    return taken


def post_headers() -> dict[str, str]:
    return {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "5000"}


def upload_headers() -> dict[str, str]:
    return {"Content-Type": "multipart/form-data; boundary=b0undary", "Content-Length": "900000"}


def form_start() -> bytes:
    head = b'--b0undary\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\n'
    return head + b"\xff\xd8\xff\xe0" + bytes(5000)


def upload_path() -> str:
    permit = permits.new_upload_permit(
        account="1",
        draft="1",
        slot="anh",
        largest=1_000_000,
        types=("image/jpeg",),
        return_path="/",
        now=time.time(),
    )
    signed = permits.sign(permit, os.environ["SECRET_KEY"])
    return f"{permits.UPLOAD_PATH}?permit={signed}"
