# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What comes back: supplements asked by the desk and by the officer, drafts sent back unsigned."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import citizen, desk, officer, people
from tests.journeys.screens import look, send
from tests.journeys.stack import Stack, until
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
BLURRED = "Chụp lại giấy chứng sinh, thấy rõ đủ bốn góc."


@pytest.mark.covers("13")
@pytest.mark.covers("14")
@pytest.mark.covers("15")
def test_dossier_goes_back_and_forth_until_it_is_complete(visit: Any, stack: Stack) -> None:
    with Walker(stack.web, people.MOTHER) as walker:
        key = walker.draft()
        sent = walker.send(key, walker.review_form(key))
    phone, counter = visit(people.MOTHER, phone=True), visit(people.DESK)

    ask_at_the_desk(counter, sent)
    answer(phone, stack, sent, "intake")
    desk.accept(counter, sent)
    code = str(stack.rows(CODE_OF, sent)[0][0])

    examiner = visit(people.EXAMINER)
    ask_while_examining(examiner, stack, code)
    desk.open_step(counter, code)
    look(counter, "desk-supplement-sending")
    counter.keyboard.press("Control+Enter")
    expect(counter).to_have_url(desk.SLIP)
    answer(phone, stack, code, "check_supplement")
    desk.open_step(counter, code)
    look(counter, "desk-supplement-answered")
    counter.keyboard.press("Control+Enter")
    expect(counter).to_have_url(desk.SLIP)

    officer.open_case(examiner, code)
    officer.propose(examiner, "Giấy tờ đã đủ.")
    send_back(visit(people.LEADER, phone=True), stack, code)
    officer.open_case(examiner, code)
    expect(examiner.get_by_role("main")).to_contain_text("Xem lại nơi sinh.")


CODE_OF = (
    "SELECT c.code FROM cases_case c JOIN onestop_dossier d ON d.case_id = c.id"
    " WHERE d.submission_code = %s"
)


def ask_at_the_desk(page: Page, sent: str) -> None:
    """One complete notice, by keyboard."""
    desk.open_step(page, sent)
    page.get_by_label(re.compile("Kiểm tra: Giấy chứng sinh")).focus()
    page.keyboard.type("Cần bổ sung")
    page.get_by_label(re.compile("Cần bổ sung gì: Giấy chứng sinh")).focus()
    page.keyboard.type(BLURRED)
    page.get_by_text("Yêu cầu bổ sung, một lần cho đủ").press("Enter")
    page.get_by_label("Lý do, viết cho người nộp đọc").focus()
    page.keyboard.type("Ảnh giấy chứng sinh bị mờ.")
    look(page, "desk-supplement")
    page.get_by_role("button", name="Gửi phiếu và in Mẫu 02").press("Enter")
    expect(page).to_have_url(desk.SLIP)
    look(page, "desk-notice")


def answer(page: Page, stack: Stack, code: str, node: str) -> None:
    """The citizen answers the one item with a photograph and a word."""
    page.goto(f"/ho-so/{code}/")
    expect(page.get_by_text("Bạn cần bổ sung 1 mục")).to_be_visible()
    look(page, f"citizen-asked-{node}")
    page.get_by_role("link", name="Bổ sung ngay").first.click()
    item = page.locator("section.upload").first
    citizen.give_file(page, item, "chup-lai.jpg", citizen.photograph("GIAY CHUNG SINH (2)"))
    page.get_by_label(re.compile("Lời nhắn kèm theo")).fill("Tôi đã chụp lại.")
    look(page, f"citizen-answer-{node}")
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi bổ sung").click()
    until(lambda: stack.open_node(code) == node, "the desk's turn")


def ask_while_examining(page: Page, stack: Stack, code: str) -> None:
    """The officer says what is missing; only the one-stop writes to the citizen."""
    officer.open_case(page, code)
    page.get_by_role("link", name="Yêu cầu bổ sung", exact=True).press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("checkbox", name="Giấy chứng sinh").press("Space")
    dialog.get_by_label("Cần gì ở Giấy chứng sinh").fill("Nộp thêm mặt sau.")
    dialog.get_by_label("Lý do, để người nộp hiểu").fill("Thiếu mặt sau của giấy chứng sinh.")
    look(page, "examiner-supplement")
    send(page)
    until(lambda: stack.open_node(code) == "send_supplement", "the request")


def send_back(page: Page, stack: Stack, code: str) -> None:
    """The leader does not sign this one."""
    case = stack.rows("SELECT id FROM cases_case WHERE code = %s", code)[0][0]
    page.goto(f"/can-bo/ho-so/{case}/")
    look(page, "leader-case")
    page.get_by_role("link", name="Trả lại", exact=True).click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Lý do trả lại").fill("Xem lại nơi sinh.")
    look(page, "leader-send-back")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Trả lại bước trước").click()
    until(lambda: stack.open_node(code) == "examine", "the examination")
