# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An administrator changes a question and a fee without code; a citizen meets both."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from tests.journeys import citizen, people
from tests.journeys.screens import look

pytestmark = pytest.mark.journey
ADMINISTRATOR = "quantri"
SLUG = "cap-lai-giay-phep-lai-xe"
FORM = "/quan-tri/bieu-mau/driving_licence/"
PROCEDURE = "/quan-tri/thu-tuc/3.000348/"
QUESTION = "Số ghi trên giấy phép cũ"
LEAD = "Mất hoặc hỏng bằng lái thì xin cấp lại ở đây."


@pytest.mark.covers("4.1")
def test_form_and_procedure_changed_by_an_administrator_meet_a_citizen(visit: Any) -> None:
    administrator = visit(ADMINISTRATOR)
    drag_while_an_answer_is_on_its_way(administrator)
    drag_with_a_finger(visit(ADMINISTRATOR, phone=True))
    change_the_question(administrator)
    change_the_procedure(administrator)

    phone = visit("", phone=True)
    phone.goto(f"/thu-tuc/{SLUG}/")
    expect(phone.get_by_role("main")).to_contain_text(LEAD)
    mother = visit(people.MOTHER, phone=True)
    citizen.start(mother, SLUG)
    mother.get_by_label("Bị mất").check()
    mother.get_by_role("group", name=re.compile("người nước ngoài")).get_by_label("Không").check()
    mother.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(mother.get_by_label(QUESTION)).to_be_visible()
    look(mother, "changed-question")


def drag_while_an_answer_is_on_its_way(page: Page) -> None:
    """The pressed question moves, not the one that a late answer would draw in its place."""
    page.goto(FORM)
    rows = page.locator("[data-list]").first.locator("[data-key]")
    first, second, third = (str(row.get_attribute("data-key")) for row in rows.all()[:3])
    held: list[Route] = []
    page.route(f"**{FORM}**", lambda route: route.continue_() if held else held.append(route))
    page.locator(f"#muc-{first}").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-editor]")).to_have_attribute("aria-busy", "true")
    press_middle(page, rows.nth(1))
    with page.expect_response(lambda answer: answer.request.method == "GET"):
        held[0].continue_()
    drop_at_foot(page, rows.nth(2))
    stand_in_order(rows, first, third, second)
    for order in ((second, first, third), (first, second, third)):
        page.get_by_role("button", name="Lấy lại").click()
        stand_in_order(rows, *order)


def drag_with_a_finger(page: Page) -> None:
    """The grip of a question takes it along; beside the grip a finger moves nothing."""
    page.goto(FORM)
    rows = page.locator("[data-list]").first.locator("[data-key]")
    first, second, third = (str(row.get_attribute("data-key")) for row in rows.all()[:3])
    finger = page.context.new_cdp_session(page)
    for part, order in (("a", (first, second, third)), ("[data-grip]", (second, first, third))):
        x, y = middle_of(rows.nth(0).locator(part))
        _x, foot = middle_of(rows.nth(1).locator(part))
        touch(finger, "touchStart", x, y)
        for there in (y + 12, foot, foot + 12):
            touch(finger, "touchMove", x, there)
        touch(finger, "touchEnd")
        stand_in_order(rows, *order)
    page.get_by_role("button", name="Lấy lại").click()
    stand_in_order(rows, first, second, third)


def middle_of(place: Locator) -> tuple[float, float]:
    """Where a finger would press it."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def touch(finger: CDPSession, kind: str, *point: float) -> None:
    """One event of a finger, at a point or lifted."""
    points = [{"x": point[0], "y": point[1]}] if point else []
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def stand_in_order(rows: Locator, *keys: str) -> None:
    """The first questions of the page are these."""
    for place, key in enumerate(keys):
        expect(rows.nth(place)).to_have_attribute("data-key", key)


def press_middle(page: Page, row: Locator) -> None:
    """Press the mouse on a row and keep it pressed."""
    box = row.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def drop_at_foot(page: Page, row: Locator) -> None:
    """Drag what is pressed under a row."""
    box = row.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 4
    page.mouse.move(x + 4, y - 4, steps=4)
    page.mouse.move(x, y)
    page.mouse.up()


def change_the_question(page: Page) -> None:
    """Another label for a question, published from today."""
    page.goto(f"{FORM}?chon=licence_number")
    label = page.get_by_label("Nội dung câu hỏi")
    expect(label).to_be_visible()
    label.fill(QUESTION)
    expect(page.frame_locator("[data-preview]").get_by_label(QUESTION)).to_be_visible()
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".outline [aria-current]")).to_contain_text(QUESTION)
    page.goto(f"{FORM}ban-hanh/")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành bản 2")).to_be_visible()


def change_the_procedure(page: Page) -> None:
    """Another first sentence, looked at in the difference, published from today."""
    page.goto(f"{PROCEDURE}soan/huong-dan/?chon=service_page")
    look(page, "procedure-editor")
    page.get_by_label("Câu mở đầu").fill(LEAD)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    page.goto(f"{PROCEDURE}khac/")
    expect(page.get_by_role("main")).to_contain_text(LEAD)
    page.goto(f"{PROCEDURE}cong-bo/")
    page.get_by_label("Dùng từ ngày").fill(page.evaluate(TODAY))
    page.get_by_role("main").get_by_role("button", name="Công bố").click()
    expect(page.get_by_text("Đã công bố phiên bản 2")).to_be_visible()
    look(page, "procedure-versions")


TODAY = "() => new Intl.DateTimeFormat('en-GB', {timeZone: 'Asia/Ho_Chi_Minh'}).format(new Date())"
