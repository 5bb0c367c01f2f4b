# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sending under bad luck: two tabs, strangers, broken files, strange writing, a dead database."""

from __future__ import annotations

import functools
import threading
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import expect

from lienthong.testing.processes import kill_database
from lienthong.traffic.answers import photograph
from tests.journeys import citizen, people
from tests.journeys.stack import Stack, until
from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey
CROWD = 12


@pytest.fixture(scope="module")
def mother(stack: Stack) -> Iterator[Walker]:
    with Walker(stack.web, people.MOTHER) as walker:
        yield walker


def dossiers_of(stack: Stack, key: str) -> list[str]:
    """Submission codes of the dossiers that a draft became."""
    found = stack.rows(
        "SELECT d.submission_code FROM onestop_dossier d JOIN forms_formdraft f"
        " ON f.id = d.draft_id WHERE f.key = %s",
        key,
    )
    return [code for (code,) in found]


@pytest.mark.covers("20")
def test_draft_when_sent_from_two_tabs_then_there_is_one_dossier(
    visit: Any, stack: Stack, mother: Walker
) -> None:
    key = mother.draft()
    first = visit(people.MOTHER, phone=True)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(f"/ban-nhap/{key}/xem-lai/")

    codes = [citizen.send(tab) for tab in (first, second)]

    assert dossiers_of(stack, key) == [codes[0]] == [codes[1]]


@pytest.mark.covers("20")
def test_draft_when_sent_at_the_same_moment_then_there_is_one_dossier(
    stack: Stack, mother: Walker
) -> None:
    key = mother.draft()
    forms = [mother.review_form(key) for _tab in range(6)]
    start = threading.Barrier(len(forms))

    def press(form: dict[str, str]) -> str:
        start.wait(10)
        return mother.send(key, form)

    with ThreadPoolExecutor(len(forms)) as tabs:
        codes = set(tabs.map(press, forms))

    assert len({form["_key"] for form in forms}) == len(forms)
    assert dossiers_of(stack, key) == list(codes)


@pytest.mark.covers("20")
def test_pages_of_a_dossier_when_a_stranger_asks_then_there_are_none(
    stack: Stack, mother: Walker
) -> None:
    key, waiting = mother.draft(), mother.draft()
    code = mother.send(key, mother.review_form(key))
    own = [f"/ho-so/{code}/", f"/ho-so/{code}/da-nop/", f"/ban-nhap/{waiting}/start/"]
    others = [f"/ho-so/{code}/{act}/" for act in ("bo-sung", "rut", "ket-qua", "danh-gia")]

    assert [mother.http.get(path).status_code for path in own] == [200, 200, 200]
    with Walker(stack.web, people.STRANGER) as stranger:
        assert {stranger.http.get(path).status_code for path in own + others} == {404}


@pytest.mark.covers("20")
def test_case_when_an_officer_of_another_unit_asks_then_there_is_none(
    visit: Any, stack: Stack, mother: Walker
) -> None:
    key = mother.draft()
    code = mother.send(key, mother.review_form(key))
    sent = "SELECT case_id FROM onestop_dossier WHERE submission_code = %s"
    address = f"/can-bo/ho-so/{stack.rows(sent, code)[0][0]}/"
    statuses = []
    for who in (people.DESK, people.OTHER_DESK):
        answer = visit(who).goto(address)
        statuses.append(answer.status)

    assert statuses == [200, 404]


@pytest.mark.covers("20")
def test_file_when_disguised_or_huge_then_is_refused_in_plain_words(
    visit: Any, mother: Walker
) -> None:
    key = mother.draft(stop="birth_paper", birth_proof_kind="paper_certificate")
    phone = visit(people.MOTHER, phone=True)
    phone.goto(f"/ban-nhap/{key}/birth_paper/")
    slot = phone.locator('[id="id_birth_certificate_file"]')
    chooser = slot.locator('input[type="file"]')
    said = slot.locator("[data-upload-text]")

    chooser.set_input_files(
        {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": b"#!/bin/sh\nrm -rf /\n" * 99}
    )
    expect(said).to_have_text("Loại tệp không dùng được. Hãy gửi ảnh hoặc tệp PDF.")
    chooser.set_input_files(
        {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" * 5_300_000}
    )
    expect(said).to_have_text("Tệp lớn hơn 20 MB. Hãy chụp lại ở cỡ nhỏ hơn.")
    assert slot.locator(".slot--done").count() == 0


@pytest.mark.covers("20")
def test_file_when_chosen_before_the_script_is_there_then_is_sent(
    visit: Any, mother: Walker
) -> None:
    key = mother.draft(stop="birth_paper", birth_proof_kind="paper_certificate")
    phone, held = visit(people.MOTHER, phone=True), list[Any]()

    def hold(route: Any) -> None:
        held.append(route)

    phone.route("**/upload*.js", hold)
    phone.goto(f"/ban-nhap/{key}/birth_paper/", wait_until="commit")
    slot = phone.locator('[id="id_birth_certificate_file"]')
    given = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    slot.locator('input[type="file"]').set_input_files(given)

    phone.evaluate("window.stays = true")
    held[0].continue_()

    expect(slot.locator(".slot--done")).to_have_count(1)
    assert phone.evaluate("window.stays"), "the page was loaded anew"
    slot.locator('input[type="file"]').set_input_files({**given, "name": "mat-sau.jpg"})
    expect(slot.locator(".slot--done")).to_have_count(2)
    assert phone.evaluate("document.activeElement.id") == slot.get_attribute("id")


@pytest.mark.covers("20")
def test_name_when_typed_in_decomposed_letters_then_is_kept_composed(
    stack: Stack, mother: Walker
) -> None:
    name = unicodedata.normalize("NFC", "Nguyễn Thị Ước Nguyện")
    key = mother.draft(child_full_name=unicodedata.normalize("NFD", name))
    code = mother.send(key, mother.review_form(key))
    kept = stack.rows(
        "SELECT k.data->>'child_full_name', d.data_subject->>'name', c.title"
        " FROM onestop_dossier d JOIN cases_case c ON c.id = d.case_id"
        " JOIN cases_casedata k ON k.case_id = c.id WHERE d.submission_code = %s",
        code,
    )

    assert kept == [(name, name, f"Đăng ký khai sinh cho {name}")]


@pytest.mark.covers("20")
def test_database_when_killed_during_sending_then_no_acknowledged_dossier_is_lost(
    stack: Stack, mother: Walker
) -> None:
    forms = {key: mother.review_form(key) for key in (mother.draft() for _one in range(CROWD))}
    acknowledged: dict[str, str] = {}
    enough, dead = threading.Event(), threading.Event()
    last = set(list(forms)[-3:])

    def press(key: str) -> None:
        if key in last:
            assert dead.wait(30)
        code = mother.send(key, forms[key])
        if code:
            acknowledged[key] = code
        if len(acknowledged) >= CROWD // 4:
            enough.set()

    def again(key: str) -> bool:
        press(key)
        return key in acknowledged

    with ThreadPoolExecutor(3) as crowd:
        presses = [crowd.submit(press, key) for key in forms]
        assert enough.wait(30)
        kill_database(stack.dsn)
        dead.set()
        for done in presses:
            done.result()

    until(lambda: stack.rows("SELECT 1"), "the database")
    assert {key: dossiers_of(stack, key) for key in acknowledged} == {
        key: [code] for key, code in acknowledged.items()
    }
    before = dict(acknowledged)
    for key in forms:
        until(functools.partial(again, key), "sending again")
    assert {key: acknowledged[key] for key in before} == before
    assert {key: dossiers_of(stack, key) for key in forms} == {
        key: [code] for key, code in acknowledged.items()
    }
