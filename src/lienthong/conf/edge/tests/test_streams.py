# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices from PostgreSQL to open pages, through the real edge process."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from lienthong.conf.edge.streams import CHANNEL
from lienthong.kernel import live, permits
from lienthong.kernel.permits import STREAM_PATH, StreamPermit
from lienthong.testing.processes import running_asgi

SECRET = "a secret of this test"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, own_database: str) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("edge")
    env = {
        "SECRET_KEY": SECRET,
        "FILE_STORE": str(folder),
        "LIENTHONG_PUBLIC_URL": "http://web.test",
        "DATABASE_URL": own_database,
    }
    with running_asgi("lienthong.conf.edge.app:application", folder, env) as (found, _):
        yield found


def stream_url(address: str, *topics: str, seconds: int = 60, session: str = "open") -> str:
    mark = permits.session_mark(session, SECRET)
    permit = StreamPermit("17", topics, int(time.time()) + seconds, mark)
    return f"{address}{STREAM_PATH}?permit={permits.sign(permit, SECRET)}"


def test_notice_when_committed_then_reaches_the_pages_of_its_topic(
    address: str, own_database: str, begin: Callable[[str, int], None]
) -> None:
    begin("open", 17)
    with (
        httpx.stream("GET", stream_url(address, "account:17"), timeout=20) as stream,
        psycopg.connect(own_database, autocommit=True) as database,
    ):
        lines = stream.iter_lines()
        assert next(lines) == "retry: 5000"
        wait_until_listening(database)
        for topic in ("account:18", "account:17"):
            notice = json.dumps({"topic": topic, "event": "inbox"})
            database.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])

        received = [next(line for line in lines if line) for _ in range(2)]

    assert received == ["event: inbox", 'data: "account:17"']


@pytest.mark.covers("14")
def test_stream_when_its_session_ends_then_says_so_and_others_of_the_account_go_on(
    address: str, own_database: str, begin: Callable[[str, int], None]
) -> None:
    begin("phone", 17)
    begin("desk", 17)
    phone, desk = (stream_url(address, "account:17", session=key) for key in ("phone", "desk"))
    with (
        httpx.stream("GET", phone, timeout=20) as lost,
        httpx.stream("GET", desk, timeout=20) as kept,
        psycopg.connect(own_database, autocommit=True) as database,
    ):
        lines = [stream.iter_lines() for stream in (lost, kept)]
        assert [next(each) for each in lines] == ["retry: 5000"] * 2
        wait_until_listening(database)
        database.execute("DELETE FROM accounts_signinsession WHERE session_key = 'phone'")
        for event in ("ended", "inbox"):
            notice = json.dumps({"topic": "account:17", "event": event})
            database.execute("SELECT pg_notify(%s, %s)", [CHANNEL, notice])

        assert [line for line in lines[0] if line] == ["event: ended", "data: null"]
        assert next(line for line in lines[1] if line) == "event: inbox"

    again = httpx.get(phone)
    strange = httpx.get(stream_url(address, "account:17", session=""))
    assert (again.status_code, strange.status_code) == (403, 403)


def test_stream_when_permit_is_forged_or_old_then_is_refused(address: str) -> None:
    forged = permits.sign(StreamPermit("17", ("account:17",), int(time.time()) + 60), "other")

    answers = [
        httpx.get(f"{address}{STREAM_PATH}?permit={forged}"),
        httpx.get(stream_url(address, "account:17", seconds=-1)),
        httpx.get(f"{address}{STREAM_PATH}"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    readers = {answer.headers["access-control-allow-origin"] for answer in answers}
    assert readers == {"http://web.test"}


def test_channel_of_web_and_edge_is_the_same() -> None:
    assert live.CHANNEL == CHANNEL


def wait_until_listening(database: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Until the edge process has said LISTEN (its connection idles after that statement)."""
    deadline = time.monotonic() + 15
    question = "SELECT 1 FROM pg_stat_activity WHERE query LIKE %s AND state = 'idle'"
    while database.execute(question, [f"LISTEN {CHANNEL};%"]).fetchone() is None:
        assert time.monotonic() < deadline
