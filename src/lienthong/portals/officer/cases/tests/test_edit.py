# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Urgency, tags, note: what two officers change at once is decided field by field, never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from lienthong.core.cases.api import Case, CaseEvent, Step, details_of
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("8")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
EMPTY = {"priority": "0", "tags": "", "note": ""}


@pytest.fixture
def case(world: World) -> Case:
    return make_step(world.ward).case


def address(case: Case) -> str:
    return reverse("officer:case-edit", args=[case.pk])


def sent(base: dict[str, str], **mine: str) -> dict[str, str]:
    return base | mine | {f"base_{name}": value for name, value in base.items()}


def now(case: Case) -> dict[str, str]:
    case.refresh_from_db()
    return details_of(case)


def test_edit_when_alone_then_kept_told_and_the_inbox_moves(world: World, case: Case) -> None:
    browser = sign_in(world, "leader")
    before = Step.objects.get(case=case).sort_at
    assert 'name="base_note"' in browser.get(address(case)).content.decode()

    answer = browser.post(address(case), sent(EMPTY, priority="2", tags="Chờ họp", note="Gọi lại"))

    assert answer.status_code == 302
    assert now(case) == {"priority": "2", "tags": "Chờ họp", "note": "Gọi lại"}
    assert Step.objects.get(case=case).sort_at < before
    event = CaseEvent.objects.get(case_id=case.pk, kind="case_edited")
    assert event.data["fields"] == ["priority", "tags", "note"]
    assert event.data["before"]["note"] == ""


def test_edit_when_others_changed_another_field_then_both_stay(world: World, case: Case) -> None:
    browser = sign_in(world, "leader")
    browser.post(address(case), sent(EMPTY, tags="Chờ họp"))

    browser.post(address(case), sent(EMPTY, note="Đã gọi"))

    assert now(case) == {"priority": "0", "tags": "Chờ họp", "note": "Đã gọi"}


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "Ghi sau"), ("theirs", "Ghi trước"), ("base", "")]
)
def test_conflict_when_decided_then_the_chosen_one_is_kept(
    world: World, case: Case, choice: str, kept: str
) -> None:
    browser = sign_in(world, "leader")
    browser.post(address(case), sent(EMPTY, note="Ghi trước"))

    shown = browser.post(address(case), sent(EMPTY, note="Ghi sau", tags="Mới"))
    page = shown.content.decode()

    assert shown.status_code == 409
    assert now(case)["note"] == "Ghi trước"
    assert all(text in page for text in ("Ghi trước", "Ghi sau", "(để trống)", "Của bạn"))
    assert 'name="pick_note"' in page
    assert 'name="pick_tags"' not in page
    chosen: dict[str, Any] = {"viec": "chon", "pick_note": choice}
    chosen |= {"mine_note": "Ghi sau", "base_note": "", "mine_tags": "Mới", "mine_priority": "0"}
    chosen |= {"theirs_note": "Ghi trước", "theirs_tags": "", "theirs_priority": "0"}
    assert browser.post(address(case), chosen).status_code == 302
    assert now(case) == {"priority": "0", "tags": "Mới", "note": kept}


def test_conflict_when_others_changed_more_than_is_asked_then_that_stays_too(
    world: World, case: Case
) -> None:
    browser = sign_in(world, "leader")
    browser.post(address(case), sent(EMPTY, note="Ghi trước", priority="2"))

    shown = browser.post(address(case), sent(EMPTY, note="Ghi sau", tags="Mới"))
    hidden = dict(HIDDEN.findall(shown.content.decode()))
    browser.post(address(case), hidden | {"viec": "chon", "pick_note": "theirs"})

    assert now(case) == {"priority": "2", "tags": "Mới", "note": "Ghi trước"}


def test_conflict_when_somebody_writes_again_meanwhile_then_asked_again(
    world: World, case: Case
) -> None:
    browser = sign_in(world, "leader")
    browser.post(address(case), sent(EMPTY, note="Hai"))
    chosen = {"viec": "chon", "pick_note": "mine", "mine_note": "Ba", "theirs_note": "Một"}

    assert browser.post(address(case), chosen).status_code == 409
    assert now(case)["note"] == "Hai"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"priority": "9"}, "Chọn độ khẩn trong danh sách."),
        ({"note": "x" * 2001}, "Ghi chú dài quá 2.000 ký tự."),
    ],
)
def test_edit_when_wrong_then_said_and_nothing_is_kept(
    world: World, case: Case, typed: dict[str, str], said: str
) -> None:
    answer = sign_in(world, "leader").post(address(case), sent(EMPTY, tags="Mới", **typed))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert now(case) == EMPTY
