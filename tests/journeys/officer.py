# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers do: open from the inbox, examine, sign, number and seal."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.citizen import Look, ignore
from tests.journeys.screens import send
from tests.journeys.stack import Stack, until

CASE = re.compile(r"/can-bo/ho-so/\d+/")
INBOX = re.compile(r"/can-bo/(\?.*)?$")


def open_case(page: Page, code: str, look: Look = ignore) -> None:
    """Find the row of a dossier in the inbox with the arrow keys and open it with Enter."""
    page.goto("/can-bo/")
    look(page, "officer-inbox")
    rows = page.locator("[data-row] a[href*='/buoc/']")
    page.locator("[data-list]").focus()
    for _row in range(rows.count()):
        page.keyboard.press("ArrowDown")
        focused = page.locator("[data-row]:focus-within")
        if code in focused.inner_text():
            page.keyboard.press("Enter")
            expect(page).to_have_url(CASE)
            page.wait_for_load_state("load")
            return
    raise AssertionError(f"{code} is not in the inbox")


def propose(page: Page, comment: str) -> None:
    """Write the opinion and send the draft up, by keyboard."""
    page.get_by_label("Ý kiến thẩm tra").focus()
    page.keyboard.type(comment)
    send(page)
    expect(page.get_by_text("Đã trình ký.")).to_be_visible()


def sign_on_phone(page: Page, stack: Stack, code: str, look: Look = ignore) -> None:
    """Review what waits, sign it all at once, wait for the signature under this dossier."""
    page.goto("/can-bo/ky/")
    expect(page.locator(".signing-drawing")).to_have_count(0)  # the paper can be ticked only then
    look(page, "leader-signing")
    sign = page.get_by_role("button", name=re.compile(r"Ký \d+ văn bản"))
    sign.click()
    expect(page).to_have_url(re.compile("/ky/xem-lai/"))
    expect(page.get_by_text(code)).to_be_visible()
    look(page, "leader-review")
    sign.click()
    expect(page).to_have_url(re.compile("/ky/$"))
    until(lambda: stack.open_node(code) == "issue", "the signature")
    expect(page.locator(".signing-busy")).to_have_count(0)  # the page loads itself anew by then
    page.wait_for_load_state("load")
    look(page, "leader-signed")


def issue(page: Page, stack: Stack, code: str, look: Look = ignore) -> None:
    """The clerk numbers, seals and issues by keyboard; waits for the seal."""
    open_case(page, code)
    look(page, "clerk-case")
    send(page)
    until(lambda: stack.open_node(code) == "return_result", "the seal")
