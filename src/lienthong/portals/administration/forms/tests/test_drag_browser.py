# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dragging in the outline in real Chromium: where a question falls, and that it lies there."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

SCRIPT = Path(__file__).parents[2] / "static" / "administration" / "drag.js"
ROW = '<li data-key="{0}" {1}><p class="outline__line" style="height:40px;margin:0">{0}</p>{2}</li>'
TABLE = '<ol data-list="table">' + ROW.format("column", "", "") + "</ol>"
ROWS = (("text", "", ""), ("table", "data-no-column", TABLE), ("paper", "data-no-column", ""))
EMPTY = (
    '<div data-page="q"><p id="head" style="height:40px">q</p>'
    '<ol data-list="q"><li id="empty" style="height:40px"></li></ol></div>'
)
OUTLINE = f'<div data-editor><div data-page="p"><ol data-list="p">{{}}</ol></div>{EMPTY}</div>'
MARKED = "[...document.querySelectorAll('.drop-before, .drop-after')].map(at => at.id)"
WATCH = f"let marked; addEventListener('pointerup', () => (marked = {MARKED}), true)"
ORDER = "() => [...document.querySelectorAll('[data-key]')].map(row => row.dataset.key)"


def drag(page: Page, key: str, onto: str) -> object:
    """Drag a row onto the lower part of another; what is asked for."""
    places = [one if "#" in one else f'[data-key="{one}"] > p' for one in (key, onto)]
    begin, end = (page.locator(place).bounding_box() for place in places)
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + 60, begin["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 30, steps=3)
    page.mouse.up()
    return page.evaluate("() => dropped.pop()")


def test_what_cannot_be_a_column_falls_beside_the_table_and_every_row_lies_at_once() -> None:
    script = SCRIPT.read_text("utf-8").replace("export ", "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.set_content(OUTLINE.format("".join(ROW.format(*row) for row in ROWS)))
        page.add_script_tag(content=f"const dropped = []; {script} listen((v) => dropped.push(v));")

        into = drag(page, "text", "column")
        assert into == {"key": "text", "into": "table", "after": "column"}
        assert page.evaluate(ORDER) == ["table", "column", "text", "paper"]

        beside = drag(page, "paper", "column")
        assert beside == {"key": "paper", "into": "p", "after": "table"}
        assert page.evaluate(ORDER) == ["table", "column", "text", "paper"]

        back = drag(page, "text", "paper")
        assert back == {"key": "text", "into": "p", "after": "paper"}
        assert page.evaluate(ORDER) == ["table", "column", "paper", "text"]

        page.add_script_tag(content=WATCH)
        alone = drag(page, "paper", "#empty")
        assert alone == {"key": "paper", "into": "q", "after": None}
        assert page.evaluate("() => marked") == ["head"], "a page without questions shows it too"
        assert page.evaluate(ORDER) == ["table", "column", "text", "paper"]
        browser.close()


GRIP = '<button data-grip style="float:right;width:44px;height:40px">:</button>'
HELD = "[...document.querySelectorAll('.is-dragged')].map(row => row.dataset.key)"


def finger(session: CDPSession, sort: str, *at: float) -> None:
    """One event of a finger on the glass; without a place it is lifted or taken away."""
    points = [{"x": at[0], "y": at[1]}] if at else []
    session.send("Input.dispatchTouchEvent", {"type": sort, "touchPoints": points})


def test_press_that_the_browser_takes_away_moves_nothing_and_the_next_one_drags() -> None:
    script = SCRIPT.read_text("utf-8").replace("export ", "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_context(
            viewport={"width": 390, "height": 600}, has_touch=True, is_mobile=True
        ).new_page()
        rows = (ROW.format(key, "", "").replace("<p", f"{GRIP}<p", 1) for key in "abc")
        page.set_content(
            f'<meta name="viewport" content="width=390">{OUTLINE.format("".join(rows))}'
        )
        page.add_script_tag(content=f"const dropped = []; {script} listen((v) => dropped.push(v));")
        places = [row.bounding_box() for row in page.locator("[data-grip]").all()]
        first, _second, third = ((box["x"] + 20, box["y"] + 30) for box in places if box)
        session = page.context.new_cdp_session(page)

        def pull() -> object:
            finger(session, "touchStart", *first)
            finger(session, "touchMove", first[0], first[1] + 20)
            finger(session, "touchMove", *third)
            return page.evaluate(f"() => {HELD}")

        assert pull() == ["a"]
        finger(session, "touchCancel")
        assert page.evaluate(f"() => [dropped, {HELD}, {MARKED}]") == [[], [], []]
        assert page.evaluate(ORDER) == ["a", "b", "c"]
        assert page.evaluate("() => letGo().then(() => 'free')") == "free"

        assert pull() == ["a"]
        finger(session, "touchEnd")
        assert page.evaluate("() => dropped") == [{"key": "a", "into": "p", "after": "c"}]
        assert page.evaluate(ORDER) == ["b", "c", "a"]
        browser.close()
