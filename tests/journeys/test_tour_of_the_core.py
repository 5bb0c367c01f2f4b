# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tour shows of definitions, figures, search, signing and administration."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys.screens import look

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


def test_figures_for_anybody(visit: Any) -> None:
    page = visit("", phone=True)
    page.goto("/so-lieu/")
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    look(page, "tour-public-figures")
