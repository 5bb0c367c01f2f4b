# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer with a passkey in a real browser; two browsers, one of them ended from the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.screens import DESK, look
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.covers("3")]
OFFICER = "hotich2.donghoi"
CHIP = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device that keeps passkeys and whose owner holds out the right finger."""

Open = Callable[[], Page]


FORGET = """
DELETE FROM mfa_authenticator USING accounts_account a
WHERE a.id = mfa_authenticator.user_id AND a.username = %s RETURNING mfa_authenticator.id
"""
"""With a key left over, the next sign-in would ask for it; so it goes even when a walk breaks."""


@pytest.fixture
def own_browser(browser: Browser, stack: Stack) -> Iterator[Open]:
    """A browser of its own at the address for which passkeys are made; no keys before and after."""
    stack.rows(FORGET, OFFICER)
    opened = []

    def start() -> Page:
        address = stack.web.replace("127.0.0.1", "localhost")
        context = browser.new_context(base_url=address, viewport=DESK, locale="vi-VN")
        opened.append(context)
        return context.new_page()

    yield start
    for context in opened:
        context.close()
    stack.rows(FORGET, OFFICER)


def with_chip(page: Page) -> Any:
    """Give the browser a virtual authenticator."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    made = tool.send("WebAuthn.addVirtualAuthenticator", {"options": CHIP})
    return tool, made["authenticatorId"]


def add_passkey(page: Page, name: str) -> None:
    page.goto("/can-bo/tai-khoan/khoa/moi/")
    look(page, "passkey-new")
    page.get_by_label("Tên khóa").fill(name)
    page.get_by_label("Mật khẩu đang dùng").fill(people.PASSWORD)
    page.get_by_role("button", name="Tạo khóa").click()


def sign_out(page: Page) -> None:
    page.goto("/can-bo/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    expect(page).not_to_have_url(re.compile("/dang-xuat/"))


def remove_passkeys(page: Page) -> None:
    page.goto("/can-bo/tai-khoan/khoa/")
    buttons = page.get_by_role("button", name="Bỏ khóa")
    for left in reversed(range(buttons.count())):
        buttons.first.click()
        expect(buttons).to_have_count(left)
        expect(page.get_by_text("Đã bỏ khóa đăng nhập.")).to_be_visible()


def test_passkey_when_added_then_opens_alone_and_as_second_factor_and_codes_still_do(
    own_browser: Open,
) -> None:
    page = own_browser()
    tool, chip = with_chip(page)
    people.sign_in_officer(page, OFFICER)
    add_passkey(page, "Máy tính ở phòng")
    expect(page.get_by_role("heading", name="Cất mã dự phòng")).to_be_visible()
    code = page.locator("li").filter(has_text=re.compile(r"^\d{8}$")).first.inner_text()
    page.goto("/can-bo/tai-khoan/khoa/")
    look(page, "passkeys")
    expect(page.get_by_text("Máy tính ở phòng").first).to_be_visible()

    sign_out(page)
    page.goto("/dang-nhap/can-bo/?next=/can-bo/giao-viec/")
    look(page, "officer-sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/can-bo/giao-viec/$"))

    sign_out(page)
    to_second_factor(page)
    look(page, "second-factor")
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/can-bo/$"))

    sign_out(page)
    tool.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": chip})
    to_second_factor(page)
    page.get_by_label("Mã xác thực").fill(code)
    page.get_by_role("button", name="Vào hệ thống").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/can-bo/$"))
    remove_passkeys(page)
    expect(page.get_by_text("Chưa có khóa đăng nhập nào")).to_be_visible()


def to_second_factor(page: Page) -> None:
    page.goto("/dang-nhap/can-bo/")
    page.get_by_label("Tên đăng nhập").fill(OFFICER)
    page.get_by_label("Mật khẩu", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(re.compile("/dang-nhap/can-bo/ma/"))


def test_session_when_ended_from_another_browser_then_is_out_with_its_next_click(
    own_browser: Open,
) -> None:
    desk, stranger = own_browser(), own_browser()
    people.sign_in_officer(stranger, OFFICER)
    people.sign_in_officer(desk, OFFICER)
    desk.goto("/can-bo/tai-khoan/phien/")
    look(desk, "sessions")
    expect(desk.get_by_text("Phiên này")).to_have_count(1)

    desk.get_by_role("button", name="Kết thúc mọi phiên khác").click()

    expect(desk.get_by_text("Chỉ còn phiên này.")).to_be_visible()
    stranger.goto("/can-bo/giao-viec/")
    expect(stranger).to_have_url(re.compile("/dang-nhap/can-bo/"))
    desk.goto("/can-bo/giao-viec/")
    expect(desk).to_have_url(re.compile(r"/can-bo/giao-viec/$"))
