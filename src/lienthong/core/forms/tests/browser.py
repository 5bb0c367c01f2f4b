# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A blank page in real Chromium with this app's scripts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).parents[1] / "static" / "forms"


@contextmanager
def chromium_page(html: str = "", *, scripts: tuple[str, ...] = ()) -> Iterator[Page]:
    """Open the content at phone width, then run the named scripts."""
    program = shutil.which("chromium")
    assert program, "chromium is needed for this test: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.set_content(html)
        for script in scripts:
            page.add_script_tag(path=STATIC / script)
        yield page
        browser.close()
