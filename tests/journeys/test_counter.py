# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry at the counter without a mouse, with the slip at the end."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from lienthong.traffic.answers import PLACE
from tests.journeys import citizen, desk, people
from tests.journeys.screens import look
from tests.journeys.stack import Stack

pytestmark = pytest.mark.journey
# Nobody whom the desk has met before: every question is asked.
CARD = (
    f"044196{time.time_ns() // 10**9 % 10**6:06d}|191121777|Phan Thị Hoa|05121996|Nữ|"
    "152 đường Lý Thường Kiệt, Phường Đồng Hới, Quảng Trị|20052021"
)
TYPED = {
    "submitter_relation": "mother",
    "child_full_name": "Nguyễn Trần Gia Hân",
    "child_date_of_birth": f"{citizen.BORN:%d%m%Y}",
    "child_sex": "female",
    "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
    "birth_proof_kind": "paper_certificate",
    "child_ethnicity": "01",
    "child_hometown_division": PLACE,
    "parents_marriage": "registered_in_country",
    "father_declared": "no",
    "mother_ethnicity": "01",
}
PAPERS = {
    "c_declaration": "1",
    "c_birth_certificate": "1",
}


AT = "() => [document.activeElement.tagName, document.activeElement.textContent.trim()]"


@pytest.mark.covers("14")
def test_cursor_on_a_heading_that_an_answer_draws_anew_stays_there(visit: Any) -> None:
    page = visit(people.DESK)
    page.goto("/can-bo/mot-cua/quay/")
    page.keyboard.press("F3")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    expect(page.locator("[data-question]").first).to_be_visible()
    page.locator("#thu-tuc summary:visible").last.focus()
    where = page.evaluate(AT)
    old = page.evaluate_handle("document.activeElement")

    page.evaluate(
        """() => {
          const field = document.querySelector("[name=submitter_relation]");
          field.value = "mother";
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )

    page.wait_for_function("old => !old.isConnected", arg=old)
    assert page.evaluate(AT) == where == ["SUMMARY", where[1]]


@pytest.mark.covers("14")
@pytest.mark.covers("19")
def test_counter_entry_by_keyboard_ends_with_the_acceptance_slip(visit: Any, stack: Stack) -> None:
    page = visit(people.DESK)
    page.goto("/can-bo/mot-cua/")
    page.keyboard.press("F9")
    expect(page.locator("#id_scan")).to_be_focused()
    look(page, "counter-empty")
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ tên", exact=True)).to_have_value("Phan Thị Hoa")
    phone = page.get_by_label("Điện thoại", exact=True)
    if not phone.input_value():
        expect(phone).to_be_focused()
        page.keyboard.type("0900002000")
    page.keyboard.press("F3")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    expect(page.locator("[data-question]").first).to_be_visible()

    desk.type_answers(page, TYPED)
    expect(page.locator("#id_c_birth_certificate")).to_be_visible()
    page.keyboard.press("F4")
    desk.type_answers(page, PAPERS)
    expect(page.locator("#xem-truoc")).to_contain_text("Nguyễn Trần Gia Hân")
    look(page, "counter-filled")
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(desk.SLIP)
    expect(page.get_by_text("GIẤY TIẾP NHẬN HỒ SƠ").first).to_be_visible()
    look(page, "counter-slip")
    code = re.search(r"H50\.12-\d{6}-\d{4}", page.locator("body").inner_text())
    assert code
    assert stack.open_node(code[0]) == "examine"
