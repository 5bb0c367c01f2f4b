# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from lienthong.simulators.app import Simulators
from lienthong.simulators.faults import CHANNELS, Fault, Mode, Switchboard
from lienthong.simulators.settings import Settings
from lienthong.simulators.tests.relying_party import RelyingParty

ASK = {"grant_type": "x", "client_id": "lienthong", "client_secret": "lienthong-demo"}


def switch(client: httpx.Client, mode: str, **more: str) -> None:
    answer = client.post("/faults", json={"channel": "vneid.token", "mode": mode, **more})
    assert answer.status_code == 303


FOR_PEOPLE = {
    *("/", "/faults", "/faults/journal", "/health", "/simulator.css"),
    *("/lich", "/lich/vao", "/lich/ve", "/lich/ra", "/lich/da-ra"),
    *("/csc", "/csc/codes", "/csc/enrol", "/plugin", "/plugin/enrol", "/plugin/sign"),
    *("/postal", "/postal/act", "/postal/clear", "/push", "/push/browsers", "/push/close/*"),
    *("/sms", "/sms/messages", "/sms/clear", "/zalo", "/zalo/messages", "/zalo/quota"),
    *("/mail", "/mail/letters", "/mail/file", "/mail/clear"),
    *("/ca/revoke", "/ca/root.pem", "/ca/root.cer", "/ca/issuer.cer"),
    *("/vneid/authorize", "/vneid/end-session", "/vneid/citizens.json"),
}
"""Pages on which somebody plays the partner, and what tests ask; everything else can fail."""


def test_every_service_of_a_partner_obeys_a_switch(tmp_path: Path) -> None:
    routes = Simulators(Settings(tmp_path, "http://a.example", "a", "b", ())).routes.values()

    assert {route.channel for route in routes} - {""} | {"mail"} == set(CHANNELS)
    assert {route.path for route in routes if not route.channel} == FOR_PEOPLE


def test_fault_when_counted_wears_off() -> None:
    board = Switchboard()
    board.set("tsa", Fault(Mode.ERROR, remaining=2))
    assert [board.take("tsa").mode for _ in range(3)] == [Mode.ERROR, Mode.ERROR, Mode.OFF]


def test_fault_when_channel_is_unknown_is_refused() -> None:
    with pytest.raises(KeyError):
        Switchboard().set("bank", Fault())


def wait_until(is_so: Callable[[], bool]) -> None:
    for _beat in range(200):
        if is_so():
            return
        time.sleep(0.02)
    raise AssertionError


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


def test_reordered_request_is_answered_after_the_next_one(client: httpx.Client) -> None:
    switch(client, "reorder", seconds="5", count="1")
    with ThreadPoolExecutor() as pool:
        first = pool.submit(client.post, "/vneid/token", data=ASK)
        wait_until(lambda: client.get("/faults").json()["vneid.token"]["count"] == 0)
        second = client.post("/vneid/token", data=ASK)
        assert first.result().elapsed > second.elapsed
    assert client.get("/").text.count("Để yêu cầu đến sau đi trước</td>") >= 1


def test_lost_answer_is_of_work_that_was_done(client: httpx.Client) -> None:
    client.post("/faults", json={"channel": "sms", "mode": "lost", "count": "1"})
    sms = {"id": "mat-1", "to": "0912345678", "text": "thử"}
    known = {"Authorization": "Bearer lienthong-demo"}
    with pytest.raises(httpx.ReadTimeout):
        client.post("/sms/messages", json=sms, headers=known, timeout=0.3)
    assert client.post("/sms/messages", json=sms, headers=known).json()["status"] == "accepted"
    (taken,) = client.get("/sms/messages", params={"to": "0912345678"}).json()
    assert taken["asked"] == 2


def test_fault_meets_the_share_asked_for_in_an_even_turn() -> None:
    board = Switchboard()
    board.set("sms", Fault(Mode.ERROR, percent=25))
    met = [board.take("sms").mode for _request in range(8)]
    assert met == [Mode.OFF, Mode.OFF, Mode.OFF, Mode.ERROR] * 2


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
