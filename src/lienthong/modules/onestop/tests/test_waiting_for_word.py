# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps of a province's own that wait for word, are done by each of several units, are stopped."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lienthong.core.cases.api import Case, Step, events_of, move_case_process
from lienthong.core.process.api import ProcessInstance, publish_version
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.own_step import finish_own_step
from lienthong.modules.onestop.panels.work_words import event_line
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.modules.onestop.tests.turns import OFFICER, Turns
from lienthong.testing.api import Caller, caller

pytestmark = pytest.mark.covers("4.3")
PLATFORM = Actor.platform("thử")


def with_own_steps(source: dict[str, Any], units: list[str]) -> dict[str, Any]:
    """After the examination each unit looks, then the minutes are waited for, then it is signed."""
    table = deepcopy(source)
    examine = next(step for step in table["steps"] if step["node"] == "examine")
    examine["boundaries"] = [
        {"code": "objection", "title": "Có đơn phản đối", "to": "minutes", "message": "objection"}
    ]
    examine["outcomes"].append({"code": "look", "title": "Chuyển các đơn vị xem", "to": "look"})
    looked = {"code": "seen", "title": "Đã xem", "to": "minutes", "expects": ["comment"]}
    look: dict[str, Any] = {"node": "look", "title": "Xem bản vẽ", "role": "consulted_officer"}
    look |= {"of": "each", "each": "lookers", "outcomes": [looked]}
    wait = {"node": "minutes", "title": "Chờ biên bản họp", "kind": "wait", "to": "sign"}
    table["steps"] += [look, wait | {"message": "minutes_sent"}]
    table["data"] |= {"lookers": {"type": "list", "default": units}}
    return table


@pytest.fixture
def own(turns: Turns) -> Turns:
    """A dossier in examination on such a process; the land office and the fire police look."""
    cache.clear()
    case = Case.objects.get(pk=turns.dossier.pk)
    run = ProcessInstance.objects.select_related("version").get(pk=case.instance_id or 0)
    units = [turns.world.land.code, turns.world.fire.code]
    table = with_own_steps(run.version.table, units)
    version = publish_version(table, valid_from=date(2026, 11, 16), actor=PLATFORM)
    move_case_process(case, version=version, actor=PLATFORM)
    return turns


def case_url(turns: Turns) -> str:
    return reverse("onestop:officer-case", args=[turns.dossier.pk])


def told(turns: Turns) -> str:
    return str(event_line(events_of(turns.dossier.pk)[-1])["text"])


def consulted(turns: Turns, name: str) -> Client:
    client = Client()
    client.force_login(turns.world.consulted_account(getattr(turns.world, name)))
    return client


def send(client: Client, step: Step, outcome: str, **more: str) -> Any:
    act = reverse("onestop:officer-own-step", args=[step.pk])
    return client.post(act, {"outcome": outcome, "_key": f"k{step.pk}{outcome}{len(more)}", **more})


def test_each_unit_of_the_list_sees_the_dossier_and_does_its_own_step(own: Turns) -> None:
    officer = sign_in(own.world, OFFICER)
    assert consulted(own, "land").get(case_url(own)).status_code == 404
    page = officer.get(case_url(own)).content.decode()
    assert "Cách xử lý khác" in page
    send(officer, own.step("examine"), "look")
    assert told(own) == "“Thẩm tra, soạn giấy khai sinh”: Chuyển các đơn vị xem"
    land, fire = consulted(own, "land"), consulted(own, "fire")
    steps = {step.unit_id: step for step in Step.objects.filter(case=own.dossier.pk, node="look")}
    mine, theirs = steps[own.world.land.pk], steps[own.world.fire.pk]

    page = land.get(case_url(own)).content.decode()
    assert ("Xem bản vẽ" in page, "Đã xem" in page) == (True, True)
    assert send(land, theirs, "seen", comment="Không phải việc của tôi").status_code in (403, 404)
    assert send(land, mine, "seen").status_code == 422
    send(land, mine, "seen", comment="Không vướng.")
    assert told(own) == "“Xem bản vẽ”: Đã xem: Không vướng."
    assert own.nodes() == ["look"]
    send(fire, theirs, "seen", comment="Đủ lối thoát.")

    assert own.nodes() == ["minutes"]


def test_officer_who_minds_the_wait_notes_that_word_has_come(own: Turns) -> None:
    finish_own_step(own.step("examine"), outcome="objection", actor=own.actor(OFFICER))
    assert told(own) == "“Thẩm tra, soạn giấy khai sinh”: Có đơn phản đối"
    assert own.nodes() == ["minutes"]
    desk, wait = sign_in(own.world), own.step("minutes")
    assert "Ghi nhận đã có" not in sign_in(own.world, OFFICER).get(case_url(own)).content.decode()
    page = desk.get(case_url(own)).content.decode()
    inbox = desk.get(reverse("officer:inbox")).content.decode()

    assert "Hồ sơ đang chờ tin này." in page
    assert ("Chờ tin" in inbox, "Chờ người dân" in inbox) == (True, False)
    assert send(sign_in(own.world, OFFICER), wait, "received").status_code in (403, 404)
    send(desk, wait, "received", comment="Biên bản số 12")

    wait.refresh_from_db()
    assert (wait.outcome, wait.comment) == ("received", "Biên bản số 12")
    assert told(own) == "Đã có tin mà hồ sơ chờ: “Chờ biên bản họp”: Biên bản số 12"
    assert own.nodes() == ["sign"]


def test_connected_system_tells_what_is_waited_for_once(own: Turns) -> None:
    finish_own_step(own.step("examine"), outcome="objection", actor=own.actor(OFFICER))
    system: Caller = caller("kho-bac", unit=own.world.ward.agency)
    stranger: Caller = caller("noi-khac", unit=own.world.other.agency)
    path = f"/dossiers/{own.again().code}/messages"
    body = {"message": "minutes_sent", "note": "BB 12"}

    wrong = system.post(path, {"message": "other"}, key="tin-00000001")
    ours = system.post(path, {"message": "supplement_received"}, key="tin-00000002")
    outside = stranger.post(path, body, key="tin-00000003")
    first = system.post(path, body, key="tin-00000004")
    again = system.post(path, body, key="tin-00000004")
    later = system.post(path, body, key="tin-00000005")

    answers = [answer.status_code for answer in (wrong, ours, outside, first, again, later)]
    assert answers == [409, 422, 404, 200, 200, 409]
    assert first.json() == again.json()
    assert first.json()["steps"] == [own.step("sign").title]
    assert told(own) == "Đã có tin mà hồ sơ chờ: “Chờ biên bản họp”: BB 12"
