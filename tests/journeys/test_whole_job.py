# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole job: one dossier from the citizen's phone to the signed, sealed result."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import citizen, desk, officer, paper, people
from tests.journeys.screens import look
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.journey
DOSSIER_CODE = re.compile(r"H50\.12-\d{6}-\d{4}")


@pytest.mark.covers("13")
@pytest.mark.covers("19")
def test_birth_registration_from_the_phone_to_the_sealed_result(
    visit: Any, stack: Stack, tmp_path: Path
) -> None:
    phone = visit(people.MOTHER, phone=True)
    find_the_service(phone)
    sent = file_dossier(phone)

    counter = visit(people.DESK)
    counter.goto("/can-bo/mot-cua/")
    look(counter, "desk-list")
    desk.accept(counter, sent, look)
    code = follow(phone, sent)

    examiner = visit(people.EXAMINER)
    officer.open_case(examiner, code, look)
    look(examiner, "examiner-case")
    officer.propose(examiner, "Hồ sơ đủ điều kiện, trình ký.")
    officer.sign_on_phone(visit(people.LEADER, phone=True), stack, code, look)
    officer.issue(visit(people.CLERK), stack, code, look)
    look_at_revoking(visit(people.LEADER), stack, code)

    result = download_result(phone, code, tmp_path)
    check_result(visit("", phone=True), result, tmp_path)
    return_and_rate(counter, phone, code)
    assert stack.state_of(code) == "returned"


def find_the_service(phone: Page) -> None:
    """From the search box of the home page to the page of the service."""
    phone.goto("/")
    look(phone, "citizen-home")
    phone.get_by_role("main").get_by_role("searchbox").fill("lam khai sinh cho con")
    phone.get_by_role("main").get_by_role("button", name="Tìm").click()
    look(phone, "citizen-search")
    phone.get_by_role("main").get_by_role(
        "link", name=re.compile("Đăng ký khai sinh")
    ).first.click()
    expect(phone.get_by_role("heading", name="Đăng ký khai sinh", level=1)).to_be_visible()
    look(phone, "citizen-service")


def file_dossier(phone: Page) -> str:
    """The form, the photograph, the check of the answers, sending."""
    citizen.start(phone)
    citizen.fill_to_review(phone, look)
    look(phone, "citizen-review")
    sent = citizen.send(phone)
    look(phone, "citizen-sent")
    return sent


def follow(phone: Page, sent: str) -> str:
    """Accepted: dossier code, promised date, acceptance slip."""
    phone.goto(f"/ho-so/{sent}/")
    expect(phone.get_by_text("Hẹn trả kết quả", exact=True)).to_be_visible()
    look(phone, "citizen-tracking")
    slip = phone.get_by_role("link", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    until(lambda: phone.reload() and slip.count() > 0, "the acceptance slip")
    code = DOSSIER_CODE.search(phone.locator("main").inner_text())
    assert code
    return code[0]


def look_at_revoking(page: Page, stack: Stack, code: str) -> None:
    """What the leader fills in to take a granted result back; nothing is sent."""
    case = stack.rows("SELECT id FROM cases_case WHERE code = %s", code)[0][0]
    page.goto(f"/can-bo/ho-so/{case}/")
    page.get_by_text("Thu hồi kết quả đã cấp").click()
    page.get_by_label(re.compile("Vì sao thu hồi")).fill("Tên người cha ghi sai so với giấy tờ.")
    page.get_by_label("Căn cứ pháp lý").fill("60/2014/QH13, Điều 70")
    page.get_by_label("Số quyết định thu hồi").fill("12/QĐ-UBND")
    look(page, "tour-revoke")


def download_result(phone: Page, code: str, folder: Path) -> Path:
    """The citizen's own copy."""
    phone.goto(f"/ho-so/{code}/")
    look(phone, "citizen-result")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tải kết quả").first.click()
    path = folder / "ket-qua.pdf"
    download.value.save_as(path)
    return path


def check_result(anybody: Page, result: Path, folder: Path) -> None:
    """Signed by the leader, sealed by the commune, known to the public page."""
    found = paper.signatures(result, folder)
    assert [(one.valid, one.trusted) for one in found] == [
        ("Signature is Valid.", "Certificate is Trusted.")
    ] * 2, found
    words = paper.text_of(result)
    assert "NGUYỄN TRẦN MINH ANH" in words.upper()
    verification = paper.CODE.search(words)
    assert verification, words
    anybody.goto(f"/xac-minh/{verification[1]}/")
    expect(anybody.locator(".verdict--valid")).to_be_visible()
    look(anybody, "public-verification")


def return_and_rate(counter: Page, phone: Page, code: str) -> None:
    """The desk closes the dossier; the citizen says how it was."""
    desk.open_step(counter, code)
    look(counter, "desk-return")
    counter.keyboard.press("Control+Enter")
    expect(counter).not_to_have_url(re.compile("/tra-ket-qua/"))
    phone.goto(f"/ho-so/{code}/danh-gia/")
    look(phone, "citizen-rate")
    phone.get_by_role("radio", name="Rất hài lòng").check()
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_text("Hồ sơ đang ở đâu?")).to_be_visible()
    look(phone, "citizen-done")
