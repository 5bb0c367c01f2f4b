# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The running installation under slow clients and sudden death, without a browser."""

import os
import statistics
import time

import httpx
import psycopg
import pytest

from lienthong.kernel import permits
from lienthong.testing.processes import kill_database, slow_post
from tests.journeys.stack import until

pytestmark = pytest.mark.journey
SLOW = 20
PAGES = ("/", "/thu-tuc/dang-ky-khai-sinh/", "/tra-cuu/", "/dang-nhap/can-bo/")


@pytest.fixture
def web() -> str:
    return os.environ["LIENTHONG_PUBLIC_URL"]


@pytest.mark.covers("20")
def test_twenty_slow_uploads_and_posts_leave_other_pages_as_fast(web: str) -> None:
    edge = os.environ["LIENTHONG_EDGE_URL"]
    alone = p95(web)
    connections = [slow_post(web, PAGES[-1], post_headers()) for _ in range(SLOW)]
    connections += [slow_post(edge, upload_path(), upload_headers()) for _ in range(SLOW)]
    try:
        for connection in connections[SLOW:]:
            connection.sendall(form_start())
        beside = p95(web)
    finally:
        for connection in connections:
            connection.close()

    assert beside < alone * 2 + 0.05


@pytest.mark.covers("1")
def test_database_when_killed_then_pages_answer_again_by_themselves(web: str) -> None:
    dsn = os.environ["DATABASE_URL"]
    before = started_at(dsn)

    kill_database(dsn)

    until(lambda: started_at(dsn) not in (None, before), "the restart")
    until(lambda: httpx.get(f"{web}{PAGES[1]}").status_code == 200, "the page")


def started_at(dsn: str) -> str | None:
    """When the database server started; None while it does not answer."""
    try:
        with psycopg.connect(dsn, connect_timeout=2) as connection:
            row = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None


def p95(web: str) -> float:
    """Seconds within which 95 of 100 readings of real pages are answered by Django."""
    taken = []
    with httpx.Client(cookies={"lt_session": "unknown"}, timeout=30) as client:
        for page in PAGES * 25:
            began = time.perf_counter()
            answer = client.get(f"{web}{page}")
            taken.append(time.perf_counter() - began)
            assert answer.status_code == 200, page
    return statistics.quantiles(taken, n=20)[-1]


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
