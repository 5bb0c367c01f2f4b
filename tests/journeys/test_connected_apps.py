# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Another application signs an officer in with us; every endpoint of the open API under fire."""

from __future__ import annotations

import html
import json
import os
import re
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from playwright.sync_api import Browser, Page, expect

from tests.journeys import people
from tests.journeys.screens import DESK, look
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
OFFICER = "hotich2.donghoi"
SECRET = "lienthong-demo"
APPS = {
    "cong-du-lieu": "catalogue.read tracking.read cases.read cases.comment dossiers.tell",
    "benh-vien": "dossiers.file",
}
"""Applications of the demo that call the API, each with the scopes it asks for."""
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
    begin = officer.get_by_role("link", name="Đăng nhập bằng Liên Thông")
    asked = officer.request.get(f"{stack.simulators}{begin.get_attribute('href')}", max_redirects=0)
    officer.goto(asked.headers["location"].replace("scope=openid+", "scope="))
    officer.get_by_role("button", name="Đồng ý").click()
    expect(officer.get_by_text("Lý do: openid")).to_be_visible()
    officer.goto(calendar)
    begin.click()
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
def apis(stack: Stack) -> Iterator[dict[str, httpx.Client]]:
    """A client with a token, for every scope."""
    stack.rows("UPDATE accounts_connectedapp SET per_minute = 100000 RETURNING id")
    with ExitStack() as open_clients:
        found: dict[str, httpx.Client] = {}
        for app, scopes in APPS.items():
            asked = {"grant_type": "client_credentials", "scope": scopes}
            answer = httpx.post(
                f"{stack.web}/sso/token", data=asked, auth=(app, SECRET), timeout=20
            )
            headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
            client = httpx.Client(base_url=stack.web, headers=headers, timeout=20)
            found |= dict.fromkeys(scopes.split(), open_clients.enter_context(client))
        yield found


@pytest.mark.covers("15")
def test_every_endpoint_answers_as_the_document_says_whatever_is_sent(
    apis: dict[str, httpx.Client], stack: Stack
) -> None:
    import schemathesis  # heavy, and only needed here
    from schemathesis import GenerationMode

    document = httpx.get(f"{stack.web}/api/v1/openapi.json", timeout=20).json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=stack.web)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= 12

    answered = {
        operation.label: {
            status
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            for status in answers(
                operation.as_strategy(generation_mode=mode), apis[_scope_of(operation)]
            )
        }
        for operation in operations
    }

    assert {200, 422} <= answered["GET /api/v1/cases"]
    assert {200, 422} <= answered["GET /api/v1/procedures"]
    assert 422 in answered["POST /api/v1/dossiers"]
    assert 404 in answered["POST /api/v1/dossiers/{code}/messages"]
    assert all(max(statuses) < 500 for statuses in answered.values())


def _scope_of(operation: Any) -> str:
    (needed,) = operation.definition.raw["security"]
    (scope,) = needed["oauth2"]
    return str(scope)


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
def test_every_line_of_the_guide_works(stack: Stack, tmp_path: Path) -> None:
    guide = (ROOT / "docs/reference/open-api.md").read_text("utf-8")
    lines = guide.partition("## Đăng nhập bằng")[0]
    blocks = re.findall(r"```sh\n(.+?)```", lines, re.DOTALL)
    assert len(blocks) == 4

    page = httpx.get(f"{stack.web}/api/", timeout=20).text
    on_page = [html.unescape(line) for line in re.findall(r"<code>(curl .+?)</code>", page)]
    assert len(on_page) == 2

    told = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join([blocks[0], *on_page, *blocks[1:]])],
        cwd=tmp_path,
        env={
            **os.environ,
            "SERVER": stack.web,
            "RUN": secrets.token_hex(6),
            "APP": "cong-du-lieu",
            "SECRET": SECRET,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    filed = json.loads(told.stdout[told.stdout.rindex('{"code"') :])
    assert (filed["state"], filed["agency"]) == ("submitted", "Phường Đồng Hới")
    assert stack.state_of(filed["submission_code"]) == "submitted"
    assert '"next":' in told.stdout
    assert "1.001193" in told.stdout
