# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The carrier as a partner over real HTTP: told of items, telling of them; late, twice, wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from lienthong.core.cases.api import open_steps_of
from lienthong.core.integration.api import Incoming, Outgoing, replay_incoming
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed
from lienthong.kernel.ports import tasks
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, Shipment
from lienthong.modules.onestop.panels.citizen_moves import post_words
from lienthong.modules.onestop.tasks import fetch_post_news
from lienthong.modules.onestop.tests.test_post import post
from lienthong.modules.onestop.tests.test_whole_life import reread
from lienthong.testing.jobs import run_jobs
from lienthong.testing.outbox import carry, let_time_pass
from lienthong.testing.sizes import some
from lienthong.testing.world import World

pytestmark = [pytest.mark.usefixtures("signing"), pytest.mark.covers("3.2")]


@pytest.fixture
def carrier(partners: str, settings: Any) -> str:
    """The simulated carrier, empty and well."""
    settings.LIENTHONG_POST_URL = f"{partners}/postal"
    for channel in ("postal.items", "postal.events"):
        switch(f"{partners}/postal", channel, "off", count=0)
    httpx.post(f"{partners}/postal/clear", timeout=20)
    return settings.LIENTHONG_POST_URL  # type: ignore[no-any-return]  # settings are untyped


def switch(carrier: str, channel: str, mode: str, *, count: int = 1) -> None:
    asked = {"channel": channel, "mode": mode, "count": str(count), "seconds": "0.2"}
    httpx.post(f"{carrier.removesuffix('/postal')}/faults", json=asked, timeout=20)


def plays(carrier: str, item: Shipment, status: str, note: str = "") -> None:
    form = {"id": f"shipment-{item.pk}", "status": status, "note": note}
    assert httpx.post(f"{carrier}/act", data=form, timeout=20).status_code == 303


def hear() -> None:
    """Ask the carrier, and do what it says."""
    fetch_post_news()
    tasks()["integration.handle"](partner="postal")


def handed(world: World, dossier: Dossier, **changes: Any) -> Shipment:
    item = post(world, dossier, **changes)
    carry(partner="postal")
    run_jobs()
    item.refresh_from_db()
    return item


def test_item_is_told_scanned_and_delivered_without_the_desk(
    world: World,
    granted: Dossier,
    carrier: str,
) -> None:
    item = handed(world, granted)
    assert item.registered_at is not None
    plays(carrier, item, "scanned", "Bưu cục Đông Hà")
    hear()
    item.refresh_from_db()
    assert (item.state, item.scan_text) == ("handed", "Bưu cục Đông Hà")
    assert "Bưu chính báo đã qua Bưu cục Đông Hà." in post_words(reread(granted))
    plays(carrier, item, "delivered", "Trần Thị Mỹ Duyên ký nhận")
    hear()

    done = reread(granted)
    item.refresh_from_db()
    assert (done.state, done.delivery_state) == (DossierState.RETURNED, "delivered")
    assert (item.state, item.ended_by_text) == ("delivered", "Hệ thống")
    assert "Trần Thị Mỹ Duyên ký nhận" in item.proof
    assert done.result.handed_out.method == "post"
    assert open_steps_of(granted.pk) == []


def test_news_told_twice_moves_the_item_once(
    world: World,
    granted: Dossier,
    carrier: str,
) -> None:
    item = handed(world, granted)
    plays(carrier, item, "lost", "Cháy xe thư")
    hear()
    before = Incoming.objects.count()
    switch(carrier, "postal.events", "repeat")

    hear()
    hear()

    item.refresh_from_db()
    assert (item.state, item.version) == ("lost", 3)
    assert Incoming.objects.count() == before
    assert reread(granted).delivery_state == "lost"


@pytest.mark.parametrize("mode", some(["error", "garbage", "drop"], 1))
def test_carrier_that_fails_is_asked_again_and_nothing_is_lost(
    mode: str,
    world: World,
    granted: Dossier,
    carrier: str,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("lienthong.modules.onestop.adapters.postal.TIMEOUT", 0.5)
    switch(carrier, "postal.items", mode)
    item = handed(world, granted)
    assert not item.registered_at
    assert Outgoing.objects.get(topic="postal.item").state == "waiting"

    let_time_pass()
    carry(partner="postal")
    run_jobs()
    item.refresh_from_db()
    assert item.registered_at is not None
    plays(carrier, item, "returned", "Không có người nhận")
    switch(carrier, "postal.events", mode)
    hear()
    item.refresh_from_db()
    assert item.state == "handed"
    hear()
    item.refresh_from_db()

    assert item.state == "returned"
    assert reread(granted).delivery_state == "ready"


def test_refused_code_is_shown_and_news_after_the_desk_changes_nothing(
    world: World,
    granted: Dossier,
    carrier: str,
) -> None:
    item = handed(world, granted, code="SAI MA")
    assert "invalid_code" in item.carrier_problem
    assert not item.registered_at
    Shipment.objects.filter(pk=item.pk).update(state="delivered", proof="Phiếu 12")
    body = {"id": f"shipment-{item.pk}", "code": "EQ123456789VN", "recipient": "A", "address": "B"}
    token = {"Authorization": "Bearer lienthong-demo"}
    httpx.post(f"{carrier}/items", json=body, headers=token, timeout=20)
    hear()

    item.refresh_from_db()
    assert (item.state, item.proof) == ("delivered", "Phiếu 12")
    (dead,) = Incoming.objects.all()
    assert (dead.state, dead.ordering_key) == ("failed", f"shipment-{item.pk}")
    assert dead.error == "Bưu gửi này không phải của hệ thống."
    Shipment.objects.filter(pk=item.pk).update(state="handed", code="EQ123456789VN")
    with pytest.raises(NotAllowed):
        replay_incoming(dead, reason="Quầy ghi nhầm", actor=world.officer("one_stop_officer"))
    replay_incoming(dead, reason="Quầy ghi nhầm", actor=Actor.platform("kiểm thử"))
    tasks()["integration.handle"](partner="postal")
    dead.refresh_from_db()
    assert (dead.state, dead.replays) == ("done", 1)


def test_carrier_that_is_no_partner_is_told_nothing(
    world: World,
    granted: Dossier,
    carrier: str,
) -> None:
    handed(world, granted, carrier="Chuyển phát Nhanh")

    assert not Outgoing.objects.filter(topic="postal.item").exists()
