# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A result by post: handed to the carrier, delivered, brought back, lost and issued again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from lienthong.core.cases.api import open_steps_of
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion
from lienthong.modules.onestop.actions.counter import receive_at_counter
from lienthong.modules.onestop.actions.give_back import Taker, return_result
from lienthong.modules.onestop.actions.post import (
    Posting,
    hand_to_post,
    record_delivery,
    record_loss,
    record_return_by_post,
    reissue_copy,
)
from lienthong.modules.onestop.enums import Delivery, DossierState
from lienthong.modules.onestop.models import Dossier, PrintProfile, Shipment
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.modules.onestop.tests.test_life import entry
from lienthong.modules.onestop.tests.test_whole_life import reread
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.world import World

pytestmark = pytest.mark.usefixtures("signing")
ADDRESS = "12 Trần Hưng Đạo, phường Đồng Hới, tỉnh Quảng Trị"
POSTING = Posting(
    "Trần Thị Mỹ Duyên", "0912345486", ADDRESS, "Bưu điện Việt Nam", "EQ123456789VN", 26_000, "An"
)


def post(world: World, dossier: Dossier, **changes: Any) -> Shipment:
    posting = replace(POSTING, **changes)
    desk = world.officer("one_stop_officer")
    return hand_to_post(only_step(dossier), posting=posting, actor=desk)


def test_item_waits_with_the_address_and_goes_to_the_carrier(
    world: World, granted: Dossier
) -> None:
    waiting = granted.shipments.get()
    assert (waiting.state, waiting.address) == ("prepared", ADDRESS)

    item = post(world, granted)

    assert item.pk == waiting.pk
    assert (item.state, item.code, item.fee) == ("handed", "EQ123456789VN", 26_000)
    shown = reread(granted)
    assert (shown.state, shown.delivery_state) == (DossierState.GRANTED, "shipped")
    entries = timeline(shown)
    assert entries[-1]["text"].startswith("Bưu chính đang phát bản giấy, mã bưu gửi EQ123456789VN")
    titles = [one["title"] for one in entries]
    assert "Kết quả đã giao Bưu điện Việt Nam, mã bưu gửi EQ123456789VN" in titles
    with pytest.raises(IllegalState):
        post(world, granted)


def test_delivered_with_proof_closes_the_dossier(world: World, granted: Dossier) -> None:
    desk = world.officer("one_stop_officer")
    with pytest.raises(IllegalState):
        record_delivery(only_step(granted), proof="Phiếu 12", actor=desk)
    post(world, granted)
    with pytest.raises(InvalidInput):
        record_delivery(only_step(granted), proof=" ", actor=desk)

    record_delivery(only_step(granted), proof="Phiếu báo phát 12, ngày 25/11", actor=desk)

    done = reread(granted)
    assert (done.state, done.delivery_state) == (DossierState.RETURNED, "delivered")
    assert done.result.handed_out.method == "post"
    assert open_steps_of(granted.pk) == []
    assert granted.shipments.get().proof == "Phiếu báo phát 12, ngày 25/11"


def test_brought_back_is_sent_again_or_handed_out_at_the_desk(
    world: World, granted: Dossier
) -> None:
    desk = world.officer("one_stop_officer")
    post(world, granted)
    taker = Taker("Lê Quang Thắng", "", "M0 0L9 9")
    with pytest.raises(IllegalState):
        return_result(
            only_step(granted), method="desk", taker=taker, originals_returned=True, actor=desk
        )
    record_return_by_post(only_step(granted), proof="Không có người nhận.", actor=desk)

    return_result(
        only_step(granted), method="desk", taker=taker, originals_returned=True, actor=desk
    )

    assert reread(granted).state == DossierState.RETURNED
    assert [item.state for item in granted.shipments.all()] == ["returned"]


def test_lost_is_issued_again_once(world: World, granted: Dossier) -> None:
    desk = world.officer("one_stop_officer")
    with pytest.raises(IllegalState):
        reissue_copy(only_step(granted), actor=desk)
    post(world, granted)
    record_loss(only_step(granted), proof="Biên bản mất bưu gửi 3.", actor=desk)
    assert reread(granted).delivery_state == "lost"

    again = reissue_copy(only_step(granted), actor=desk)

    assert again.reissue_of is not None
    assert (again.reissue_of.state, again.address) == ("lost", ADDRESS)
    with pytest.raises(IllegalState):
        reissue_copy(only_step(granted), actor=desk)
    assert post(world, granted, code="EQ2VN").pk == again.pk


def test_post_without_address_carrier_or_code_is_refused(
    world: World, answers: dict[str, Any], granted: Dossier
) -> None:
    with pytest.raises(InvalidInput) as refused:
        post(world, granted, recipient="", address="Huế", carrier="", code=" ", fee=-1)
    assert set(refused.value.fields) == {"recipient", "address", "carrier", "code", "fee"}
    asked = replace(entry(answers | {"result_delivery": "post"}), delivery=Delivery.POST)
    with pytest.raises(InvalidInput) as filed:
        receive_at_counter(world.ward.desk, entry=asked, actor=world.officer("one_stop_officer"))
    assert set(filed.value.fields) == {"delivery_address"}


def test_only_this_desk_and_no_stale_screen(world: World, granted: Dossier) -> None:
    step = only_step(granted)
    for wrong, actor in (
        (NotAllowed, world.officer("clerk")),
        (OutOfScope, world.officer("one_stop_officer", ward=world.other)),
    ):
        with pytest.raises(wrong):
            hand_to_post(step, posting=POSTING, actor=actor)
    with pytest.raises(StaleVersion):
        hand_to_post(step, posting=POSTING, version=1, actor=world.officer("one_stop_officer"))
    assert granted.shipments.get().state == "prepared"


def test_screen_of_the_desk_and_the_slip(world: World, granted: Dossier) -> None:
    desk = Desk.of(world, "one_stop_officer")
    address = reverse("onestop:officer-return", args=[only_step(granted).pk])
    page = text_of(desk.client.get(address))
    assert ADDRESS in page
    typed = {
        "act": "post",
        "recipient": POSTING.recipient,
        "address": ADDRESS,
        "carrier": POSTING.carrier,
        "code": POSTING.code,
        "fee": "26.000",
    }
    wrong = desk.client.post(address, typed | {"code": "", "_key": "p0"})
    assert wrong.status_code == 422
    assert "Ghi mã bưu gửi trên phiếu." in text_of(wrong)
    PrintProfile.objects.create(unit=world.ward.desk, at_once=True)
    sent = desk.client.post(address, typed | {"_key": "p1"})

    item = granted.shipments.get()
    assert sent["Location"] == f"{address}?in=buu-gui-{item.pk}"
    paper = reverse("onestop:officer-shipment-print", args=[item.pk])
    assert f'src="{paper}?khung"' in text_of(desk.client.get(sent["Location"]))
    assert "print-bar" not in text_of(desk.client.get(f"{paper}?khung"))
    assert (item.state, item.fee) == ("handed", 26_000)
    assert "Bưu chính báo lại" in text_of(desk.client.get(address))
    slip = text_of(desk.client.get(paper))
    for words in (ADDRESS, "EQ123456789VN", "26.000"):
        assert words in slip


def primaries(page: str) -> list[str]:
    """What the buttons in the colour of the main act say."""
    found = re.findall(r'<button class="button button--primary[^>]*>(.*?)</button>', page, re.S)
    return [re.sub(r"<svg.*?</svg>|<kbd.*?</kbd>|<[^>]+>", "", text).strip() for text in found]


def test_one_main_act_on_the_screen_whatever_the_post_did(world: World, granted: Dossier) -> None:
    desk, officer = Desk.of(world, "one_stop_officer"), world.officer("one_stop_officer")
    address = reverse("onestop:officer-return", args=[only_step(granted).pk])

    def main_act() -> str:
        (only,) = primaries(text_of(desk.client.get(address)))
        return only

    assert main_act() == "Giao bưu chính"
    post(world, granted)
    assert main_act() == "Đã phát"
    record_return_by_post(only_step(granted), proof="Không có người nhận.", actor=officer)
    assert main_act() == "Trả kết quả"
    assert "Gửi lại qua bưu chính" in text_of(desk.client.get(address))
    post(world, granted, code="EQ2VN")
    record_loss(only_step(granted), proof="Không tìm thấy.", actor=officer)
    assert main_act() == "Cấp lại bản giấy"
