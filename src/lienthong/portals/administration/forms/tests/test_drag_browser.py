# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dragging in the outline in real Chromium: where a question falls, and that it lies there."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SCRIPT = Path(__file__).parents[2] / "static" / "administration" / "drag.js"
ROW = '<li data-key="{0}" {1}><p class="outline__line" style="height:40px;margin:0">{0}</p>{2}</li>'
TABLE = '<ol data-list="table">' + ROW.format("column", "", "") + "</ol>"
ROWS = (("text", "", ""), ("table", "data-no-column", TABLE), ("paper", "data-no-column", ""))
OUTLINE = '<div data-editor><div data-page="p"><ol data-list="p">{}</ol></div></div>'
ORDER = "() => [...document.querySelectorAll('[data-key]')].map(row => row.dataset.key)"


def drag(page: Page, key: str, onto: str) -> object:
    """Drag a row onto the lower part of another; what is asked for."""
    begin, end = (page.locator(f'[data-key="{one}"] > p').bounding_box() for one in (key, onto))
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
        browser.close()
