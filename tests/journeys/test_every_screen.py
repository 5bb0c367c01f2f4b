# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens at every width, light and dark, and by keyboard: nothing sideways or cut, axe content.

A few in every run; all of them, with contact sheets to look at, by ``./lienthong shots``.
"""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from lienthong.testing.sizes import VARIABLE
from tests.journeys import every, keyboard, sheets
from tests.journeys.screens import DESK, PHONE, SIZES, WIDE, violations
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.release]
FOLDER = os.environ.get("LIENTHONG_SHEETS", "")
CHOSEN = os.environ.get("LIENTHONG_SCREENS", "").split(",")
CHANGED = os.environ.get("LIENTHONG_CHANGED", "").splitlines()
WHOLE = bool(FOLDER) or os.environ.get(VARIABLE) == "full"
LOOKED_AT = ((PHONE, "dark"), (DESK, "light"))
"""Where axe looks: both themes, both layouts."""
ACROSS = {"width": 1032, "height": 703}
"""A sheet of A4 across without its margins, at 96 dots an inch."""
PRINTED = """() => {
  const found = new Set(), lists = document.querySelectorAll("main :is(.data, .cases)");
  const frame = ".rail__brand, .rail__nav, .rail__posts, .rail__menu, .top__search, .top__place";
  for (const part of document.querySelectorAll(`.officer :is(${frame}, .bell, .bulk, .tabs)`))
    if (part.checkVisibility()) found.add(`frame: ${part.className}`);
  for (const part of document.querySelectorAll("main :is(h1, td)")) {
    const ink = getComputedStyle(part).color.match(/[0-9.]+/g).slice(0, 3).map(Number);
    if (part.checkVisibility() && Math.min(...ink) > 140) found.add(`pale: ${part.tagName}`);
  }
  for (const foot of document.querySelectorAll("tfoot"))
    if (getComputedStyle(foot).display === "table-footer-group") found.add("sum on each page");
  for (const list of lists) {
    if (!list.checkVisibility()) continue;
    if (getComputedStyle(document.body).page !== "list") found.add("list not across");
    for (let up = list.parentElement; up; up = up.parentElement)
      if (getComputedStyle(up).overflowY !== "visible" && up.scrollHeight > up.clientHeight + 1
          && up !== document.documentElement && up !== document.body)
        found.add(`cut by ${up.className}`);
  }
  return [...found];
}"""
CUT = """() => {
  const wide = document.documentElement.clientWidth, found = new Set();
  const hidden = ".visually-hidden, .skip, .drum, [aria-hidden='true']";
  const scrolling = /auto|scroll/;
  const looked = "main :is(a, button, select, summary, h1, h2, h3), header *, .chip";
  for (const item of document.querySelectorAll(looked)) {
    if (item.closest(hidden) || !item.checkVisibility({ visibilityProperty: true })) continue;
    const box = item.getBoundingClientRect(), style = getComputedStyle(item);
    if (box.width < 2 || box.height < 2) continue;
    const words = (item.textContent || item.name || "").trim().slice(0, 40);
    let holder = item.parentElement;
    while (holder && !scrolling.test(getComputedStyle(holder).overflowX))
      holder = holder.parentElement;
    const short = (up) =>
      up && (getComputedStyle(up).textOverflow === "ellipsis" || short(up.parentElement));
    if (short(item.parentElement)) continue;
    const scrolls = holder && holder !== document.body && holder !== document.documentElement;
    if (!scrolls && (box.right > wide + 1 || box.left < -1))
      found.add(`out: ${item.tagName} ${words}`);
    const cuts = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
    if (cuts && item.scrollWidth > item.clientWidth + 1) found.add(`cut: ${item.tagName} ${words}`);
  }
  return [...found].slice(0, 8);
}"""
FAULTY = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Sai</title><style>
  .plain:focus { outline: 0 }
  .lid { position: fixed; inset: 30px 0 auto; height: 80px; background: gray }
</style><body>
  <p style="margin: 0; height: 30px"><a href="#to" class="plain">không thấy</a></p>
  <p style="height: 30px"><button>bị che</button></p><div class="lid"></div>
  <main id="to" style="padding-top: 99px; display: flex; flex-direction: column-reverse">
    <button>dưới</button><button>trên</button></main>
  <p><button tabindex="-1">bỏ sót</button>
    <span onclick="1" style="cursor: pointer">chỉ chuột</span></p>
  <p><input onkeydown="if (event.key === 'Tab') event.preventDefault()" aria-label="bẫy"></p>
  <script>addEventListener("keydown", (e) => /^(F2|x)$/.test(e.key) && e.preventDefault())</script>
"""


@pytest.mark.covers("3.7")
def test_the_walk_by_keyboard_sees_what_it_looks_for(visit: Any) -> None:
    page = visit("")
    page.route("**/sai/", lambda route: route.fulfill(body=FAULTY, content_type="text/html"))
    page.goto("/sai/")

    found = keyboard.walk(page, sizes=(DESK,))

    assert {words.removeprefix("keyboard 1440: ") for words in found} >= {
        "the first Tab is no way past the frame",
        "focus cannot be seen: a “không thấy”",
        "focus covered: button “bị che”",
        "backwards from button “dưới” to button “trên”",
        "the walk does not come round: trapped",
        "never reached: button “bỏ sót”",
        "by mouse only: span “chỉ chuột”",
        "keyboard: F2 while composing isComposing",
        "keyboard: F2 while composing keyCode",
        "keyboard: the letter x alone",
    }


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("src/lienthong/portals/officer/templates/officer/inbox.html", True),
        ("src/lienthong/core/ui/static/ui/officer.css", True),
        ("src/lienthong/portals/citizen/templates/citizen/home.html", False),
        ("docs/glossary.yaml", False),
    ],
)
def test_a_changed_file_touches_the_screens_of_its_app(file: str, touched: bool) -> None:
    screen = every.Screen("officer:inbox", "quantri", reverse("officer:inbox"))

    assert every.is_touched(screen, [file]) is touched


@pytest.mark.covers("3.7")
@pytest.mark.timeout(3600)
def test_screens_are_whole_at_every_width_and_content_axe(visit: Any, stack: Stack) -> None:
    things = every.demo_things(stack) | every.make_things(stack, visit)
    pages: dict[str, Page] = {}
    wrong: dict[str, list[str]] = {}
    shown = 0
    directories = every.directory_screens(visit) if WHOLE else ()
    for screen in chain(every.screens(things), directories):
        if not is_chosen(screen.name) or (CHANGED and not every.is_touched(screen, CHANGED)):
            continue
        page = pages.get(screen.who) or pages.setdefault(screen.who, visit(screen.who))
        if found := look(page, screen):
            wrong[screen.name] = found
            _tell(screen.name, found)
        shown += 1
    if FOLDER:
        sheets.lay_out(Path(FOLDER))

    assert wrong == {}
    assert shown >= len(every.SAMPLE) or any(CHOSEN) or CHANGED


def is_chosen(name: str) -> bool:
    """Whether a screen is looked at: those asked for by a part of their name, all, or a few."""
    return any(part in name for part in CHOSEN) if WHOLE else name in every.SAMPLE


def _tell(name: str, found: list[str]) -> None:
    """Say at once what was found, beside the pictures: the whole walk takes long."""
    if FOLDER:
        with (Path(FOLDER) / "found.txt").open("a") as told:
            told.write("".join(f"{name}: {words}\n" for words in found))


def look(page: Page, screen: every.Screen) -> list[str]:
    """What is wrong with a screen."""
    if not screen.path:
        return ["nobody made what it shows"]
    answer = page.goto(screen.path)
    page.wait_for_load_state("load")
    if answer is None or "<html" not in answer.text():
        return [f"no page: {answer and answer.status}"]
    try:
        return [*_widths(page, screen), *_paper(page), *_axe(page), *_keys(page, screen)]
    except PlaywrightError as fault:
        return [f"the walk broke off at {page.url}: {fault.message}"]


def _widths(page: Page, screen: every.Screen) -> list[str]:
    found = []
    for size in SIZES:
        page.set_viewport_size(size)
        if (over := page.evaluate(WIDE)) > 0:
            found.append(f"{size['width']}: {over} px sideways")
        found += [f"{size['width']}: {words}" for words in page.evaluate(CUT)]
        if FOLDER:
            sheets.take(page, Path(FOLDER), screen.name)
    return found


def _paper(page: Page) -> list[str]:
    """Printed, lists lie across and are whole, dark on white, and no frame is there."""
    page.set_viewport_size(ACROSS)
    page.emulate_media(media="print", color_scheme="dark")
    found = [f"on paper: {words}" for words in page.evaluate(PRINTED)]
    page.emulate_media(media="screen", color_scheme="light")
    return found


def _axe(page: Page) -> list[str]:
    found = []
    for size, theme in LOOKED_AT:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{theme}: {rule} {nodes}" for rule, nodes in violations(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def _keys(page: Page, screen: every.Screen) -> list[str]:
    if WHOLE:
        return keyboard.walk(page)
    return keyboard.walk(page, sizes=(DESK,)) if screen.name in every.SAMPLE_BY_KEYBOARD else []
