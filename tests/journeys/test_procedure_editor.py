# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An administrator changes a question and a fee without code; a citizen meets both."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

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


def change_the_question(page: Page) -> None:
    """Another label for a question, published from today."""
    page.goto(f"{FORM}?chon=licence_number")
    label = page.get_by_label("Nội dung câu hỏi")
    expect(label).to_be_visible()
    label.fill(QUESTION)
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
