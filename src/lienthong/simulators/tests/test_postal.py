# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The carrier takes an item once, tells what happened in order, and a person plays it on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from lienthong.testing.simulators import running_simulators

pytestmark = pytest.mark.covers("3.2")
TOKEN = {"Authorization": "Bearer lienthong-demo"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_simulators(tmp_path_factory.mktemp("postal")) as address:
        yield f"{address}/postal"


def hand_in(where: str, **changes: str) -> httpx.Response:
    item = {
        "id": "shipment-1",
        "code": "EQ123456789VN",
        "recipient": "Trần Thị Mỹ Duyên",
        "address": "12 Trần Hưng Đạo, phường Đồng Hới",
        "sender": "TTPVHCC phường Đồng Hới",
    } | changes
    return httpx.post(f"{where}/items", json=item, headers=TOKEN, timeout=20)


def events(address: str, after: int = 0) -> list[dict[str, Any]]:
    asked = {"after": str(after)}
    reply = httpx.get(f"{address}/events", params=asked, headers=TOKEN, timeout=20)
    found: list[dict[str, Any]] = reply.json()["events"]
    return found


def act(address: str, **form: str) -> int:
    return httpx.post(f"{address}/act", data=form, timeout=20).status_code


def test_item_is_taken_once_followed_and_ended(address: str) -> None:
    httpx.post(f"{address}/clear", timeout=20)
    first, second = hand_in(address).json(), hand_in(address).json()
    assert (
        first == second == {"id": "shipment-1", "reference": "EQ123456789VN", "status": "created"}
    )
    (created,) = [event for event in events(address) if event["status"] == "created"]

    assert act(address, id="shipment-1", status="scanned", note="Bưu cục Đông Hà") == 303
    assert act(address, id="shipment-1", status="delivered", note="Chị Duyên") == 303

    told = events(address, created["number"])
    assert [(event["status"], event["note"]) for event in told] == [
        ("scanned", "Bưu cục Đông Hà"),
        ("delivered", "Chị Duyên"),
    ]
    assert told[0]["number"] < told[1]["number"]
    assert act(address, id="shipment-1", status="lost") == 400
    page = httpx.get(address, timeout=20).text
    assert "đã phát: Chị Duyên" in page
    assert "Được báo 2 lần." in page


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "EQ1VN"}, "invalid_code"),
        ({"address": ""}, "missing_field"),
        ({"id": "shipment-9"}, "code_taken"),
    ],
)
def test_what_cannot_be_delivered_is_refused(
    changes: dict[str, str], error: str, address: str
) -> None:
    httpx.post(f"{address}/clear", timeout=20)
    hand_in(address)
    reply = hand_in(address, **changes)

    assert (reply.status_code, reply.json()) == (422, {"error": error})


def test_strangers_are_told_nothing(address: str) -> None:
    wrong = {"Authorization": "Bearer someone"}
    assert httpx.get(f"{address}/events", headers=wrong, timeout=20).status_code == 401
    assert httpx.post(f"{address}/items", json={}, headers=wrong, timeout=20).status_code == 401
