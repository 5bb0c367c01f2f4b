# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk does, without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.citizen import Look, ignore

CASE = re.compile(r"/can-bo/ho-so/\d+/")
SLIP = re.compile(r"/can-bo/giay/\d+/")


def scan(page: Page, code: str) -> None:
    """The scanner types the code and Enter into the field that waits for it."""
    page.goto("/can-bo/mot-cua/")
    expect(page.get_by_label(re.compile("Quét thẻ căn cước"))).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(CASE)


def open_step(page: Page, code: str, look: Look = ignore) -> None:
    """From the scanned code to the desk's work with the dossier."""
    scan(page, code)
    look(page, "desk-case")
    page.get_by_role("link", name="Mở ở quầy").press("Enter")
    expect(page).not_to_have_url(CASE)


def accept(page: Page, code: str, look: Look = ignore) -> None:
    """Check an online dossier and accept it; the acceptance slip is shown for printing."""
    open_step(page, code, look)
    look(page, "desk-check")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(SLIP)
    look(page, "desk-slip")


def type_into(page: Page, label: str | re.Pattern[str], words: str) -> None:
    """Put the cursor into a field and type."""
    page.get_by_label(label).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
