# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen does: fill the form page by page, send it, follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import Page, expect

from lienthong.traffic.answers import birth, photograph

BORN = timezone.localdate() - timedelta(days=9)
ON = re.compile("Lưu và tiếp tục")
Look = Callable[[Page, str], None]

ANSWERS: Mapping[str, str] = birth(timezone.localdate())
MOTHER_TYPED: Mapping[str, str] = {
    "mother_full_name": "Trần Thị Mai",
    "mother_date_of_birth_day": "5",
    "mother_date_of_birth_month": "12",
    "mother_date_of_birth_year": "1995",
    "mother_personal_id": "044195990074",
}
FILES = {"birth_certificate_file": "giay-chung-sinh.jpg"}


def ignore(_page: Page, _name: str) -> None:
    """Do not look."""


def start(page: Page, service: str = "dang-ky-khai-sinh") -> None:
    """From the service page to the first page of a new draft."""
    page.goto(f"/thu-tuc/{service}/bat-dau/")
    page.get_by_role("button", name=re.compile("Bắt đầu")).click()
    expect(page).to_have_url(re.compile("/ban-nhap/"))


def fill_to_review(
    page: Page, look: Look = ignore, basis: Mapping[str, str] = ANSWERS, **changed: str
) -> None:
    """Answer every page from the one shown to the check of the answers."""
    answers = {**basis, **changed}
    for _turn in range(20):
        here = urlsplit(page.url).path
        if here.endswith("/xem-lai/"):
            return
        answer(page, answers)
        _photograph_papers(page)
        look(page, "citizen-form-" + here.rstrip("/").rpartition("/")[2].replace("_", "-"))
        page.get_by_role("button", name=ON).last.click()
        expect(page, "this page was not taken").not_to_have_url(re.compile(f"{here}(#.*)?$"))
    raise AssertionError("the form does not end")


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what of these the page asks."""
    for name, value in answers.items():
        fields = page.locator(f'main [name="{name}"]')
        if fields.count() == 0 or fields.first.get_attribute("type") == "hidden":
            continue
        if fields.first.get_attribute("type") == "radio":
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif fields.first.evaluate("field => field.tagName") == "SELECT":
            fields.first.select_option(value)
        else:
            fields.first.fill(value)


def _photograph_papers(page: Page) -> None:
    for key, name in FILES.items():
        slot = page.locator(f'[id="id_{key}"]')
        if slot.count() and not slot.locator(".slot--done").count():
            give_file(page, slot, name, photograph())


def give_file(page: Page, slot: Any, name: str, content: bytes, kind: str = "image/jpeg") -> None:
    """Choose a file; with scripts it is sent at once, without them by its button."""
    given = {"name": name, "mimeType": kind, "buffer": content}
    slot.locator('input[type="file"]').set_input_files(given)
    button = slot.get_by_role("button", name="Gửi tệp")
    if button.is_visible():
        button.click()
    expect(page.locator(".slot--done").first).to_be_visible()


def send(page: Page) -> str:
    """Declare and send; answers the submission code."""
    page.get_by_role("checkbox", name=re.compile("cam đoan")).check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Hồ sơ đã được gửi")).to_be_visible()
    return str(urlsplit(page.url).path.split("/")[2])
