# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry at the counter without a mouse: scanner and keys only, to the printed slip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.screens import look
from tests.journeys.stack import Stack

pytestmark = pytest.mark.journey
CARD = (
    "044195990074|201995007|Trần Thị Mai|12071995|Nữ|"
    "Tổ dân phố 2, Phường Đồng Hới, Quảng Trị|01072021"
)
SLIP = re.compile(r"/can-bo/giay/\d+/in/")
CODE = re.compile(r"H50\.12-\d{6}-\d{4}")
TYPED = {
    "child_full_name": "Nguyễn Hoàng Bảo An",
    "child_date_of_birth": "15112026",
    "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
    "child_hometown_division": "Phường Đồng Hới, Quảng Trị",
    "copies_requested": "2",
}
CHOSEN = {
    "submitter_relation": "mother",
    "birth_situation": "ordinary",
    "child_sex": "male",
    "birth_place_kind": "facility",
    "birth_proof_kind": "paper_certificate",
    "child_ethnicity": "01",
    "child_nationality": "VN",
    "parents_marriage": "registered_in_country",
    "father_declared": "no",
    "mother_ethnicity": "01",
    "result_delivery": "desk",
}


@pytest.mark.covers("14")
def test_counter_entry_by_scanner_and_keys(visit: Any, stack: Stack) -> None:
    page = visit(people.DESK)
    page.goto("/can-bo/mot-cua/")
    page.keyboard.press("F9")
    expect(page.locator("#id_scan")).to_be_focused()
    read_the_card(page)
    choose_the_procedure(page)
    for name, value in CHOSEN.items():
        choose(page, name, value)
    for name, words in TYPED.items():
        put(page, name, words)
    expect(page.locator("#xem-truoc")).to_contain_text("Nguyễn Hoàng Bảo An")
    expect(page.locator("#xem-truoc")).to_contain_text("cấp khi nhận")
    look(page, "desk-counter")
    refused_without_the_certificate(page)
    code = receive(page)
    assert stack.state_of(code) == "in_process"
    look(page, "desk-counter-slip")


def read_the_card(page: Page) -> None:
    """The scanner types the code of the card and Enter."""
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#id_person_full_name")).to_have_value("Trần Thị Mai")
    expect(page.locator("#id_person_date_of_birth")).to_have_value("12/07/1995")
    expect(page.locator("#id_person_phone")).to_be_focused()
    page.keyboard.type("0912345486")


def choose_the_procedure(page: Page) -> None:
    """F3, a word, Enter: questions, papers and the promised date come."""
    page.keyboard.press("F3")
    expect(page.locator("#id_procedure_text")).to_be_focused()
    page.keyboard.type("1.001193")
    page.keyboard.press("Enter")
    expect(page.locator("#id_submitter_relation")).to_be_focused()
    expect(page.locator("#chan")).to_contain_text("Hẹn trả")
    expect(page.locator("#id_registry_place_division")).not_to_have_value("")


def choose(page: Page, name: str, value: str) -> None:
    """A list takes the value and keeps it while the form lives."""
    field = page.locator(f"#id_{name}")
    field.focus()
    field.select_option(value)
    expect(field).to_have_value(value)


def put(page: Page, name: str, words: str) -> None:
    """Type into a field with the keyboard."""
    page.locator(f"#id_{name}").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def refused_without_the_certificate(page: Page) -> None:
    """A missing paper is named, nothing is lost."""
    tick(page, "c_declaration")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errors")).to_contain_text("Giấy chứng sinh")
    kept: Mapping[str, str] = TYPED | {"child_date_of_birth": "15/11/2026"}
    for name in ("child_full_name", "birth_facility", "child_date_of_birth"):
        expect(page.locator(f"#id_{name}")).to_have_value(kept[name])


def receive(page: Page) -> str:
    """The certificate is there, the money is taken: Ctrl Enter, and the slip stands ready."""
    page.keyboard.press("F4")
    expect(page.locator("#id_c_declaration")).to_be_focused()
    tick(page, "c_birth_certificate")
    put(page, "cash", "16.000")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(SLIP)
    said = page.locator(".print-bar__message").inner_text()
    assert "Biên lai số" in said
    found = CODE.search(said)
    assert found, said
    return found[0]


def tick(page: Page, name: str) -> None:
    """Focus and Space."""
    page.locator(f"#id_{name}").focus()
    page.keyboard.press("Space")
    expect(page.locator(f"#id_{name}")).to_be_checked()
