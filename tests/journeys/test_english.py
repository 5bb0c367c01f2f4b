# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In English: every word on the main screens is English, or marked as Vietnamese data."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.screens import look
from tests.journeys.stack import Stack
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.journey, pytest.mark.covers("27")]
CASE = re.compile(r"/can-bo/ho-so/\d+/")
SLIP = re.compile(r"/can-bo/giay/\d+/")
UNMARKED = r"""() => {
  const vietnamese = /[ăâđêôơưà-ãè-êìíò-õùúýĩũạ-ỹ]/i;
  const names = /Liên Thông|Tiếng Việt|NĐ-CP|\d\s*đ|“[^”]*”/g;
  const apart = '[lang="vi"], script, style, template, [aria-hidden="true"], input, textarea';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (vietnamese.test(node.data.replace(names, "")) && !node.parentElement.closest(apart))
      found.push(node.data.trim());
  return found;
}"""
PUBLIC = {
    "home": "/",
    "services": "/thu-tuc/",
    "service": "/thu-tuc/dang-ky-khai-sinh/",
    "search": "/tim/?q=khai+sinh",
    "lookup": "/tra-cuu/",
    "verify": "/xac-minh/",
    "kept": "/dung-hen/",
    "display": "/hien-thi/",
    "sign-in": "/dang-nhap/",
    "officer-sign-in": "/dang-nhap/can-bo/",
    "missing": "/khong-co-trang-nay/",
}
OWN = {
    "account": "/tai-khoan/",
    "dossiers": "/ho-so/",
    "drafts": "/ban-nhap/",
    "messages": "/thong-bao/",
    "start": "/thu-tuc/dang-ky-khai-sinh/bat-dau/",
}
OFFICERS = {
    people.DESK: ("/can-bo/", "/can-bo/mot-cua/", "/can-bo/mot-cua/quay/", "/can-bo/ban-giao/"),
    people.EXAMINER: ("/can-bo/", "/can-bo/da-lam/", "/can-bo/giao-viec/", "/can-bo/phim-tat/"),
    people.LEADER: ("/can-bo/ky/",),
    people.CLERK: ("/can-bo/", "/can-bo/so-theo-doi/"),
}


def read_english(page: Page, name: str) -> None:
    """The page says that it is English, and is; axe and the width are looked at too."""
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.lang") == "en", name
    assert page.evaluate(UNMARKED) == [], name
    look(page, f"english-{name}")


def choose_english(page: Page, address: str) -> None:
    """With the link of the frame, which leads back to the page."""
    page.goto(address)
    link = page.locator('a[hreflang="en"]:visible').first
    if not link.count():
        page.locator(".rail__person summary").click()
    link.click()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def test_public_pages_speak_english(visit: Any) -> None:
    page = visit("")
    choose_english(page, "/")
    for name, address in PUBLIC.items():
        page.goto(address)
        read_english(page, name)


def test_citizen_follows_a_dossier_in_english(visit: Any, stack: Stack) -> None:
    with Walker(stack.web, people.MOTHER) as walker:
        key = walker.draft()
        sent = walker.send(key, walker.review_form(key))
        kept = walker.draft()
    page = visit(people.MOTHER, phone=True)
    page.goto("/ngon-ngu/?chon=en&next=/")
    pages = OWN | {"dossier": f"/ho-so/{sent}/", "review": f"/ban-nhap/{kept}/xem-lai/"}
    for name, address in pages.items():
        page.goto(address)
        read_english(page, name)


def test_officers_work_in_english_and_print_in_vietnamese(visit: Any, stack: Stack) -> None:
    with Walker(stack.web, people.MOTHER) as walker:
        key = walker.draft()
        sent = walker.send(key, walker.review_form(key))
    for who, addresses in OFFICERS.items():
        page = visit(who, phone=who == people.LEADER)
        if who != people.LEADER:
            choose_english(page, "/can-bo/")
        else:
            page.goto("/ngon-ngu/?chon=en&next=/can-bo/")
        for number, address in enumerate(addresses):
            page.goto(address)
            read_english(page, f"{who.split('.')[0]}-{number}")
        if who == people.DESK:
            accept_in_english(page, sent)


def accept_in_english(page: Page, sent: str) -> None:
    """Check and accept; the slip that comes out is Vietnamese, its tool bar English."""
    page.goto("/can-bo/mot-cua/")
    expect(page.get_by_label(re.compile("Scan an identity card"))).to_be_focused()
    page.keyboard.type(sent)
    page.keyboard.press("Enter")
    expect(page).to_have_url(CASE)
    read_english(page, "case")
    page.get_by_role("link", name="Open at the desk").press("Enter")
    expect(page).not_to_have_url(CASE)
    read_english(page, "check")
    page.get_by_role("button", name=re.compile("Accept and print")).click()
    expect(page).to_have_url(SLIP)
    assert page.evaluate("document.documentElement.lang") == "vi"
    expect(page.get_by_role("navigation", name="Actions on the print")).to_be_visible()
    expect(page.get_by_text("Nhận kết quả:").first).to_be_visible()
    assert page.get_by_text("Promised").count() == 0
