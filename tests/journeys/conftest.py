# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A browser, the running stack, and signed-in visits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys import people
from tests.journeys.screens import DESK, PHONE
from tests.journeys.stack import Stack

Visit = Callable[..., Page]
PATIENCE = 20_000
"""Milliseconds that a page may take to show what is expected; the machine may be busy."""
LONGEST = 900
"""Seconds of one journey: a long one on a busy machine takes minutes, what hangs fails sooner."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every journey its time; some say their own."""
    for item in items:
        if item.get_closest_marker("journey") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(LONGEST))


@pytest.fixture(scope="session")
def stack() -> Stack:
    """The running installation."""
    return Stack.running()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; absent, the journeys fail rather than skip."""
    path = shutil.which("chromium")
    assert path, "Chromium is needed for the journeys"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies of those who have signed in already."""
    return {}


@pytest.fixture
def visit(browser: Browser, stack: Stack, sessions: dict[str, Any]) -> Iterator[Visit]:
    """Open a page as somebody, on a phone or at a desk; scripts must not fail on any of them."""
    opened: list[Page] = []
    complaints: list[str] = []

    def start(who: str = "", *, phone: bool = False, **options: Any) -> Page:
        size = PHONE if phone else DESK
        context = browser.new_context(
            viewport=size,
            base_url=stack.web,
            has_touch=phone,
            locale="vi-VN",
            reduced_motion="reduce",
            storage_state=sessions.get(who),
            **options,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _note(complaints, said))
        opened.append(page)
        if who and who not in sessions:
            sign_in = people.sign_in_citizen if who.isdigit() else people.sign_in_officer
            sign_in(page, who)
            sessions[who] = context.storage_state()
        return page

    yield start
    for page in opened:
        page.context.close()
    assert complaints == []


def _note(complaints: list[str], said: Any) -> None:
    """Keep what the browser complains about; an answer with a status is not a complaint."""
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        complaints.append(f"{said.location.get('url', '')}: {said.text}")
