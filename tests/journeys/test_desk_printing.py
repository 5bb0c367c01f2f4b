# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The slip leaves the printer by itself, once, while the counter waits for the next person."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.screens import look, send
from tests.journeys.stack import Stack
from tests.journeys.test_desk_speed import COUNTER, TYPED, receive
from tests.journeys.typist import IN_HASTE, Typist

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
    page.get_by_label("In giấy hẹn, phiếu, thông báo ngay khi lập").set_checked(at_once)
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
    receive(page, Typist(page, IN_HASTE), TYPED)
    page.wait_for_function("() => window.__printed?.length === 1")
    address, title = page.evaluate("window.__printed[0]")

    assert PRINTED.search(address)
    assert re.search(r"H50\.12-\d{6}-\d{4}", title)
    assert title.split()[-1] in page.locator("[data-slips]").inner_text()
    expect(page.locator("#id_scan")).to_be_focused()
    expect(page.locator("#id_person_full_name")).to_have_value("")
    look(page, "counter-next")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.__printed.length === 2")
    page.reload()
    expect(page.locator("#id_scan")).to_be_focused()
    assert page.evaluate("window.__printed ?? null") is None
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.__printed ?? null") is None


SLIPS = """
SELECT DISTINCT ON (p.kind) p.kind, p.id FROM onestop_dossierpaper p
JOIN cases_case c ON c.id = p.dossier_id WHERE c.code LIKE 'H50.12-%%' ORDER BY p.kind, p.id
"""
NOTE_PRINTS = """
const printing = window.print.bind(window);
window.print = () => { printing(); window.__printed = (window.__printed ?? 0) + 1; };
"""
FRAMED = "() => document.querySelector('iframe[data-printed]')?.contentWindow.__printed === 1"
A5, A4_ACROSS = (148, 210), (297, 210)
"""Millimetres."""
ACROSS = {
    "Mẫu 07": "/can-bo/so-theo-doi/in/",
    "book of certified copies": "/can-bo/so-chung-thuc/in/",
}
"""Papers across A4, printed by the button of their view."""


@pytest.fixture
def kiosk(browser: Browser, stack: Stack, visit: Any, sessions: dict[str, Any]) -> Iterator[Page]:
    """The desk's browser as the network's keeper starts it: printing without a dialog."""
    visit(people.DESK)
    path = browser.browser_type.executable_path
    started = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or path,
        args=["--no-sandbox", "--kiosk-printing"],
    )
    desk = started.new_context(base_url=stack.web, storage_state=sessions[people.DESK])
    page = desk.new_page()
    page.add_init_script(NOTE_PRINTS)
    yield page
    started.close()


@pytest.mark.covers("3.4")
def test_slips_leave_a_kiosk_browser_on_their_paper_and_no_dialog_blocks(
    kiosk: Page, stack: Stack
) -> None:
    slips = dict(stack.rows(SLIPS))
    assert "01" in slips
    for kind, number in slips.items():
        kiosk.goto(f"/can-bo/giay/{number}/in/")
        kiosk.wait_for_function("() => window.__printed === 1")
        assert paper_sizes(kiosk) == {A5}, kind
    for name, address in ACROSS.items():
        kiosk.goto(address)
        kiosk.locator("[data-print]").click()
        kiosk.wait_for_function("() => window.__printed === 1")
        assert paper_sizes(kiosk) == {A4_ACROSS}, name


@pytest.mark.covers("3.4")
def test_record_of_a_hand_over_is_printed_from_its_screen(kiosk: Page) -> None:
    kiosk.goto("/can-bo/ban-giao/")
    kiosk.locator('main input[name="line"]').first.check()
    send(kiosk)
    expect(kiosk).to_have_url(re.compile(r"/ban-giao/\d+/$"))
    record = kiosk.url
    kiosk.get_by_role("link", name="In hai liên").press("Enter")
    kiosk.wait_for_function(FRAMED)

    assert kiosk.url == record
    printed = kiosk.frames[-1]
    assert printed.url == f"{record}in/?khung="
    assert printed.locator(".sheet").count() == 2
    expect(kiosk.get_by_role("link", name="In hai liên")).to_be_focused()


def paper_sizes(kiosk: Page) -> set[tuple[int, ...]]:
    """What the browser prints on, in millimetres; it answers, so nothing waits for a dialog.

    Drawn from a second tab: the first may still be handing its own print to the printer.
    """
    assert kiosk.evaluate("document.title")
    tab = kiosk.context.new_page()
    tab.add_init_script("window.print = () => {};")
    tab.goto(kiosk.url)
    printed = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
    sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in printed}
    printed.close()
    tab.close()
    return sizes
