# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Another application signs an officer in with us; every endpoint of the open API under fire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.screens import DESK, look
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.journey
OFFICER = "hotich2.donghoi"
APP, SECRET = "cong-du-lieu", "lienthong-demo"
SCOPES = "catalogue.read tracking.read cases.read cases.comment"
EXAMPLES = 12
"""Calls of each endpoint that fit its description, and as many that do not."""


@pytest.fixture
def officer(browser: Browser, stack: Stack) -> Iterator[Page]:
    context = browser.new_context(base_url=stack.web, viewport=DESK, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.mark.covers("14")
def test_officer_signs_in_to_another_application_and_out_of_both(
    officer: Page, stack: Stack
) -> None:
    calendar = f"{stack.simulators}/lich"
    officer.goto(calendar)
    officer.get_by_role("link", name="Đăng nhập bằng Liên Thông").click()
    officer.get_by_label("Tên đăng nhập").fill(OFFICER)
    officer.get_by_label("Mật khẩu", exact=True).fill(people.PASSWORD)
    officer.get_by_role("button", name="Đăng nhập", exact=True).click()

    expect(officer.get_by_role("heading", name="Cho Lịch họp tỉnh biết bạn là ai?")).to_be_visible()
    look(officer, "consent")
    officer.get_by_role("button", name="Đồng ý").click()
    expect(officer.get_by_text("Xin chào")).to_be_visible()
    expect(officer).to_have_url(calendar)
    expect(officer.get_by_text(f"({OFFICER})")).to_be_visible()

    desk = officer.context.new_page()
    desk.goto("/dang-xuat/")
    desk.get_by_role("button", name="Đăng xuất").click()
    expect(desk.get_by_role("heading", name="Đã đăng xuất")).to_be_visible()
    until(lambda: _told(stack) == "sent")
    officer.reload()
    expect(officer.get_by_role("link", name="Đăng nhập bằng Liên Thông")).to_be_visible()

    people.sign_in_officer(desk, OFFICER)
    officer.get_by_role("link", name="Đăng nhập bằng Liên Thông").click()
    officer.get_by_role("button", name="Đồng ý").click()
    expect(officer.get_by_text("Xin chào")).to_be_visible()
    officer.get_by_role("link", name="Đăng xuất").click()
    expect(officer.get_by_role("heading", name="Đã đăng xuất khỏi lịch họp")).to_be_visible()
    desk.goto("/can-bo/")
    expect(desk).to_have_url(re.compile("/dang-nhap/can-bo/"))


def _told(stack: Stack) -> str:
    rows = stack.rows(
        "SELECT state FROM integration_outgoing WHERE topic = 'accounts.logout' ORDER BY id DESC"
    )
    return str(rows[0][0]) if rows else ""


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    asked = {"grant_type": "client_credentials", "scope": SCOPES}
    answer = httpx.post(f"{stack.web}/sso/token", data=asked, auth=(APP, SECRET), timeout=20)
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    stack.rows(
        "UPDATE accounts_connectedapp SET per_minute = 100000 WHERE client_id = %s RETURNING id",
        APP,
    )
    with httpx.Client(base_url=stack.web, headers=headers, timeout=20) as client:
        yield client


@pytest.mark.covers("15")
def test_every_endpoint_answers_as_the_document_says_whatever_is_sent(
    api: httpx.Client, stack: Stack
) -> None:
    import schemathesis  # heavy, and only needed here
    from schemathesis import GenerationMode

    schema = schemathesis.openapi.from_dict(api.get("/api/v1/openapi.json").json())
    schema.config.update(base_url=stack.web)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 6

    answered = {
        operation.label: {
            status
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            for status in answers(operation.as_strategy(generation_mode=mode), api)
        }
        for operation in operations
    }

    assert {200, 422} <= answered["GET /api/v1/cases"]
    assert {200, 422} <= answered["GET /api/v1/procedures"]
    assert all(max(statuses) < 500 for statuses in answered.values())


def answers(calls: Any, api: httpx.Client) -> set[int]:
    """Statuses of what is sent; each answer must be one that the document tells of."""
    from schemathesis.specs.openapi import checks  # heavy, and only needed here

    seen: set[int] = set()
    told = [
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_headers_conformance,
        checks.response_schema_conformance,
    ]

    @seed(20261126)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=calls)
    def send(case: Any) -> None:
        answer = case.call(headers=dict(api.headers))
        seen.add(answer.status_code)
        case.validate_response(answer, checks=told)

    send()
    return seen


@pytest.mark.covers("15")
def test_the_example_of_the_guide_works(api: httpx.Client) -> None:
    page = api.get("/api/v1/procedures", params={"limit": 5}).json()
    cases = api.get("/api/v1/cases", params={"limit": 50}).json()["items"]

    assert len(page["items"]) == 5
    assert "Phường Đồng Hới" in {case["agency"] for case in cases}
    accepted = next(case for case in cases if case["code"])
    told = api.get(f"/api/v1/tracking/{accepted['code']}").json()
    assert told["code"] == accepted["code"]
    path = f"/api/v1/cases/{accepted['id']}"
    keyed = {"Idempotency-Key": "huong-dan-0001", "If-Match": api.get(path).headers["ETag"]}
    text = {"text": "Đã nhận ở cổng dữ liệu."}
    first, again = (api.post(f"{path}/comments", json=text, headers=keyed) for _ in range(2))
    assert first.status_code == 201
    assert first.json() == again.json()
