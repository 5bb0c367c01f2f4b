# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Citizens with little: a browser without scripts, a slow connection."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import citizen, people
from tests.journeys.screens import PHONE
from tests.journeys.stack import Stack
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
FIRST_LOAD = 150_000  # bytes on the wire


@pytest.mark.covers("13")
def test_dossier_when_the_browser_runs_no_scripts_then_is_sent_and_followed(
    visit: Any, stack: Stack
) -> None:
    phone = visit("", phone=True, java_script_enabled=False)
    people.sign_in_citizen(phone, people.FATHER)
    citizen.start(phone)
    citizen.fill_to_review(
        phone, citizen.ignore, submitter_relation="father", **citizen.MOTHER_TYPED
    )
    code = citizen.send(phone)
    phone.get_by_role("link", name="Theo dõi hồ sơ").click()

    expect(phone.get_by_role("heading", name="Hồ sơ đang ở đâu?")).to_be_visible()
    assert stack.state_of(code) == "submitted"


@pytest.mark.covers("13")
def test_lookup_when_everybody_asks_then_says_only_how_far(visit: Any, stack: Stack) -> None:
    with Walker(stack.web, people.MOTHER) as mother:
        key = mother.draft()
        code = mother.send(key, mother.review_form(key))
    phone = visit("", phone=True, java_script_enabled=False)
    phone.goto("/")
    phone.get_by_role("main").get_by_role("link", name="Tra cứu hồ sơ").click()
    phone.get_by_label("Mã hồ sơ hoặc mã nộp hồ sơ").fill(code)
    phone.get_by_role("button", name="Tra cứu").click()

    expect(phone.get_by_text("Đã xong")).to_be_visible()
    assert "Nguyễn" not in phone.locator("main").inner_text()


@pytest.mark.covers("19")
def test_citizen_pages_when_loaded_first_then_weigh_at_most_150_kb(
    browser: Browser, stack: Stack, sessions: dict[str, Any], visit: Any
) -> None:
    visit(people.MOTHER, phone=True)
    with Walker(stack.web, people.MOTHER) as mother:
        key, waiting = mother.draft(), mother.draft()
        code = mother.send(key, mother.review_form(key))
    open_pages = ["/", "/tim/?q=khai+sinh", "/thu-tuc/", "/thu-tuc/dang-ky-khai-sinh/"]
    open_pages += ["/tra-cuu/", f"/tra-cuu/{code}/", "/xac-minh/", "/dang-nhap/"]
    own_pages = [f"/ban-nhap/{waiting}/{page}/" for page in ("start", "mother", "xem-lai")]
    own_pages += ["/ho-so/", f"/ho-so/{code}/", f"/ho-so/{code}/da-nop/", "/ban-nhap/"]

    weights = {path: weight(browser, stack, path, None) for path in open_pages}
    weights |= {path: weight(browser, stack, path, sessions[people.MOTHER]) for path in own_pages}

    assert {path: kept for path, kept in weights.items() if kept > FIRST_LOAD} == {}
    assert min(weights.values()) > 10_000, "measured nothing"


def weight(browser: Browser, stack: Stack, path: str, session: Any) -> int:
    """Bytes on the wire until the network is quiet, with an empty cache."""
    context = browser.new_context(viewport=PHONE, base_url=stack.web, storage_state=session)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    taken: list[float] = []
    wire.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    answer = page.goto(path)
    assert answer
    assert answer.status == 200, path
    page.wait_for_load_state("networkidle")
    context.close()
    return int(sum(taken))
