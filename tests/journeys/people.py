# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who walks: citizens through VNeID, officers with their passwords."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from lienthong.traffic.answers import CLERK, DESK, EXAMINER, LEADER, MOTHER, PASSWORD
from lienthong.traffic.sessions import PIN

__all__ = ["CLERK", "DESK", "EXAMINER", "LEADER", "MOTHER", "PASSWORD", "PIN"]

FATHER = "044094990037"  # Nguyễn Văn Hùng
STRANGER = "045195990222"  # Hoàng Thị Ngọc Ánh, Đông Hà

OTHER_DESK = "tiepnhan1.dongha"


def sign_in_citizen(page: Page, personal_id: str) -> None:
    """Through the pages of VNeID, as far as our own site again."""
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.get_by_label("Số định danh cá nhân").fill(personal_id)
    page.get_by_label("Mã PIN", exact=True).fill(PIN)
    page.get_by_role("button", name="Đăng nhập và chia sẻ").click()
    expect(page).not_to_have_url(re.compile("/vneid/|/dang-nhap/"))


def sign_in_officer(page: Page, username: str) -> None:
    """With the password, by keyboard, as far as the inbox."""
    page.goto("/dang-nhap/can-bo/")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.get_by_label("Mật khẩu", exact=True).focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"//[^/]+/can-bo/"))
