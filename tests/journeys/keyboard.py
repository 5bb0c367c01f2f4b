# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A walk over a screen by keyboard alone: what somebody without a mouse would stumble over."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, ViewportSize
from playwright.sync_api import TimeoutError as TooLate

from tests.journeys.screens import DESK, PHONE

SCRIPT = (Path(__file__).parent / "keyboard.js").read_text()
MOST_STEPS = 900
"""Tabs before a walk counts as endless."""
END = {"round", "elsewhere", "trapped"}
OPENERS = "[data-dialog]:not([inert] *):visible"
BACK = "item => !document.querySelector('dialog[open]') && item === document.activeElement"


def walk(page: Page, *, sizes: tuple[ViewportSize, ...] = (DESK, PHONE)) -> list[str]:
    """What is wrong with the screen that is shown, for the keyboard."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        page.reload()
        page.evaluate(SCRIPT)
        found += [f"keyboard {size['width']}: {words}" for words in _walked(page)]
    asleep = page.evaluate("byKeyboard.asleep()")
    return found + [f"keyboard: {words}" for words in [*_dialogs(page), *asleep]]


def _walked(page: Page) -> list[str]:
    """Tab from the top until it comes round; everything that opens in place is opened."""
    page.evaluate("byKeyboard.top()")
    page.keyboard.press("Tab")
    first = page.evaluate("byKeyboard.first()")
    found = [] if first else ["the first Tab is no way past the frame"]
    where = ""
    for _ in range(MOST_STEPS):
        where = page.evaluate("byKeyboard.step()")
        if where in END:
            break
        if where == "closed":
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    if where != "round":
        found.append(f"the walk does not come round: {where}")
    return found + list(page.evaluate("byKeyboard.end()"))


def _dialogs(page: Page) -> list[str]:
    """Dialogs open by Enter, hold the keyboard, close by Escape and give it back."""
    found = []
    for opener in page.locator(OPENERS).all():
        name = opener.inner_text()
        opener.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if not page.evaluate("!!document.activeElement?.closest('dialog[open]')"):
            found.append(f"the dialog does not hold the keyboard: {name}")
        page.keyboard.press("Escape")
        try:
            page.wait_for_function(BACK, arg=opener.element_handle(), timeout=3000)
        except TooLate:
            found.append(f"Escape does not give the keyboard back to: {name}")
            page.reload()
    return found
