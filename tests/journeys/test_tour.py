# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tour of the product shows beside the great journeys, on the dossiers of the demo."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lienthong.kernel.clock import packaged_calendar
from tests.journeys import desk, officer, people
from tests.journeys.screens import look, send
from tests.journeys.stack import Stack, until
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
BUSINESS, PERMIT = "1.001612", "1.013225"
PERMITS_OFFICER, BUSINESS_OFFICER = "xaydung.donghoi", "kinhte.donghoi"
LAND, HEAD = "datdai", "phochutich.donghoi"
HOME = "152 đường Lý Thường Kiệt, Phường Đồng Hới, Tỉnh Quảng Trị"
CASE_OF = "SELECT d.case_id FROM onestop_dossier d WHERE d.submission_code = %s"
CODE_OF = (
    "SELECT c.code FROM cases_case c JOIN onestop_dossier d ON d.case_id = c.id"
    " WHERE d.submission_code = %s"
)
STEPS = (
    "SELECT s.case_id, s.id FROM cases_step s JOIN onestop_dossier d ON d.case_id = s.case_id"
    " JOIN cases_case c ON c.id = s.case_id JOIN units_unit u ON u.id = s.unit_id"
    " JOIN onestop_procedureversion v ON v.id = d.procedure_version_id"
    " JOIN onestop_procedure p ON p.id = v.procedure_id"
    " WHERE s.closed_at IS NULL AND p.code = %s AND s.node = %s"
    " AND (c.code LIKE 'H50.12-%%' OR c.code IS NULL) ORDER BY s.id"
)


def steps(stack: Stack, procedure: str, node: str) -> list[tuple[int, int]]:
    """Open steps of Đồng Hới at a node: numbers of case and step."""
    return [(int(case), int(step)) for case, step in stack.rows(STEPS, procedure, node)]


def test_citizen_pages_of_the_tour(visit: Any, stack: Stack) -> None:
    anybody = visit("", phone=True)
    anybody.goto("/thu-tuc/")
    expect(anybody.get_by_role("main")).to_contain_text("Cấp giấy phép xây dựng")
    look(anybody, "tour-services")
    code = stack.rows("SELECT code FROM cases_case WHERE code IS NOT NULL ORDER BY id LIMIT 1")
    anybody.goto(f"/tra-cuu/{code[0][0]}/")
    expect(anybody.get_by_role("main")).to_contain_text(code[0][0])
    look(anybody, "tour-lookup")
    anybody.goto("/ho-so-tre-han/")
    look(anybody, "tour-late")
    anybody.goto("/tro-giup/")
    look(anybody, "tour-help")

    mother = visit(people.MOTHER, phone=True)
    mother.goto("/lam-thay/them/")
    look(mother, "tour-mandates")
    mother.goto("/tai-khoan/lien-lac/")
    look(mother, "tour-contact")
    mother.goto("/thong-bao/")
    look(mother, "tour-messages")


def test_opinions_of_a_construction_permit(visit: Any, stack: Stack) -> None:
    business = visit(BUSINESS_OFFICER)
    business.goto(f"/can-bo/ho-so/{steps(stack, BUSINESS, 'examine')[0][0]}/")
    look(business, "tour-business")
    case, _step = steps(stack, PERMIT, "opinion")[0]
    permits = visit(PERMITS_OFFICER)
    permits.goto(f"/can-bo/ho-so/{case}/")
    look(permits, "tour-permit")
    land = visit(LAND)
    land.goto("/can-bo/")
    land.locator("[data-row] a[href*='/buoc/']").first.click()
    expect(land.get_by_role("main")).to_contain_text("Cấp giấy phép xây dựng")
    look(land, "tour-opinion-answer")
    leader = visit(people.LEADER)
    leader.goto("/can-bo/y-kien/")
    look(leader, "tour-opinions")


def test_extension_is_asked_with_its_reason_and_told_with_an_apology(
    visit: Any, stack: Stack
) -> None:
    case, _step = steps(stack, PERMIT, "examine")[0]
    examiner = visit(PERMITS_OFFICER)
    open_form(examiner, case, "gia-han")
    dialog = examiner.locator("dialog[open]")
    dialog.locator('[name="day"]').fill(f"{a_working_day():%d/%m/%Y}")
    dialog.locator('[name="reason"]').fill("Mưa lớn, chưa kiểm tra được hiện trạng thửa đất.")
    dialog.locator('[name="apology"]').fill("Chúng tôi xin lỗi vì hẹn lại ngày trả giấy phép.")
    look(examiner, "tour-extension-asked")
    send(examiner)
    until(lambda: steps(stack, PERMIT, "extend"), "the request")
    counter = visit(people.DESK)
    told, step = steps(stack, PERMIT, "extend")[0]
    counter.goto(f"/can-bo/ho-so/{told}/?buoc={step}")
    counter.locator("body").press("Control+Enter")
    expect(counter).to_have_url(desk.SLIP)
    expect(counter.locator(".sheet").first).to_contain_text("xin lỗi")
    look(counter, "tour-extension-notice")


def a_working_day() -> date:
    """A day about a month from now on which offices are open."""
    calendar = packaged_calendar("default")
    days = (timezone.localdate() + timedelta(days=number) for number in range(28, 60))
    return next(day for day in days if calendar.is_working(day))


def test_dossier_is_forwarded_to_the_competent_unit(visit: Any, stack: Stack) -> None:
    counter = visit(people.DESK)
    _case, step = steps(stack, BUSINESS, "intake")[0]
    counter.goto(f"/can-bo/buoc/{step}/kiem-tra/")
    counter.keyboard.press("F7")
    counter.get_by_label(re.compile("Nơi khác")).fill("Phường Đông Hà")
    counter.get_by_label(re.compile("Vì sao chuyển")).fill("Địa chỉ kinh doanh ở Đông Hà.")
    look(counter, "tour-forward")


def test_result_goes_by_post_and_is_revoked(visit: Any, stack: Stack) -> None:
    with Walker(stack.web, people.MOTHER) as walker:
        key = walker.draft(result_delivery="post", delivery_address=HOME)
        sent = walker.send(key, walker.review_form(key))
    counter = visit(people.DESK)
    desk.accept(counter, sent)
    until(lambda: stack.open_node(sent) == "examine", "the acceptance")
    code = str(stack.rows(CODE_OF, sent)[0][0])
    examiner = visit(people.EXAMINER)
    officer.open_case(examiner, code)
    officer.propose(examiner, "Hồ sơ đủ điều kiện, trình ký.")
    officer.sign_on_phone(visit(people.LEADER, phone=True), stack, code)
    officer.issue(visit(people.CLERK), stack, code)

    desk.open_step(counter, code)
    counter.get_by_label("Mã bưu gửi").fill("EB123456789VN")
    counter.get_by_label("Nhân viên bưu chính", exact=True).fill("Trần Văn Bưu")
    look(counter, "tour-post")
    revoke(visit(people.LEADER), stack, sent)
    phone = visit(people.MOTHER, phone=True)
    phone.goto(f"/ho-so/{code}/")
    expect(phone.get_by_role("main")).to_contain_text("Kết quả đã bị thu hồi")
    look(phone, "tour-revoked")
    phone.goto("/thong-bao/")
    look(phone, "tour-messages")


def revoke(page: Page, stack: Stack, sent: str) -> None:
    """The leader takes a granted result back, with ground and number."""
    case = stack.rows(CASE_OF, sent)[0][0]
    page.goto(f"/can-bo/ho-so/{case}/")
    page.get_by_text("Thu hồi kết quả đã cấp").click()
    page.get_by_label(re.compile("Vì sao thu hồi")).fill("Tên người cha ghi sai so với giấy tờ.")
    page.get_by_label("Căn cứ pháp lý").fill("60/2014/QH13, Điều 70")
    page.get_by_label("Số quyết định thu hồi").fill("12/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
    look(page, "tour-revoke")
    with page.expect_navigation():
        page.get_by_role("button", name="Thu hồi kết quả").click()
    until(lambda: stack.state_of(sent) == "revoked", "the revocation")


def test_stop_is_proposed_with_its_ground_and_decided_by_the_leader(
    visit: Any, stack: Stack
) -> None:
    case, _step = steps(stack, PERMIT, "examine")[-1]
    examiner = visit(PERMITS_OFFICER)
    open_form(examiner, case, "dung")
    dialog = examiner.locator("dialog[open]")
    dialog.locator('[name="ground"]').select_option(index=1)
    dialog.locator('[name="reason"]').fill("Chủ nhà xin dừng để sửa lại thiết kế.")
    dialog.locator('[name="legal_basis"]').select_option(index=1)
    look(examiner, "tour-stop-asked")
    send(examiner)
    until(lambda: steps(stack, PERMIT, "approve_stop"), "the proposal")
    asked = steps(stack, PERMIT, "approve_stop")[0]
    leader = visit(people.LEADER, phone=True)
    leader.goto(f"/can-bo/ho-so/{asked[0]}/?buoc={asked[1]}")
    expect(leader.get_by_role("main")).to_contain_text("Dừng giải quyết hồ sơ này?")
    look(leader, "tour-stop-decided")


def test_lists_of_the_desk(visit: Any, stack: Stack) -> None:
    counter = visit(people.DESK)
    counter.goto(f"/can-bo/buoc/{steps(stack, PERMIT, 'intake')[0][1]}/kiem-tra/")
    look(counter, "tour-intake")
    shown(counter, "/can-bo/ban-giao/", "tour-hand-over")
    shown(counter, "/can-bo/mot-cua/cuoi-ngay/", "tour-day")
    shown(counter, "/can-bo/so-theo-doi/", "tour-register")
    shown(counter, "/can-bo/giao-viec/moi/", "tour-delegation")
    head = visit(HEAD)
    shown(head, "/can-bo/sap-han/", "tour-warnings")
    shown(head, "/can-bo/chuyen-viec/", "tour-reassign")
    head.goto("/can-bo/")
    head.keyboard.press("F1")
    expect(head.locator("dialog[open]")).to_be_visible()
    look(head, "tour-officer-help")


def shown(page: Page, address: str, name: str) -> None:
    """Open a page and look at it."""
    page.goto(address)
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    look(page, name)


def open_form(page: Page, case: int, form: str) -> None:
    """Open a dossier and one of the forms of its menu."""
    page.goto(f"/can-bo/ho-so/{case}/")
    page.locator(f"a[data-dialog='{form}']").first.dispatch_event("click")
    expect(page.locator("dialog[open]")).to_be_visible()
