# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen does: fill the form page by page, send it, follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

PLACE = "Phường Đồng Hới, Quảng Trị"
BORN = timezone.localdate() - timedelta(days=9)
ON = re.compile("Lưu và tiếp tục")
Look = Callable[[Page, str], None]

ANSWERS: Mapping[str, str] = {
    "submitter_relation": "mother",
    "birth_situation": "ordinary",
    "registry_place_division": PLACE,
    "child_full_name": "Nguyễn Trần Minh Anh",
    "child_date_of_birth_day": f"{BORN:%d}",
    "child_date_of_birth_month": f"{BORN:%m}",
    "child_date_of_birth_year": f"{BORN:%Y}",
    "child_sex": "female",
    "birth_place_kind": "facility",
    "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
    "birth_proof_kind": "paper_certificate",
    "child_ethnicity": "01",
    "child_nationality": "VN",
    "child_hometown_division": PLACE,
    "mother_residence_division": PLACE,
    "parents_marriage": "registered_in_country",
    "father_declared": "yes",
    "father_full_name": "Nguyễn Văn Hùng",
    "father_date_of_birth_day": "10",
    "father_date_of_birth_month": "7",
    "father_date_of_birth_year": "1994",
    "father_personal_id": "044094990037",
    "father_residence_division": PLACE,
    "mother_ethnicity": "01",
    "mother_nationality": "VN",
    "father_ethnicity": "01",
    "father_nationality": "VN",
    "result_delivery": "store",
}
MOTHER_TYPED: Mapping[str, str] = {
    "mother_full_name": "Trần Thị Mai",
    "mother_date_of_birth_day": "5",
    "mother_date_of_birth_month": "12",
    "mother_date_of_birth_year": "1995",
    "mother_personal_id": "044195990074",
}
FILES = {"birth_certificate_file": "giay-chung-sinh.jpg"}


def photograph(words: str = "GIAY CHUNG SINH") -> bytes:
    """A picture as a phone takes it."""
    picture = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 1140, 1540), outline="black", width=6)
    draw.text((600, 220), words, fill="black", anchor="mm", font_size=80)
    for line in range(420, 1400, 110):
        draw.line((140, line, 1060, line), fill="gray", width=3)
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


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
        _answer(page, answers)
        _photograph_papers(page)
        look(page, "citizen-form-" + here.rstrip("/").rpartition("/")[2].replace("_", "-"))
        page.get_by_role("button", name=ON).last.click()
        expect(page, "this page was not taken").not_to_have_url(re.compile(f"{here}(#.*)?$"))
    raise AssertionError("the form does not end")


def _answer(page: Page, answers: Mapping[str, str]) -> None:
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
