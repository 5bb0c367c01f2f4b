# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every screen is looked at: axe, nothing sideways, and pictures when they are wanted."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.journeys import tour

PHONE = ViewportSize(width=360, height=780)
DESK = ViewportSize(width=1440, height=900)
SIZES = (
    PHONE,
    ViewportSize(width=720, height=450),
    ViewportSize(width=768, height=1024),
    ViewportSize(width=1024, height=768),
    DESK,
)
"""All widths; 720 is a desk at 200 % zoom."""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page, name: str) -> None:
    """Axe finds nothing and nothing scrolls sideways, as shown and in dark colours."""
    page.wait_for_load_state("load")
    before = page.viewport_size or DESK
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        found = violations(page)
        assert found == [], f"{name}, {theme}: {found}"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert page.evaluate(WIDE) <= 0, f"{name} scrolls sideways at {before['width']} px"
    folder = os.environ.get("LIENTHONG_SHOTS")
    if folder:
        _picture(page, Path(folder), name)
        page.set_viewport_size(before)
    folder = os.environ.get("LIENTHONG_TOUR")
    if folder:
        tour.keep(page, Path(folder), name)
        page.set_viewport_size(before)


def send(page: Page, key: str = "Control+Enter") -> None:
    """Send the form one is in and wait for the answer, so that what follows cannot cross it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds: rules with the elements that break them."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def _picture(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            path = folder / f"{name}-{size['width']}-{theme}.png"
            page.screenshot(path=path, full_page=size is PHONE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
