# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Twenty thousand characters in every field: refused naming the limit, all of it still there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.documents.api import IssuedDocument
from lienthong.modules.onestop.actions.intake import Missing, request_intake_supplement
from lienthong.modules.onestop.models import Defect, Dossier, HandOverSheet, Withdrawal
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_construction_permit import ROLE, filed, inquire
from lienthong.modules.onestop.tests.test_desk_steps import check_url
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_opinion_screens import asked_desk, step_of
from lienthong.modules.onestop.tests.test_opinions import of_unit
from lienthong.modules.onestop.tests.test_turn_stop import stop
from lienthong.modules.onestop.tests.test_turn_supplement import propose, send
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")

ENDLESS = ("Ước nguyện " * 1819).strip()
LENGTH = "20.008"
TICKED = {"missing": "birth_certificate"}
GROUND = {"legal_basis": "61/2018/NĐ-CP", "article": "Điều 19"}
STOP = {"ground": "applicant", "reason": "Có đơn."} | GROUND
ASKED = {"day": "26/11/2026", "reason": "Chờ trích lục.", "apology": "Xin lỗi."}


def refused(answer: Any, most: str) -> None:
    """Says the limit and what was typed, whole, in the field."""
    page = text_of(answer)
    assert answer.status_code == 422
    assert f"Viết ngắn hơn: nhiều nhất {most} ký tự, đang có {LENGTH}." in page
    assert ENDLESS in page


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


@pytest.mark.parametrize(
    ("act", "typed", "most"),
    [
        ("propose", {"comment": ENDLESS}, "5.000"),
        ("propose", {"line_child_full_name": ENDLESS}, "1.000"),
        ("supplement", TICKED | {"reason": ENDLESS}, "5.000"),
        ("supplement", TICKED | {"reason": "Mờ", "what_birth_certificate": ENDLESS}, "500"),
        ("verify", {"comment": ENDLESS}, "5.000"),
        ("send-back", {"reason": ENDLESS}, "5.000"),
        ("stop", STOP | {"reason": ENDLESS}, "2.000"),
        ("stop", STOP | {"article": ENDLESS}, "300"),
    ],
)
def test_words_of_the_officer_when_endless(
    world: World, dossier: Dossier, act: str, typed: dict[str, str], most: str
) -> None:
    answer = Desk.of(world, OFFICER).act(act, only_step(dossier), **typed)

    page = text_of(answer)
    assert answer.status_code == 422
    assert f"nhiều nhất {most} ký tự, đang có" in page
    assert ENDLESS in page
    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]
    assert not Defect.objects.exists()
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("name", ["reason", "apology"])
def test_extension_when_endless(turns: Turns, name: str) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    address = reverse("onestop:officer-extension", args=[turns.dossier.pk])
    answer = Desk.of(turns.world, OFFICER).client.post(address, ASKED | {name: ENDLESS})

    refused(answer, "2.000")
    assert turns.nodes() == ["examine"]


def test_reason_to_go_on_when_endless(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    stop(turns)
    address = reverse("onestop:officer-resume", args=[turns.dossier.pk])
    refused(Desk.of(turns.world, OFFICER).client.post(address, {"reason": ENDLESS}), "2.000")
    assert turns.state == "stopped"


def test_returned_papers_when_endless(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    officer, desk = Desk.of(turns.world, OFFICER), Desk.of(turns.world, DESK)
    assert officer.act("stop", turns.step("examine"), **STOP).status_code == 302
    leader, asked = Desk.of(turns.world, LEADER), turns.step("approve_stop")
    refused(leader.act("decide-turn", asked, act="decline", reason=ENDLESS), "2.000")
    assert leader.act("decide-turn", asked, act="approve").status_code == 302

    sending = turns.step("send_stop")
    refused(desk.act("carry-out", sending, act="send", returned_papers=ENDLESS), "1.000")
    assert turns.state == "in_process"


@pytest.fixture
def permit(world: World) -> Dossier:
    return filed(world)


def test_questions_to_units_when_endless(world: World, permit: Dossier) -> None:
    desk, step = Desk.of(world, ROLE), only_step(permit)
    unit = str(world.land.pk)
    refused(desk.act("ask", step, unit=unit, question=ENDLESS), "5.000")
    refused(desk.act("inquiry", step, more=unit, more_question=ENDLESS), "5.000")
    usual = {"unit": unit, f"question_{unit}": ENDLESS}
    refused(desk.act("inquiry", step, visit="on", **usual), "5.000")

    assert [step.node for step in open_steps_of(permit.pk)] == ["examine"]


def test_opinion_and_visit_when_endless(world: World, permit: Dossier) -> None:
    inquire(world, Office(world, examiner=ROLE))
    land = asked_desk(world, world.land)
    opinion = land.act(
        "opinion", of_unit(permit, world.land).step, stance="objects", answer=ENDLESS
    )
    assert opinion.status_code == 422
    assert "Ý kiến dài quá 5.000 ký tự." in text_of(opinion)
    assert ENDLESS in text_of(opinion)
    assert of_unit(permit, world.land).answer == ""

    day = timezone.localtime() - timedelta(days=1)
    seen = {
        "visited_on": f"{day:%d/%m/%Y}",
        "visited_time": "14:30",
        "place": "12 Lê Lợi",
        "participants": "Ông Thắng",
        "findings": "Đất trống.",
        "conclusion": "differs",
    }
    desk = Desk.of(world, ROLE)
    refused(desk.act("visit", step_of(permit, "visit"), **seen | {"place": ENDLESS}), "300")
    people = seen | {"participants": ENDLESS}
    refused(desk.act("visit", step_of(permit, "visit"), **people), "2.000")
    found = desk.act("visit", step_of(permit, "visit"), **seen | {"findings": ENDLESS})
    assert "Ghi điều đã thấy, tối đa 5.000 ký tự." in text_of(found)
    assert ENDLESS in text_of(found)
    assert permit.visits.get().recorded_at is None


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ({"act": "supplement", "reason": ENDLESS, "what_content": "Tên"}, "5.000"),
        ({"act": "supplement", "reason": "Sai tên.", "what_content": ENDLESS}, "500"),
        ({"act": "refuse", "refusal": ENDLESS, "legal_basis": "61/2018/NĐ-CP"}, "5.000"),
        ({"act": "refuse", "refusal": "Không đúng.", "legal_basis": ENDLESS}, "300"),
        ({"act": "accept", "what_declaration": ENDLESS}, "500"),
    ],
)
def test_words_of_the_desk_when_endless(
    world: World, mother: Citizen, typed: dict[str, str], most: str
) -> None:
    sent = mother.submit()
    good = {f"v_{row.key}": "accepted" for row in sent.components.all()}
    step = only_step(sent)
    refused(Desk.of(world, DESK).client.post(check_url(step), good | typed), most)

    assert Dossier.objects.get().case.state == "submitted"
    assert not Defect.objects.exists()


def test_reason_of_forwarding_and_of_not_taking_over_when_endless(
    world: World, mother: Citizen
) -> None:
    step = only_step(mother.submit())
    to = {"act": "forward", "forward_to": str(world.other.agency.pk)}
    desk = Desk.of(world, DESK)
    refused(desk.client.post(check_url(step), to | {"forward_reason": ENDLESS}), "500")
    assert (
        desk.client.post(check_url(step), to | {"forward_reason": "Ở nơi khác."}).status_code == 302
    )

    there = Desk.of(world, DESK, ward=world.other)
    (waiting,) = Step.objects.filter(node="take_over", closed_at=None)
    address = reverse("onestop:officer-take-over", args=[waiting.pk])
    refused(there.client.post(address, {"act": "refuse", "reason": ENDLESS}), "300")
    assert Dossier.objects.get().case.state == "forwarded"


def test_answer_and_withdrawal_of_a_citizen_when_endless(world: World, mother: Citizen) -> None:
    sent = mother.submit()
    asked = [Missing("declaration", "Tên bệnh viện chưa khớp.")]
    desk = world.officer(DESK)
    request_intake_supplement(only_step(sent), missing=asked, reason="Chưa khớp.", actor=desk)
    defect, path = Defect.objects.get(), f"/ho-so/{sent.submission_code}/"
    typed = {f"answer_{defect.pk}": ENDLESS, "_key": "b" * 22}
    refused(mother.post(f"{path}bo-sung/", typed), "1.000")
    refused(mother.post(f"{path}rut/", {"reason": ENDLESS, "_key": "r" * 22}), "500")

    assert Defect.objects.get().answered_at is None
    assert not Withdrawal.objects.exists()
    assert Dossier.objects.get().case.state == "intake_supplement"


def test_remarks_on_a_hand_over_when_endless(world: World, dossier: Dossier) -> None:
    desk, unit = Desk.of(world, DESK), Desk.of(world, OFFICER)
    address = reverse("onestop:officer-hand-overs")
    line = dossier.hand_overs.get(given_at=None)
    refused(desk.client.post(address, {"line": line.pk, "note": ENDLESS}), "500")
    assert not HandOverSheet.objects.exists()
    assert desk.client.post(address, {"line": line.pk}).status_code == 302

    sheet = reverse("onestop:officer-hand-over", args=[HandOverSheet.objects.get().pk])
    for verdict in ("ok", "missing"):
        typed = {f"line_{line.pk}": verdict, f"note_{line.pk}": ENDLESS}
        refused(unit.client.post(sheet, typed), "300")
    assert HandOverSheet.objects.get().received_at is None


def test_supplement_words_of_the_desk_when_endless(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    propose(turns)
    desk = Desk.of(turns.world, DESK)
    step = turns.step("send_supplement")
    refused(desk.client.post(check_url(step), {"act": "send", "comment": ENDLESS}), "5.000")
    send(turns)

    assert turns.state == "supplement"
