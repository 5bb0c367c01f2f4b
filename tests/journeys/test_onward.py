# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From page to page of a form: one request each, and coming back never sends anything again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import citizen, people

pytestmark = pytest.mark.journey
START = "/thu-tuc/dang-ky-khai-sinh/bat-dau/"
FIRST_PAGE = ("submitter_relation", "birth_situation", "registry_place_division")


def asked_by(page: Page) -> list[tuple[str, str]]:
    """Every page that the browser asks for from now on: method and path."""
    found: list[tuple[str, str]] = []
    page.on(
        "request",
        lambda request: (
            found.append((request.method, urlsplit(request.url).path))
            if request.is_navigation_request()
            else None
        ),
    )
    return found


def first_page(page: Page) -> str:
    """A new draft with its first page answered and sent; the path of that page."""
    citizen.start(page)
    first = urlsplit(page.url).path
    citizen.answer(page, {name: citizen.ANSWERS[name] for name in FIRST_PAGE})
    page.get_by_role("button", name=citizen.ON).last.click()
    expect(page.get_by_role("heading", level=1, name="Thông tin của con")).to_be_visible()
    return first


def test_pages_when_scripts_run_then_take_one_request_and_are_safe_to_go_back_to(
    visit: Any,
) -> None:
    phone = visit(people.MOTHER, phone=True)
    asked = asked_by(phone)

    first = first_page(phone)
    second = first.replace("/start/", "/child/")

    expect(phone).to_have_url(
        f"{urlsplit(phone.url).scheme}://{urlsplit(phone.url).netloc}{second}"
    )
    assert asked == [("GET", START), ("POST", START), ("POST", first)]
    phone.reload()
    phone.go_back()
    expect(phone.locator('[name="submitter_relation"][value="mother"]')).to_be_checked()
    phone.go_forward()
    expect(phone.get_by_role("heading", level=1, name="Thông tin của con")).to_be_visible()
    assert {method for method, _path in asked[3:]} == {"GET"}


def test_pages_when_no_scripts_run_then_are_led_to_and_safe_to_go_back_to(visit: Any) -> None:
    phone = visit("", phone=True, java_script_enabled=False)
    people.sign_in_citizen(phone, people.MOTHER)
    asked = asked_by(phone)

    first = first_page(phone)

    assert urlsplit(phone.url).path == first.replace("/start/", "/child/")
    del asked[:]
    phone.reload()
    phone.go_back()
    expect(phone.locator('[name="submitter_relation"][value="mother"]')).to_be_checked()
    assert {method for method, _path in asked} == {"GET"}
