# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import asyncio

import httpx
import pytest

from lienthong.simulators.faults import Fault, Mode, Switchboard
from lienthong.simulators.tests.relying_party import RelyingParty

ASK = {"grant_type": "x", "client_id": "lienthong", "client_secret": "lienthong-demo"}


def switch(client: httpx.Client, mode: str, **more: str) -> None:
    answer = client.post("/faults", json={"channel": "vneid.token", "mode": mode, **more})
    assert answer.status_code == 303


def test_fault_when_counted_wears_off() -> None:
    board = Switchboard()
    board.set("tsa", Fault(Mode.ERROR, remaining=2))
    assert [board.take("tsa").mode for _ in range(3)] == [Mode.ERROR, Mode.ERROR, Mode.OFF]


def test_fault_when_channel_is_unknown_is_refused() -> None:
    with pytest.raises(KeyError):
        Switchboard().set("bank", Fault())


def test_error_answers_503_once_then_normal(client: httpx.Client) -> None:
    switch(client, "error", count="1")
    assert client.post("/vneid/token", data=ASK).status_code == 503
    assert client.post("/vneid/token", data=ASK).json() == {"error": "unsupported_grant_type"}


def test_garbage_answers_200_that_is_no_json(client: httpx.Client) -> None:
    switch(client, "garbage")
    answer = client.post("/vneid/token", data=ASK)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"decode|Expecting|utf"):
        answer.json()


def test_drop_never_answers(client: httpx.Client) -> None:
    switch(client, "drop", count="1")
    with pytest.raises(httpx.ReadTimeout):
        client.post("/vneid/token", data=ASK, timeout=0.3)


def test_delay_answers_after_the_time_asked_for(client: httpx.Client) -> None:
    switch(client, "delay", seconds="0.6", count="1")
    answer = client.post("/vneid/token", data=ASK)
    assert answer.elapsed.total_seconds() >= 0.6
    assert answer.json() == {"error": "unsupported_grant_type"}


def test_delayed_request_is_lost_when_its_channel_is_switched_meanwhile() -> None:
    board = Switchboard()
    board.set("sms", Fault(Mode.DELAY, 0.2, 1))

    async def switch_while_it_waits() -> list[bool]:
        first = asyncio.create_task(board.wait("sms", board.take("sms")))
        await asyncio.sleep(0.05)
        board.set("sms", Fault(Mode.DELAY, 0.1, 1))
        return [await first, await board.wait("sms", board.take("sms"))]

    assert asyncio.run(switch_while_it_waits()) == [False, True]


def test_repeat_gives_the_answer_of_the_time_before(client: httpx.Client) -> None:
    first = RelyingParty(client)
    before = first.redeem(first.sign_in()["code"]).json()
    switch(client, "repeat", count="1")
    second = RelyingParty(client)
    assert second.redeem(second.sign_in()["code"]).json() == before


def test_switch_when_mode_is_unknown_is_refused(client: httpx.Client) -> None:
    answer = client.post("/faults", data={"channel": "vneid.token", "mode": "explode"})
    assert answer.status_code == 400
    assert client.get("/faults").json()["vneid.token"]["mode"] == "off"


def test_home_shows_switches_and_journal(client: httpx.Client) -> None:
    switch(client, "error", count="1")
    client.post("/vneid/token", data=ASK)
    page = client.get("/").text
    assert "Mô phỏng các hệ thống đối tác" in page
    assert "<td>Báo lỗi 503</td><td>503</td>" in page


def test_body_when_too_large_is_refused(client: httpx.Client) -> None:
    assert client.post("/vneid/token", content=b"x" * 300_000).status_code == 413


def test_path_when_unknown_is_not_found(client: httpx.Client) -> None:
    assert client.get("/khong-co").json() == {"error": "not_found"}
