# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A household business from the phone to the officer; opinions and a visit for a permit."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lienthong.traffic.answers import PLACE
from tests.journeys import citizen, desk, officer, people
from tests.journeys.screens import look, send
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.journey
BUSINESS_OFFICER = "kinhte.donghoi"
PERMIT_OFFICER = "xaydung.donghoi"
FIRE_UNIT = "pccc"
HEARD_ONCE = "Trần Thị Thu Hà"  # sample permit: one of two opinions is in

SHOP = {
    "business_kind": "individual",
    "submitter_role": "owner",
    "business_address_division": PLACE,
    "business_address_detail": "12 Hùng Vương",
    "owner_full_name": "Trần Thị Mai",
    "owner_date_of_birth_day": "5",
    "owner_date_of_birth_month": "12",
    "owner_date_of_birth_year": "1995",
    "owner_sex": "female",
    "owner_personal_id": people.MOTHER,
    "owner_ethnicity": "01",
    "owner_nationality": "VN",
    "owner_permanent_residence_division": PLACE,
    "owner_residence_division": PLACE,
    "business_own_name": "Cơm Gà Cô Mai",
    "business_phone": "0912345486",
    "main_industry": "5610",
    "regulated_industry": "no",
    "business_capital": "50000000",
    "business_workers": "2",
    "tax_method": "declaration",
    "tax_notice_elsewhere": "no",
    "contact_phone": "0912345486",
    "result_delivery": "store",
}


@pytest.mark.covers("3")
def test_household_business_from_the_phone_to_the_officer(visit: Any, stack: Stack) -> None:
    phone = visit(people.MOTHER, phone=True)
    phone.goto("/thu-tuc/?q=mo+quan+an")
    phone.get_by_role("main").get_by_role("link", name=re.compile("hộ kinh doanh")).first.click()
    look(phone, "business-service")
    citizen.start(phone, "dang-ky-ho-kinh-doanh")
    citizen.fill_to_review(phone, look, SHOP)
    look(phone, "business-review")
    sent = citizen.send(phone)

    counter = visit(people.DESK)
    desk.accept(counter, sent)
    until(lambda: stack.open_node(sent) == "examine", "the acceptance")

    examiner = visit(BUSINESS_OFFICER)
    officer.open_case(examiner, code_of(stack, "Trần Thị Mai", "1.001612"))
    expect(examiner.get_by_text("Cơm Gà Cô Mai").first).to_be_visible()
    look(examiner, "business-case")
    officer.propose(examiner, "Tên không trùng, hồ sơ đủ điều kiện.")


@pytest.mark.covers("3")
def test_permit_when_the_second_unit_answers_and_the_place_is_seen(
    visit: Any, stack: Stack
) -> None:
    code = code_of(stack, HEARD_ONCE, "1.013225")
    asked = visit(FIRE_UNIT)
    officer.open_case(asked, code)
    look(asked, "permit-asked")
    asked.get_by_role("radio", name="Đồng ý", exact=True).check()
    asked.get_by_label("Nội dung, điều kiện hoặc lý do").fill("Có hai lối thoát nạn.")
    send(asked)
    expect(asked.get_by_label("Nội dung, điều kiện hoặc lý do")).to_have_count(0)

    examiner = visit(PERMIT_OFFICER)
    officer.open_case(examiner, code)
    look(examiner, "permit-visit")
    record(examiner)
    until(lambda: stack.open_node(code) == "examine", "the way back to the examination")

    officer.open_case(examiner, code)
    expect(examiner.locator("#y-kien blockquote")).to_have_count(2)
    look(examiner, "permit-weighed")


def record(page: Page) -> None:
    """What was seen at the place."""
    expect(page.get_by_label("Ngày kiểm tra")).to_have_value(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Giờ", exact=True).fill(f"{timezone.localtime():%H:%M}")
    page.get_by_label("Thành phần tham gia, mỗi người một dòng").fill("Chủ đầu tư")
    page.get_by_label("Điều đã thấy tại chỗ").fill("Đất trống, đúng ranh giới thửa 45.")
    page.locator("#id_bien-ban_conclusion").get_by_role("radio").first.check()
    send(page)


def code_of(stack: Stack, name: str, procedure: str) -> str:
    """The dossier code of the last dossier of somebody."""
    found = stack.rows(
        "SELECT c.code FROM cases_case c JOIN onestop_dossier d ON d.case_id = c.id"
        " JOIN onestop_procedureversion v ON v.id = d.procedure_version_id"
        " JOIN onestop_procedure p ON p.id = v.procedure_id"
        " WHERE c.subject_name = %s AND p.code = %s ORDER BY c.id DESC LIMIT 1",
        name,
        procedure,
    )
    assert found, name
    return str(found[0][0])
