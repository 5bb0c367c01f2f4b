# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two officers on one case: each sees the other, nobody overwrites; tabs share one connection."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.journeys import people
from tests.journeys.officer import CASE
from tests.journeys.screens import look
from tests.journeys.stack import until

pytestmark = pytest.mark.journey
PATIENCE = 30_000  # milliseconds
EDIT, NOTE = re.compile(r"/viec/\d+/sua/$"), "Ghi chú chung"
STREAM, NEWS, BEAT = "**/su-kien?*", "**/truc-tiep/", "**/co-mat?*"
RENEW_AFTER, BEAT_AFTER = 5_000, 15_000  # milliseconds
THEIRS, MINE = "Người nộp hẹn mang bản chính chiều mai.", "Đã gọi điện, chờ bản chính."


class Streams:
    """The open event streams of one browser."""

    def __init__(self, context: BrowserContext) -> None:
        self.open: set[Request] = set()
        context.on("request", self._begun)
        context.on("requestfailed", self._over)
        context.on("requestfinished", self._over)

    def _begun(self, request: Request) -> None:
        if "/su-kien?" in request.url:
            self.open.add(request)

    def _over(self, request: Request) -> None:
        self.open.discard(request)

    def must_be_one(self, page: Page) -> None:
        """Exactly one, and still after a moment."""

        def is_one() -> bool:
            page.wait_for_timeout(200)
            return len(self.open) == 1

        until(is_one, "one stream")
        page.wait_for_timeout(500)
        assert len(self.open) == 1


def refuse_once(page: Page, address: str, status: int) -> None:
    """The next request to the address is refused, as a page of the same site would read it."""
    headers = {"access-control-allow-origin": page.url.partition("/can-bo")[0]}
    page.route(
        address, lambda route: route.fulfill(status=status, headers=headers, body=""), times=1
    )


@pytest.mark.covers("8")
@pytest.mark.covers("10")
def test_page_open_for_longer_than_its_permits_goes_on_hearing_and_being_seen(visit: Any) -> None:
    page = visit(people.EXAMINER)
    streams = Streams(page.context)
    page.goto("/can-bo/")
    page.locator("[data-row] a[href*='/buoc/']").first.click()
    expect(page).to_have_url(CASE)
    page.clock.install()
    for address, status in ((STREAM, 403), (NEWS, 503), (BEAT, 403)):
        refuse_once(page, address, status)

    with page.expect_response(lambda answer: answer.request.resource_type == "fetch"):
        page.reload()
    for _try in range(2):
        with page.expect_response(NEWS):
            page.clock.fast_forward(RENEW_AFTER)
    with page.expect_response(BEAT) as beat:
        page.clock.fast_forward(BEAT_AFTER)

    streams.must_be_one(page)
    assert beat.value.status == 200


@pytest.mark.covers("14")
def test_session_that_is_ended_elsewhere_leaves_nothing_on_its_screen(visit: Any) -> None:
    mine, lost = visit(people.EXAMINER), visit()
    people.sign_in_officer(lost, people.EXAMINER)
    streams = Streams(lost.context)
    lost.goto("/can-bo/")
    streams.must_be_one(lost)
    mine.goto("/can-bo/tai-khoan/phien/")

    mine.locator("button[value=khac]").click()

    expect(lost).to_have_url(re.compile(r"/dang-nhap/can-bo/\?next="), timeout=PATIENCE)
    assert streams.open == set()
    mine.goto("/can-bo/")
    expect(mine).to_have_url(re.compile("/can-bo/$"))


@pytest.mark.covers("8")
@pytest.mark.covers("10")
def test_two_officers_on_one_case_see_each_other_and_lose_nothing(visit: Any) -> None:
    mine = visit(people.EXAMINER)
    streams = Streams(mine.context)
    mine.goto("/can-bo/")
    mine.locator("[data-row] a[href*='/buoc/']").first.click()
    expect(mine).to_have_url(CASE)
    for _tab in range(2):
        mine.context.new_page().goto("/can-bo/")
    streams.must_be_one(mine)

    theirs = visit(people.LEADER)
    theirs.goto(mine.url.partition("?")[0])
    for page in (mine, theirs):
        here = page.locator("[data-presence]")
        expect(here).to_contain_text("đang xem", timeout=PATIENCE)
    mine.locator("a[href$='/sua/']").click()
    expect(mine).to_have_url(EDIT)
    streams.must_be_one(mine)

    theirs.goto(mine.url)
    theirs.get_by_label(NOTE).fill(THEIRS)
    expect(mine.locator("[data-presence]")).to_contain_text("đang sửa", timeout=PATIENCE)
    look(mine, "case-edit")
    theirs.get_by_role("button", name="Lưu").click()
    expect(theirs).to_have_url(CASE)
    mine.get_by_label(NOTE).fill(MINE)
    mine.get_by_role("button", name="Lưu").click()
    expect(mine.get_by_role("radio", name="Của bạn")).to_be_focused()
    look(mine, "case-conflict")
    mine.keyboard.press("ArrowDown")
    expect(mine.get_by_role("radio", name="Của người khác")).to_be_checked()
    mine.keyboard.press("Control+Enter")
    expect(mine).to_have_url(CASE)
    expect(mine.get_by_text(THEIRS)).to_be_visible()
