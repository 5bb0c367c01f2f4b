# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The slip leaves the printer by itself, once, while the counter waits for the next person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.screens import look
from tests.journeys.test_desk_speed import COUNTER, TYPED, receive
from tests.journeys.typist import Typist

pytestmark = pytest.mark.journey
PRINTED = re.compile(r"giay/\d+/\?khung$")
COUNT_PRINTS = """
window.print = () => {
  window.top.__printed = [...(window.top.__printed ?? []), [location.href, document.title]];
};
"""


def printing(page: Page, *, at_once: bool) -> None:
    """Switch printing by itself on or off for the desk."""
    page.goto("/can-bo/mot-cua/cach-in/")
    page.get_by_label("In giấy hẹn ngay khi nhận").set_checked(at_once)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã lưu cách in của quầy.")).to_be_visible()


@pytest.fixture
def printer(visit: Any) -> Iterator[Page]:
    """A desk that prints at once; what it prints is noted. Switched off afterwards."""
    page: Page = visit(people.DESK)
    page.add_init_script(COUNT_PRINTS)
    printing(page, at_once=True)
    yield page
    printing(page, at_once=False)


@pytest.mark.covers("3.4")
def test_slip_is_printed_once_and_the_counter_is_ready(printer: Page) -> None:
    page = printer
    look(page, "desk-printing")
    page.goto(COUNTER)
    receive(page, Typist(page), TYPED)
    page.wait_for_function("() => window.__printed?.length === 1")
    address, title = page.evaluate("window.__printed[0]")

    assert PRINTED.search(address)
    assert re.search(r"H50\.12-\d{6}-\d{4}", title)
    assert title.split()[-1] in page.locator("[data-slip]").inner_text()
    expect(page.locator("#id_scan")).to_be_focused()
    expect(page.locator("#id_person_full_name")).to_have_value("")
    look(page, "counter-next")
    page.keyboard.press("Control+p")
    assert page.evaluate("window.__printed.length") == 2
    page.reload()
    expect(page.locator("#id_scan")).to_be_focused()
    assert page.evaluate("window.__printed ?? null") is None
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.__printed ?? null") is None
