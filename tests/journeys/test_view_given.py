# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A shared view goes from one officer to another, who hears of it at once and keeps or drops it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.screens import look, send

pytestmark = pytest.mark.journey
VIEWS, NAME = "/can-bo/cach-xem/", "Việc cần đôn đốc"
DEPUTY = "phochutich.donghoi"


@pytest.mark.covers("13")
def test_shared_view_is_given_heard_of_at_once_and_dropped(visit: Any) -> None:
    giver, receiver = visit(people.LEADER), visit(DEPUTY, phone=True)
    address = share(giver)
    late = giver.context.new_page()
    late.goto(address)
    receiver.goto("/can-bo/")

    give(giver, address)
    hear(receiver)
    look(receiver, "view-received")

    choose(late)
    send(late)
    expect(late.locator(".errors")).to_contain_text("đang quản lý cách xem này rồi.")
    look(late, "view-given-late")
    with receiver.expect_navigation():
        row(receiver).get_by_role("button", name="Xóa").press("Enter")
    expect(row(receiver)).to_have_count(0)
    assert late.goto(address).status == 404, "what is dropped is given by nobody"  # type: ignore[union-attr]


def share(page: Page) -> str:
    """Keep a view of the inbox for the unit, by keyboard; the address where it is given."""
    page.goto(f"{VIEWS}?ds=officer.inbox")
    page.get_by_label("Tên cách xem").fill(NAME)
    page.get_by_label("Cả đơn vị của tôi").check()
    send(page)
    page.goto(VIEWS)
    link = row(page).get_by_role("link", name="Giao cho người khác")
    return link.get_attribute("href") or ""


def give(page: Page, address: str) -> None:
    """Nobody chosen is told; then to the deputy."""
    page.goto(address)
    send(page)
    expect(page.locator(".errors")).to_contain_text("Chọn người nhận trong danh sách.")
    look(page, "view-give")
    choose(page)
    send(page)
    expect(page.locator(".toast")).to_contain_text(f"Đã giao cách xem “{NAME}” cho ")


def choose(page: Page) -> None:
    """The deputy, by the first letters of the name."""
    page.get_by_label("Giao cho").focus()
    page.keyboard.type("Nguyễn Thị Bích Trâm")


def hear(page: Page) -> None:
    """The bell says so without loading anew, and leads to the view in the receiver's own list."""
    told = page.locator("[data-bell]")
    expect(told.locator("[data-bell-news]")).to_contain_text(NAME)
    told.locator("summary").press("Enter")
    told.get_by_role("link", name=f"Bạn quản lý cách xem “{NAME}”").first.press("Enter")
    expect(page).to_have_url(re.compile(f"{VIEWS}$"))
    expect(row(page).get_by_role("button", name="Xóa")).to_be_visible()


def row(page: Page) -> Any:
    """The view in the list of views."""
    return page.locator(".sessions__row", has_text=NAME)
