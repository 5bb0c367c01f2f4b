# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers photographed by a phone that knows only the scanned code, seen at the desk at once."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.journeys import people
from tests.journeys.screens import look
from tests.journeys.stack import Stack, until
from tests.journeys.test_desk_speed import ALL_THERE, CARD, COUNTER, TYPED
from tests.journeys.typist import IN_HASTE, Typist

pytestmark = pytest.mark.journey
BOUND = """
SELECT v.content_type, v.pages FROM onestop_dossiercomponent c
JOIN onestop_dossier d ON d.case_id = c.dossier_id JOIN cases_case k ON k.id = d.case_id
JOIN documents_fileversion v ON v.id = (c.files->>0)::bigint
WHERE k.code = %s AND c.key = 'declaration' AND jsonb_array_length(c.files) = 1
"""


def photo(colour: str) -> FilePayload:
    """A picture as a cheap phone takes it, lying on its side."""
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(drawn, "JPEG")
    return FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=drawn.getvalue())


def take(phone: Page, colour: str, *, cut: bool = False) -> None:
    """Photograph, turn, cut perhaps, send."""
    phone.locator("#anh-declaration").set_input_files(photo(colour))
    editor = phone.locator("[data-editor]")
    expect(editor).to_be_visible()
    phone.get_by_role("button", name="Xoay").click()
    if cut:
        box = phone.locator("[data-canvas]").bounding_box()
        assert box
        phone.mouse.move(box["x"] + 20, box["y"] + 20)
        phone.mouse.down()
        phone.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] - 40)
        phone.mouse.up()
    if colour == "white":
        look(phone, "phone-editor")
    phone.get_by_role("button", name="Gửi ảnh").click()
    expect(editor).to_be_hidden()


def without_events(route: Route) -> None:
    """Everything comes through except streams of events."""
    if route.request.resource_type == "eventsource":
        route.abort()
    else:
        route.fallback()


def counter_with_papers(page: Page) -> Typist:
    """Person and procedure chosen, papers shown."""
    typist = Typist(page, IN_HASTE)
    page.goto(COUNTER)
    typist.scan(CARD)
    expect(page.get_by_label("Họ tên", exact=True)).to_have_value("Trần Thị Mai")
    typist.press("F3")
    typist.type("ks")
    typist.go_on()
    expect(page.locator("[data-slot-key]").first).to_be_visible()
    return typist


def pair(page: Page, phone: Page, second: Page) -> None:
    """The first phone becomes the camera, the second is refused."""
    page.keyboard.press("F10")
    code = page.locator("[data-address]")
    expect(code).to_be_visible()
    look(page, "desk-camera-code")
    address = str(code.get_attribute("data-address"))
    phone.goto(address)
    look(phone, "phone-begin")
    phone.get_by_role("button", name="Bắt đầu chụp").click()
    expect(phone.get_by_text("Chụp được tới")).to_be_visible()
    expect(page.get_by_text("Đã ghép điện thoại")).to_be_visible()
    second.goto(address)
    expect(second.get_by_text("Mã này đã ghép với điện thoại khác.")).to_be_visible()


def photograph(page: Page, phone: Page) -> None:
    """Two pages, one of them again, put in the other order."""
    pages = page.locator(".desk-camera__pages li")
    take(phone, "white", cut=True)
    expect(pages).to_have_count(1)
    take(phone, "gray")
    expect(pages).to_have_count(2)
    look(phone, "phone-pages")
    phone.get_by_role("button", name="Bỏ trang 1").click()
    expect(pages).to_have_count(1)
    take(phone, "black")
    expect(pages).to_have_count(2)
    page.get_by_role("button", name="Đưa trang 2 lên trước").press("Enter")
    expect(page.get_by_role("button", name="Chụp bằng điện thoại")).to_be_hidden()
    look(page, "desk-camera-pages")


@pytest.mark.covers("3.4")
def test_pages_come_by_asking_when_no_events_do(visit: Any) -> None:
    """A proxy that lets no event through: the counter asks every few seconds instead."""
    page, phone = visit(people.DESK), visit(phone=True)
    page.route("**/*", without_events)
    counter_with_papers(page)
    page.keyboard.press("F10")
    code = page.locator("[data-address]")
    expect(code).to_be_visible()
    phone.goto(str(code.get_attribute("data-address")))
    phone.get_by_role("button", name="Bắt đầu chụp").click()
    expect(page.get_by_text("Đã ghép điện thoại")).to_be_visible(timeout=15_000)
    take(phone, "gray")
    expect(page.locator(".desk-camera__pages li")).to_have_count(1, timeout=15_000)
    page.get_by_role("button", name="Thôi ghép").click()
    expect(page.get_by_text("Đã thôi ghép điện thoại.")).to_be_visible()


@pytest.mark.covers("3.4")
def test_phone_is_the_camera_of_the_counter(visit: Any, stack: Stack) -> None:
    page, phone = visit(people.DESK), visit(phone=True)
    typist = counter_with_papers(page)
    pair(page, phone, visit(phone=True))
    photograph(page, phone)

    page.keyboard.press("F3")
    typist.go_on()
    typist.answer(TYPED, until="id_seen")
    page.keyboard.press("F7")
    expect(page.locator("#giay-to .chip")).to_have_text(ALL_THERE)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile("Đã nhận hồ sơ"))).to_be_visible()
    found = re.search(r"H50\.12-\d{6}-\d{4}", page.locator("body").inner_text())
    assert found
    until(lambda: stack.rows(BOUND, found[0]) == [("application/pdf", 2)], "the bound PDF")
    phone.reload()
    expect(phone.get_by_text("Quầy đã thôi ghép điện thoại này.")).to_be_visible()
