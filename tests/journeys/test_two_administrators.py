# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two administrators word a print template anew at once: the second is told and goes on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.screens import look, send

pytestmark = pytest.mark.journey
FIRST, SECOND = "quantri", "quantri2"
LIST = "/quan-tri/danh-muc/mau-in/"
TEMPLATE = f"{LIST}originals_register/"
BODY, BASIS, WHY = "#id_body", "#id_legal_basis", "#id_why"
PLAIN = ("SỔ SỬ DỤNG BẢN LƯU", "Sổ chưa có dòng nào.")
THEIRS, MINE = ("SỔ MƯỢN BẢN LƯU", PLAIN[1]), (PLAIN[0], "Chưa ai dùng bản lưu.")


@pytest.mark.covers("13")
@pytest.mark.covers("4")
def test_the_second_of_two_who_publish_is_told_by_whom_and_loses_nothing(visit: Any) -> None:
    theirs, mine = visit(FIRST), visit(SECOND)
    for page in (theirs, mine):
        open_by_keyboard(page)
    reword(theirs, *THEIRS)
    expect(theirs.get_by_role("link", name="Mở bản PDF sẽ in")).to_be_visible()
    send(theirs)
    expect(theirs).to_have_url(re.compile(f"{TEMPLATE}$"))
    name = str(theirs.locator(".rail__word b").last.text_content())

    reword(mine, *MINE)
    send(mine)

    told = mine.get_by_role("alert")
    expect(told).to_contain_text(re.compile(rf"{name}.* vừa thay đổi lúc \d\d:\d\d\."))
    for words in (THEIRS[0], MINE[1]):
        expect(told.get_by_role("table")).to_contain_text(words)
    kept = mine.locator(BODY).input_value()
    assert MINE[1] in kept
    assert THEIRS[0] not in kept
    look(mine, "print-conflict")
    mine.locator(BODY).fill(kept.replace(PLAIN[0], THEIRS[0]))
    mine.locator(BASIS).focus()
    send(mine)
    expect(mine.frame_locator("iframe").get_by_text(THEIRS[0])).to_be_visible()
    send(mine)
    expect(mine).to_have_url(re.compile(f"{TEMPLATE}$"))
    mine.goto(f"{TEMPLATE}sua/")
    both = mine.locator(BODY).input_value()
    assert THEIRS[0] in both
    assert MINE[1] in both


def open_by_keyboard(page: Page) -> None:
    """Find the template in the list and ask to change it, without the mouse."""
    page.goto(LIST)
    page.locator("#tim").focus()
    page.keyboard.type("so su dung ban luu")
    send(page, "Enter")
    press(page, "Sổ sử dụng bản lưu")
    press(page, "Sửa nội dung")
    expect(page).to_have_url(re.compile(f"{TEMPLATE}sua/$"))


def press(page: Page, name: str) -> None:
    """Go on by Tab to the link of this name and press it."""
    for _step in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return send(page, "Enter")
    raise AssertionError(f"Tab does not lead to {name}")


def reword(page: Page, title: str, empty: str) -> None:
    """Change the words, put a field found by its example where the cursor stands, look at it."""
    body = page.locator(BODY)
    words = body.input_value().replace(PLAIN[0], title).replace(PLAIN[1], empty)
    body.fill(words)
    body.evaluate("text => text.setSelectionRange(0, 0)")
    page.locator("[data-insert-find]").focus()
    page.keyboard.type("uy ban nhan dan tinh")
    page.keyboard.press("Enter")
    expect(body).to_be_focused()
    assert body.input_value() == "{{ superior|upper }}" + words
    body.fill(words)
    page.locator(WHY).focus()
    page.keyboard.type("Theo quy chế")
    look(page, "print-edit")
    send(page)
    look(page, "print-confirm")
