# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is on a screen: pure, by beats and a clock of the test; over HTTP in the journeys."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from lienthong.conf.edge.presence import GONE, Presence
from lienthong.conf.edge.settings import EdgeSettings
from lienthong.kernel import permits
from lienthong.kernel.permits import PresencePermit

SECRET = "a secret of this test"
TOPIC = "case:5"
Pushed = list[tuple[str, str, Any]]


def permit(account: str, name: str, topic: str = TOPIC) -> PresencePermit:
    return PresencePermit(account, name, topic, int(time.time()) + 60)


NHUNG, THANG = permit("1", "Nguyễn Ngọc Nhung"), permit("2", "Lê Quang Thắng")


@pytest.fixture
def pushed() -> Pushed:
    return []


@pytest.fixture
def presence(pushed: Pushed) -> Presence:
    settings = EdgeSettings(SECRET, Path("/nowhere"), "http://web.test", "")
    return Presence(settings, lambda *told: pushed.append(told))


def test_beat_when_somebody_comes_then_both_hear_of_the_other(
    presence: Presence, pushed: Pushed
) -> None:
    presence.beat(NHUNG, "a", "view", 0)
    pushed.clear()

    presence.beat(THANG, "b", "view", 1)

    said = {topic: data["who"] for topic, _event, data in pushed}
    assert said == {
        "account:1": [{"name": "Lê Quang Thắng", "mode": "view"}],
        "account:2": [{"name": "Nguyễn Ngọc Nhung", "mode": "view"}],
    }


def test_beat_when_nothing_changes_then_nobody_is_disturbed(
    presence: Presence, pushed: Pushed
) -> None:
    presence.beat(NHUNG, "a", "view", 0)
    presence.beat(THANG, "b", "edit", 1)
    pushed.clear()

    presence.beat(THANG, "b", "edit", 16)
    presence.beat(THANG, "second tab", "view", 17)

    assert pushed == []
    assert presence.others(TOPIC, "1") == [{"name": "Lê Quang Thắng", "mode": "edit"}]


def test_silence_when_45_seconds_then_gone_not_a_second_before(
    presence: Presence, pushed: Pushed
) -> None:
    presence.beat(NHUNG, "a", "view", 0)
    presence.beat(THANG, "b", "view", 10)
    presence.beat(NHUNG, "a", "view", 40)
    presence.forget_silent(10 + GONE - 1)
    assert len(presence.others(TOPIC, "1")) == 1
    pushed.clear()

    presence.forget_silent(10 + GONE)

    assert presence.others(TOPIC, "1") == []
    assert pushed == [("account:1", "presence", {"topic": TOPIC, "who": []})]
    presence.forget_silent(40 + GONE)
    assert presence.screens == {}


def test_leaving_when_one_tab_of_two_then_still_there(presence: Presence) -> None:
    presence.beat(NHUNG, "a", "view", 0)
    presence.beat(THANG, "b", "edit", 0)
    presence.beat(THANG, "c", "view", 0)

    presence.beat(THANG, "b", "leave", 1)
    assert presence.others(TOPIC, "1") == [{"name": "Lê Quang Thắng", "mode": "view"}]
    presence.beat(THANG, "c", "leave", 2)

    assert presence.others(TOPIC, "1") == []


def test_screens_when_different_then_do_not_meet(presence: Presence) -> None:
    presence.beat(NHUNG, "a", "view", 0)
    presence.beat(permit("2", "Lê Quang Thắng", "case:6"), "b", "view", 0)

    assert presence.others(TOPIC, "1") == presence.others("case:6", "2") == []


@pytest.mark.parametrize("secret", [SECRET, "another"])
def test_request_when_permit_is_ours_then_answered_else_refused(
    presence: Presence, secret: str
) -> None:
    presence.beat(THANG, "b", "edit", time.monotonic())
    text = permits.sign(permit("1", "Nguyễn Ngọc Nhung"), secret)
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

    async def talk() -> None:
        await presence.serve(scope, receive, send)
        await presence.close()

    asyncio.run(talk())

    if secret == SECRET:
        who = [{"name": "Lê Quang Thắng", "mode": "edit"}]
        assert json.loads(sent[1]["body"]) == {"topic": TOPIC, "who": who}
    else:
        assert sent[0]["status"] == 403
        assert presence.others(TOPIC, "2") == []
