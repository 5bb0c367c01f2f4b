# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is on a screen, told alike by every edge process and after a restart; HTTP in journeys."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lienthong.conf.edge.asking import Asking
from lienthong.conf.edge.presence import GONE, Presence, others
from lienthong.conf.edge.settings import EdgeSettings
from lienthong.kernel import permits
from lienthong.kernel.permits import PresencePermit

pytestmark = [pytest.mark.covers("8"), pytest.mark.django_db]
SECRET = "a secret of this test"
TOPIC = "case:5"
Pushed = list[tuple[str, str, Any]]
Edges = Callable[[], Presence]


def permit(account: str, name: str, topic: str = TOPIC) -> PresencePermit:
    return PresencePermit(account, name, topic, int(time.time()) + 60)


NHUNG, THANG = permit("1", "Nguyễn Ngọc Nhung"), permit("2", "Lê Quang Thắng")
SHE_LOOKS = {"name": "Nguyễn Ngọc Nhung", "mode": "view"}
HE_LOOKS, HE_WRITES = [{"name": THANG.name, "mode": mode} for mode in ("view", "edit")]


@pytest.fixture
def url(own_database: str) -> Iterator[str]:
    """The test database, for connections of the edge itself; emptied of tabs."""
    yield own_database
    with psycopg.connect(own_database, autocommit=True) as database:
        database.execute("DELETE FROM ui_screentab")


@pytest.fixture
def pushed() -> Pushed:
    return []


@pytest.fixture
def edge(url: str, pushed: Pushed) -> Edges:
    """An edge process of its own each time."""
    settings = EdgeSettings(SECRET, Path("/nowhere"), "http://web.test", url)
    return lambda: Presence(settings, lambda *told: pushed.append(told), Asking(url))


def age(url: str, account: str, seconds: int) -> None:
    with psycopg.connect(url, autocommit=True) as database:
        ago = "UPDATE ui_screentab SET seen_at = now() - make_interval(secs => %s)"
        database.execute(f"{ago} WHERE account = %s", [seconds, account])


def run(talk: Callable[[Presence, Presence], Awaitable[None]], edge: Edges) -> None:
    """Talk with two edge processes at once."""

    async def both() -> None:
        one, other = edge(), edge()
        try:
            await talk(one, other)
        finally:
            await one.close()
            await other.close()

    asyncio.run(both())


def test_two_processes_and_a_new_one_tell_the_same(edge: Edges, pushed: Pushed) -> None:
    async def talk(one: Presence, other: Presence) -> None:
        await one.beat(NHUNG, "a", "view")
        shown = await other.beat(THANG, "b", "edit")
        assert others(shown, "2") == [SHE_LOOKS]
        await one.tell(TOPIC)
        said = {topic: data["who"] for topic, _event, data in pushed}
        assert said == {"account:1": [HE_WRITES], "account:2": [SHE_LOOKS]}
        restarted = edge()
        assert others(await restarted.beat(NHUNG, "a", "view"), "1") == [HE_WRITES]
        await restarted.close()
        elsewhere = await one.beat(permit("3", "Ai đó", "case:6"), "c", "view")
        assert others(elsewhere, "3") == []

    run(talk, edge)


def test_silence_when_45_seconds_then_gone_not_a_second_before(edge: Edges, url: str) -> None:
    async def talk(one: Presence, other: Presence) -> None:
        await one.beat(NHUNG, "a", "view")
        await one.beat(THANG, "b", "view")
        await asyncio.to_thread(age, url, "2", GONE - 3)
        await other.forget_silent()
        assert others(await other.beat(NHUNG, "a", "view"), "1") == [HE_LOOKS]
        await asyncio.to_thread(age, url, "2", GONE)
        assert others(await other.beat(NHUNG, "a", "view"), "1") == []
        await other.forget_silent()
        with psycopg.connect(url) as database:
            left = database.execute("SELECT account FROM ui_screentab").fetchall()
        assert left == [("1",)]

    run(talk, edge)


def test_change_is_told_once_and_leaving_one_tab_of_two_is_none(edge: Edges, url: str) -> None:
    async def talk(one: Presence, _other: Presence) -> None:
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as listener:
            await listener.execute("LISTEN lienthong_presence")
            steps = [
                (NHUNG, "a", "view", []),
                (THANG, "b", "edit", [HE_WRITES]),
                (THANG, "b", "edit", [HE_WRITES]),
                (THANG, "c", "view", [HE_WRITES]),
                (THANG, "b", "leave", [HE_LOOKS]),
                (THANG, "c", "leave", []),
            ]
            for who, tab, mode, seen in steps:
                assert others(await one.beat(who, tab, mode), "1") == seen
            told = [notice.payload async for notice in listener.notifies(timeout=0.3)]
        assert told == [TOPIC] * 4

    run(talk, edge)


@pytest.mark.parametrize(
    ("secret", "session"), [(SECRET, "open"), (SECRET, "ended"), ("another", "open")]
)
def test_request_when_permit_is_ours_and_its_session_stands_then_answered_else_refused(
    edge: Edges, begin: Callable[[str, int], None], secret: str, session: str
) -> None:
    begin("open", 1)
    mark = permits.session_mark(session, SECRET)
    text = permits.sign(replace(NHUNG, session=mark), secret)
    scope = {
        "type": "http",
        "method": "POST",
        "path": permits.PRESENCE_PATH,
        "query_string": f"permit={text}".encode(),
        "headers": [],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"tab=a&mode=view" + b"x" * 9000}

    async def send(message: Any) -> None:
        sent.append(message)

    async def talk(one: Presence, _other: Presence) -> None:
        await one.beat(THANG, "b", "edit")
        await one.serve(scope, receive, send)

    run(talk, edge)

    if (secret, session) == (SECRET, "open"):
        assert json.loads(sent[1]["body"]) == {"topic": TOPIC, "who": [HE_WRITES]}
    else:
        assert sent[0]["status"] == 403
    origin = dict(sent[0]["headers"])[b"access-control-allow-origin"]
    assert origin == b"http://web.test"


def test_connection_when_broken_between_beats_then_the_next_is_answered(
    edge: Edges, url: str
) -> None:
    async def talk(one: Presence, other: Presence) -> None:
        await one.beat(THANG, "b", "edit")
        await other.beat(NHUNG, "a", "view")
        with psycopg.connect(url, autocommit=True) as database:
            for broken in (one, other):
                assert broken.asking.database is not None
                backend = broken.asking.database.info.backend_pid
                database.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        assert others(await one.beat(NHUNG, "a", "view"), "1") == [HE_WRITES]
        await other.forget_silent()

    run(talk, edge)
