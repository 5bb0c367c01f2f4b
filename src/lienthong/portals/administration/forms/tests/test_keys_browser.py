# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor by keyboard in real Chromium: where each key leads, and who comes after an answer."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright

STATIC = Path(__file__).parents[2] / "static" / "administration"
SAID = Path(__file__).parents[4] / "core" / "forms" / "static" / "forms" / "said.js"
ADDRESS = "http://editor.test/"
ROW = (
    '<li data-key="{0}"><input class="check" type="checkbox" id="dau-{0}">'
    '<a id="muc-{0}" href="?chon={0}"{1}>{0}</a></li>'
)


def drawn(*keys: str, chosen: str) -> str:
    """The page of the editor with these questions."""
    rows = "".join(ROW.format(key, " aria-current=true" if key == chosen else "") for key in keys)
    return (
        "<main><div data-toasts></div><div data-editor><nav><form method=post>"
        f'<ol class="outline">{rows}</ol><input id="ten-nhom"><button>gom</button></form></nav>'
        '<form method="post" data-settings action="?"><input type="hidden" name="element">'
        '<input id="id_label"></form></div></main>'
        '<script type="module" src="/editor.js"></script>'
    )


def answer(route: Route) -> None:
    """Scripts from the folder; the first page has three questions, after a post a section too."""
    name = route.request.url.rpartition("/")[2]
    if name.endswith(".js"):
        route.fulfill(path=STATIC / name, content_type="text/javascript")
        return
    posted = route.request.method == "POST"
    page = (
        drawn("a", "section", "b", "c", chosen="section") if posted else drawn(*"abc", chosen="a")
    )
    route.fulfill(body=page, content_type="text/html; charset=utf-8")


def at(page: Page, *keys: str) -> str:
    """Where the keyboard stands after these keys."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate("() => document.activeElement.id"))


def test_keys_lead_through_the_outline_into_settings_and_groups_and_never_get_lost() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(ADDRESS)

        assert at(page, "Tab") == "dau-a"
        assert at(page, "Tab", "ArrowDown") == "muc-b"
        assert at(page, "End") == "muc-c"
        assert at(page, "ArrowDown") == "muc-c"
        assert at(page, "Home") == "muc-a"

        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'id_label'")
        assert at(page, "Escape") == "muc-a"

        assert at(page, "Shift+Tab", "Space", "ArrowDown", "Space") == "dau-b"
        assert at(page, "Enter") == "ten-nhom"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("#muc-section")
        page.wait_for_function("() => document.activeElement.id === 'muc-section'")
        browser.close()


def built(*paths: str) -> str:
    """The builder with these parts."""
    parts = "".join(
        f'<select name="{path}.field" data-redraw><option>a<option>ba<option>bc</select>'
        f'<button name="_remove" value="{path}">x</button>'
        for path in paths
    )
    return (
        "<main><div data-toasts></div><div data-editor><form method=post data-rule>"
        f'{parts}<button name="_add" value="e">+</button></form></div></main>'
        '<script type="module" src="/said.js"></script>'
        '<script type="module" src="/editor.js"></script>'
    )


def answer_builder(route: Route) -> None:
    """Two parts; the second is gone when it was taken out."""
    name = route.request.url.rpartition("/")[2]
    if name.endswith(".js"):
        path = SAID if name == SAID.name else STATIC / name
        route.fulfill(path=path, content_type="text/javascript")
        return
    is_gone = "_remove" in (route.request.post_data or "")
    parts = ("e-0",) if is_gone else ("e-0", "e-1")
    route.fulfill(body=built(*parts), content_type="text/html; charset=utf-8")


def test_builder_that_is_drawn_again_leaves_the_keyboard_where_it_was() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.route("**/*", answer_builder)
        page.goto(ADDRESS)
        page.locator('[name="e-1.field"]').focus()
        with page.expect_response(lambda told: told.request.method == "POST"):
            page.keyboard.press("ArrowDown")
        page.wait_for_function("() => document.activeElement.name === 'e-1.field'")
        page.wait_for_function("() => document.activeElement.value === 'a'")

        with page.expect_request(lambda sent: sent.method == "POST") as told:
            page.keyboard.type("bc", delay=60)
        assert "e-1.field=bc" in str(told.value.post_data)
        page.wait_for_function("() => document.activeElement.value === 'a'")

        page.locator('[name="_remove"][value="e-1"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.name === '_add'")
        assert page.locator("select").count() == 1
        browser.close()
