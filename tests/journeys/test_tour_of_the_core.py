# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tour shows of definitions, figures, search, signing and administration."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lienthong.portals.administration.documents.tests.test_trust import authority
from tests.journeys import people
from tests.journeys.screens import look, send

pytestmark = pytest.mark.journey
ADMINISTRATOR, PROVINCE = "quantri", "giamdoc.ttpvhcc"
DESIGN = "/quan-tri/quy-trinh/construction_permit/"
PLACES: tuple[tuple[str, str, str, str], ...] = (
    ("tour-form-editor", ADMINISTRATOR, "/quan-tri/bieu-mau/birth_registration/", "Thêm câu hỏi"),
    ("tour-procedure", ADMINISTRATOR, "/quan-tri/thu-tuc/1.013225/soan/phi/", "Mức thu"),
    ("tour-process", ADMINISTRATOR, DESIGN, "Duyệt và ký"),
    ("tour-process-diagram", ADMINISTRATOR, f"{DESIGN}so-do/", "Duyệt và ký"),
    ("tour-administration", ADMINISTRATOR, "/quan-tri/", "Đơn vị"),
    ("tour-units", ADMINISTRATOR, "/quan-tri/danh-muc/don-vi/", "Công an tỉnh"),
    ("tour-integration", ADMINISTRATOR, "/quan-tri/lien-thong/", "Cổng tin nhắn"),
    ("tour-configuration", ADMINISTRATOR, "/quan-tri/cau-hinh/", "Xuất"),
    ("tour-figures", PROVINCE, "/can-bo/so-lieu/", "Toàn tỉnh"),
    ("tour-search", people.DESK, "/can-bo/tim/?q=khai+sinh", "Đăng ký khai sinh cho"),
    ("tour-books", people.CLERK, "/can-bo/so-van-ban/", "Sổ văn bản"),
    ("tour-open-api", "", "/api/", "API mở"),
)
"""Screen, who opens it, where, and what stands there."""


@pytest.mark.parametrize(("name", "who", "address", "words"), PLACES)
def test_place(visit: Any, name: str, who: str, address: str, words: str) -> None:
    page = visit(who)
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(words)
    look(page, name)


@pytest.mark.covers("6")
def test_trust_is_added_and_ended_by_keyboard_without_losing_the_place(visit: Any) -> None:
    page, (root, _listed) = visit(ADMINISTRATOR), authority()
    offer(page, b"khong phai chung thu")
    expect(page.locator(".errors")).to_be_focused()
    offer(page, root)
    page.locator("#id_source").focus()
    send(page)
    expect(page.locator(".errors")).to_be_focused()
    page.locator("#id_source").focus()
    page.keyboard.type("Công bố của trung tâm chứng thực")
    send(page)

    row = page.locator("tr", has_text="Gốc thử")
    changed = row.locator("[id^=chung-thu-]")
    expect(changed).to_be_focused()
    row.locator("summary").press("Enter")
    button = row.get_by_role("button", name="Xác nhận ngừng")
    button.focus()
    send(page, "Enter")
    expect(changed).to_be_focused()
    expect(changed).to_contain_text("Đã ngừng tin cậy")
    expect(page).to_have_url(re.compile("#chung-thu-"))


def offer(page: Page, body: bytes) -> None:
    """Send a file through the edge as something to be trusted."""
    page.goto("/quan-tri/tin-cay/them/")
    given = {"name": "goc.pem", "mimeType": "application/x-pem-file", "buffer": body}
    page.locator("#tep").set_input_files(given)  # type: ignore[arg-type]  # a file by its content
    page.get_by_role("button", name="Gửi tệp").focus()
    send(page, "Enter")


def test_figures_for_anybody(visit: Any) -> None:
    page = visit("", phone=True)
    page.goto("/so-lieu/")
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    look(page, "tour-public-figures")
