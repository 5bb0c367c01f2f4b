# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opinions and visits on the screens: asked, answered, reminded, recorded, watched."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Opinion, Step, open_steps_of, opinions_of
from lienthong.core.units.api import Unit
from lienthong.modules.onestop.models import Dossier, FieldVisit
from lienthong.modules.onestop.tests.test_citizen_dossier import received
from lienthong.modules.onestop.tests.test_construction_permit import QUESTION, ROLE, filed, inquire
from lienthong.modules.onestop.tests.test_opinions import of_unit, overdue
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of, version_in
from lienthong.testing.jobs import own_store
from lienthong.testing.world import World


@pytest.fixture
def dossier(world: World) -> Dossier:
    return filed(world)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk.of(world, ROLE)


@pytest.fixture
def office(world: World) -> Office:
    return Office(world, examiner=ROLE)


def asked_desk(world: World, unit: Unit) -> Desk:
    """The browser of the officer who answers for a unit."""
    client = Client()
    client.force_login(world.consulted_account(unit))
    return Desk(client)


def step_of(dossier: Dossier, node: str) -> Step:
    return next(step for step in open_steps_of(dossier.pk) if step.node == node)


def test_inquiry_when_opened_then_the_usual_units_and_questions_stand_there(
    desk: Desk, dossier: Dossier
) -> None:
    page = text_of(desk.case(dossier, viec="thuc-dia"))

    assert "Văn phòng Đăng ký đất đai" in page
    assert "Phòng Cảnh sát PCCC" in page
    assert "Thửa đất, mục đích sử dụng" in page


def test_inquiry_when_posted_then_both_units_and_the_visit_begin(
    world: World, desk: Desk, dossier: Dossier
) -> None:
    step = only_step(dossier)
    data = {
        "version": version_in(desk.case(dossier)),
        "visit": "on",
        "unit": [str(world.land.pk), str(world.fire.pk)],
        f"question_{world.land.pk}": QUESTION,
        f"question_{world.fire.pk}": "Có phải thẩm định không?",
    }
    response = desk.act("inquiry", step, **data)

    assert response["Location"] == reverse("onestop:officer-case", args=[dossier.pk])
    page = text_of(desk.case(dossier))
    assert QUESTION in page
    assert "Lập biên bản" in page
    strip = re.sub(r"\s+", " ", page)
    assert "Văn phòng Đăng ký đất đai, Phòng Cảnh sát PCCC" in strip


def test_inquiry_when_nothing_is_chosen_then_refused_with_the_form_open(
    desk: Desk, dossier: Dossier
) -> None:
    refused = desk.act("inquiry", only_step(dossier), more_question="Gì?")

    assert refused.status_code == 422
    assert "Chọn ít nhất một đơn vị" in text_of(refused)
    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]


def test_units_beside_the_usual_ones_are_asked_too_and_a_refusal_keeps_what_was_chosen(
    world: World, desk: Desk, dossier: Dossier
) -> None:
    step, land, fire = only_step(dossier), str(world.land.pk), str(world.fire.pk)
    data = {"unit": [land], f"question_{land}": QUESTION, "more": [fire, ""]}

    refused = desk.act("inquiry", step, **data, more_question=["", ""])
    shown = refused.context
    asked = desk.act("inquiry", step, **data, more_question=["Có phải thẩm định không?", ""])

    assert refused.status_code == 422
    assert {str(one["id"]): one["is_asked"] for one in shown["usual_units"]} == {
        land: True,
        fire: False,
    }
    assert [one["unit"] for one in shown["more_units"] if one["is_open"]] == [fire]
    assert shown["is_visiting"] is False
    assert asked.status_code == 302
    questions = {str(one.unit_id): one.question for one in opinions_of(dossier.pk)}
    assert questions == {land: QUESTION, fire: "Có phải thẩm định không?"}


def test_answer_when_files_are_attached_then_the_case_shows_them_and_strangers_do_not(
    world: World, office: Office, dossier: Dossier, settings: Any, tmp_path: Path
) -> None:
    own_store(tmp_path, settings)
    inquire(world, office)
    land = asked_desk(world, world.land)
    step = of_unit(dossier, world.land).step
    address = reverse("onestop:officer-opinion-file", args=[step.pk])
    assert "Tệp kèm ý kiến" in text_of(land.case(dossier))
    account = world.consulted_account(world.land).pk
    receipts = [
        received(tmp_path / "files", account, draft=f"opinion-{step.pk}", slot="opinion", name=name)
        for name in ("trích lục.jpg", "nhầm.jpg")
    ]

    for receipt in (receipts[0], receipts[0], receipts[1]):
        assert land.client.get(f"{address}?receipt={receipt}").status_code == 302
    opinion = of_unit(dossier, world.land)
    first, second = opinion.files
    land.client.post(address, {"remove": str(second)})
    stranger = asked_desk(world, world.fire)
    assert stranger.client.get(f"{address}?receipt={receipts[1]}").status_code in {403, 404}
    land.act("opinion", step, stance="conditions", answer="Theo trích lục kèm đây.")

    opinion.refresh_from_db()
    assert opinion.files == [first]
    page = text_of(Desk.of(world, ROLE).case(dossier))
    assert reverse("officer:file", args=[first]) in page
    late = land.client.get(f"{address}?receipt={receipts[1]}")
    assert late.status_code in {403, 404, 409}
    opinion.refresh_from_db()
    assert opinion.files == [first]


def test_asked_officer_when_opening_the_case_then_question_files_and_answer(
    world: World, office: Office, dossier: Dossier
) -> None:
    land = asked_desk(world, world.land)
    assert land.case(dossier).status_code == 404
    inquire(world, office)

    response = land.case(dossier)
    page = text_of(response)
    assert response.status_code == 200
    assert QUESTION in page
    assert "Trần Thị Mỹ Duyên" in page
    step = of_unit(dossier, world.land).step
    refused = land.act("opinion", step, stance="objects", answer="  ")
    assert refused.status_code == 422
    assert "Ghi điều kiện hoặc lý do." in text_of(refused)
    done = land.act("opinion", step, stance="agrees", answer="Đúng mục đích.")
    assert done.status_code == 302
    assert of_unit(dossier, world.land).answer == "Đúng mục đích."
    finished = land.client.get(reverse("onestop:officer-done"))
    assert "Ý kiến, biên bản đã gửi nên không thu hồi được" in text_of(finished)
    again = reverse("onestop:officer-take-back", args=[step.pk])
    assert again not in text_of(finished)
    assert again not in text_of(land.client.get(reverse("officer:inbox"))), "nothing is offered"
    assert "Ý kiến, biên bản đã gửi" in text_of(land.client.post(again, follow=True))


def test_asking_officer_when_one_answered_late_then_both_clocks_are_seen(
    world: World, office: Office, desk: Desk, dossier: Dossier
) -> None:
    inquire(world, office, visit=False)
    overdue(of_unit(dossier, world.land))
    step = of_unit(dossier, world.land).step
    asked_desk(world, world.land).act("opinion", step, stance="objects", answer="Sai quy hoạch.")

    page = text_of(desk.case(dossier))

    assert "Trả lời trễ" in page
    assert "Sai quy hoạch." in page
    assert "Còn" in page
    head = Client()
    head.force_login(world.account("one_stop_head"))
    watched = text_of(head.get(reverse("onestop:officer-opinions")))
    assert "Đã trả lời trễ (1)" in watched
    assert "Đang chờ trả lời (1)" in watched
    assert str(dossier.case.code) in watched


def test_follow_when_pressed_then_reminded_or_silence_taken_or_refused(
    world: World, office: Office, desk: Desk, dossier: Dossier
) -> None:
    inquire(world, office, visit=False)
    opinion = of_unit(dossier, world.fire)
    url = reverse("onestop:officer-opinion-follow", args=[opinion.pk])

    assert desk.client.post(url, {"act": "remind"}).status_code == 302
    assert "Đã nhắc 1 lần" in text_of(desk.case(dossier))
    assert desk.client.post(url, {"act": "silence"}).status_code == 409
    assert desk.client.post(url, {"act": "withdraw"}).status_code == 409
    assert desk.client.post(url, {"act": "rubbish"}).status_code == 409
    overdue(opinion)
    assert "Hết hạn, coi như đồng ý" in text_of(desk.case(dossier))
    assert desk.client.post(url, {"act": "silence"}).status_code == 302
    assert of_unit(dossier, world.fire).stance == "silent"


def test_ask_when_posted_then_the_examiner_keeps_the_work(
    world: World, desk: Desk, dossier: Dossier
) -> None:
    step = only_step(dossier)
    refused = desk.act("ask", step, unit="", question="Gì?")
    assert refused.status_code == 422

    done = desk.act("ask", step, unit=str(world.land.pk), question="Ranh giới đúng không?")

    assert done.status_code == 302
    assert Opinion.objects.get().question == "Ranh giới đúng không?"
    assert "Đạt, trình ký" in text_of(desk.case(dossier))


def visit_form(**changes: str) -> dict[str, str]:
    day = timezone.localtime() - timedelta(days=1)
    return {
        "visited_on": f"{day:%d/%m/%Y}",
        "visited_time": "14:30",
        "place": "12 Lê Lợi",
        "participants": "Ông Thắng",
        "findings": "Đất trống.",
        "conclusion": "differs",
    } | changes


def test_visit_when_posted_then_recorded_and_shown(
    world: World, office: Office, desk: Desk, dossier: Dossier
) -> None:
    inquire(world, office)
    step = step_of(dossier, "visit")

    refused: Any = desk.act("visit", step, **visit_form(visited_time="quá trưa"))
    assert refused.status_code == 422
    assert "Đất trống." in text_of(refused)
    done = desk.act("visit", step, **visit_form())

    assert done.status_code == 302
    visit = FieldVisit.objects.get()
    assert timezone.localtime(visit.visited_at).strftime("%H:%M") == "14:30"
    page = text_of(desk.case(dossier))
    assert "Khác với hồ sơ" in page
    assert "Biên bản thực địa" in page


def test_visit_file_when_the_edge_says_no_then_said_on_the_case(
    world: World, office: Office, desk: Desk, dossier: Dossier
) -> None:
    inquire(world, office)
    url = reverse("onestop:officer-visit-file", args=[step_of(dossier, "visit").pk])

    refused = desk.client.get(url, {"upload_error": "too_large"})
    forged = desk.client.get(url, {"receipt": "rubbish"})

    assert (refused.status_code, forged.status_code) == (422, 422)
    assert "Tệp lớn hơn mức ghi ở ô này" in text_of(refused)
    assert FieldVisit.objects.get().files == []
