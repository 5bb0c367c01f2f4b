# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk does, without a mouse."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    """From the scanned code to the desk's work with the dossier, whose keys are awake then."""
    scan(page, code)
    look(page, "desk-case")
    page.get_by_role("link", name="Mở ở quầy").press("Enter")
    expect(page).not_to_have_url(CASE)
    page.wait_for_load_state("load")


def accept(page: Page, code: str, look: Look = ignore) -> None:
    """Check an online dossier and accept it; the acceptance slip is shown for printing."""
    open_step(page, code, look)
    look(page, "desk-check")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(SLIP)
    look(page, "desk-slip")


WHERE = """() => {
  const field = document.activeElement;
  return [field.name ?? "", field.type ?? "", field.value ?? "", field.checked ?? false];
}"""
MOVED = """before => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reached = [...document.querySelectorAll(stops)].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.offsetParent);
  const field = document.activeElement;
  return field !== before && (field !== document.body || before === reached.at(-1));
}"""
"""The cursor went on; out of the page only from its last stop, and from there to its beginning."""
MOST_FIELDS = 250


def type_answers(page: Page, answers: Mapping[str, str]) -> None:
    """Go from field to field with Tab and answer each in turn, until all are answered.

    Questions that an answer brings before the cursor are met when it comes round again.
    """
    left = dict(answers)
    for _field in range(MOST_FIELDS):
        name, kind, value, checked = page.evaluate(WHERE)
        if name in left:
            wanted = left.pop(name)
            if kind == "radio" or kind.startswith("select"):
                _choose(page, name, value, wanted)
            elif kind == "checkbox":
                page.keyboard.press("Space") if checked != (wanted == "1") else None
            elif value != wanted:
                page.keyboard.press("Control+a")
                page.keyboard.type(wanted)
        if not left:
            return
        _tab(page)
    raise AssertionError(f"never asked: {left}")


def _tab(page: Page) -> None:
    """Go on; the page may wait for the questions that an answer brings."""
    before = page.evaluate_handle("document.activeElement")
    page.keyboard.press("Tab")
    page.wait_for_function(MOVED, arg=before)


def _choose(page: Page, name: str, value: str, wanted: str) -> None:
    """Pick a line of a list, or a radio button, with the arrow keys."""
    if value == wanted:
        return
    for _line in range(80):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.value") == wanted:
            return
    raise AssertionError(f"{name} has no {wanted}")
