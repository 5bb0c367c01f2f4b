# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps that the system does in a dossier's process: it asks over real HTTP and tells people."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import httpx
import pytest
from django.db import transaction

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import Case, ServiceCall, events_of, move_case_process
from lienthong.core.integration.api import Incoming, Outgoing
from lienthong.core.notifications.api import Message
from lienthong.core.process.api import ProcessInstance, publish_version, values
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.serving import served_by
from lienthong.modules.onestop.tests.turns import OFFICER, Turns
from lienthong.testing.outbox import carry, let_time_pass

pytestmark = pytest.mark.covers("3.3")
KNOWN, NAME = "044195990074", "Trần Thị Mai"
PLATFORM = Actor.platform("thử")


@pytest.fixture
def population(partners: str, settings: Any) -> str:
    """The simulated population database, well."""
    settings.LIENTHONG_POPULATION_URL = f"{partners}/population"
    switch(partners, "off", 0)
    return partners


def switch(partners: str, mode: str, count: int) -> None:
    asked = {"channel": "population.people", "mode": mode, "count": str(count), "seconds": "0.2"}
    httpx.post(f"{partners}/faults", json=asked, timeout=20)


def with_services(source: dict[str, Any]) -> dict[str, Any]:
    """The same process, in which the system asks and tells between examining and signing."""
    table = deepcopy(source)
    examine = next(step for step in table["steps"] if step["node"] == "examine")
    next(way for way in examine["outcomes"] if way["code"] == "propose")["to"] = "home"
    ask: dict[str, Any] = {
        "node": "home",
        "title": "Tra nơi cư trú",
        "kind": "service",
        "service": "ask_residence",
    }
    news: dict[str, Any] = {
        "node": "news",
        "title": "Báo tin",
        "kind": "service",
        "service": "tell_applicant",
    }
    news["marks"] = {"text": "Hồ sơ đã thẩm tra xong, đang trình ký."}
    table["steps"] += [ask | {"to": "news", "late": "recheck"}, news | {"to": "sign"}]
    table["data"] |= {"residence_confirmed": {"type": "flag"}}
    return table


@pytest.fixture
def served(turns: Turns) -> Turns:
    """A dossier on the process with services, its applicant known to the database."""
    case = Case.objects.get(pk=turns.dossier.pk)
    run = ProcessInstance.objects.select_related("version").get(pk=case.instance_id or 0)
    version = publish_version(
        with_services(run.version.table), valid_from=date(2026, 11, 16), actor=PLATFORM
    )
    move_case_process(case, version=version, actor=PLATFORM)
    Person.objects.filter(personal_id=KNOWN).update(personal_id=None)
    Person.objects.filter(pk=case.subject_id or 0).update(personal_id=KNOWN, full_name=NAME)
    return turns


def propose(turns: Turns) -> ServiceCall:
    """The officer has examined; the worker takes the step that has opened."""
    propose_result(turns.step("examine"), comment="Đạt.", actor=turns.actor(OFFICER))
    return serve(turns, "home")


def serve(turns: Turns, node: str) -> ServiceCall:
    rows = ServiceCall.objects.filter(step__case=turns.dossier.pk, step__node=node)
    ports.tasks()["cases.serve"](call_id=rows.get().pk)
    return rows.get()


def talk(times: int = 1) -> None:
    """The worker hands over what is due and does what came back."""
    for _ in range(times):
        let_time_pass()
        carry(partner="population")
        ports.tasks()["integration.handle"](partner="population")


def again(call: ServiceCall) -> ServiceCall:
    call.refresh_from_db()
    return call


def test_system_asks_hears_once_tells_and_goes_on(served: Turns, population: str) -> None:
    call = propose(served)
    assert (call.state, served.nodes()) == ("asked", ["home"])
    switch(population, "garbage", 1)
    talk()
    assert (again(call).state, served.nodes()) == ("asked", ["home"])

    talk(2)
    assert (again(call).state, served.nodes()) == ("done", ["news"])
    assert call.told.startswith("Khớp. Nơi cư trú: 152 đường Lý Thường Kiệt, Phường Đồng Hới")
    case = Case.objects.get(pk=served.dossier.pk)
    run = ProcessInstance.objects.select_related("version").get(pk=case.instance_id or 0)
    assert values(run)["residence_confirmed"] is True
    assert Outgoing.objects.get(partner__code="population").state == "sent"
    assert Incoming.objects.get(partner__code="population").state == "done"

    serve(served, "news")

    assert served.nodes() == ["sign"]
    text = "Hồ sơ đã thẩm tra xong, đang trình ký."
    told = events_of(case.pk, for_citizen=True)[-1]
    assert (told.kind, told.data["reason"]) == ("process_told", text)
    ports.tasks()["onestop.tell_citizen"](case_id=case.pk, event_id=told.id, at=told.at.isoformat())
    (message,) = Message.objects.filter(kind="onestop.process_told")
    assert text in message.body


def test_question_that_cannot_be_asked_or_is_refused_takes_the_way_for_failure(
    served: Turns, population: str, settings: Any
) -> None:
    with transaction.atomic():
        settings.LIENTHONG_POPULATION_URL = ""
        call = propose(served)
        assert (call.state, served.nodes()) == ("failed", ["recheck"])
        assert call.error == "Bản cài đặt này chưa nối với cơ sở dữ liệu dân cư."
        transaction.set_rollback(True)
    settings.LIENTHONG_POPULATION_URL = f"{population}/population"
    call = propose(served)
    sent = Outgoing.objects.get(partner__code="population")
    Outgoing.objects.filter(pk=sent.pk).update(payload=sent.payload | {"number": "12"})

    talk()
    ports.tasks()["onestop.give_up_asking"](payload={"id": sent.payload["id"]}, error="Bị từ chối.")

    assert (again(call).state, served.nodes()) == ("failed", ["recheck"])
    assert Outgoing.objects.get(pk=sent.pk).error == (
        "Cơ sở dữ liệu dân cư không nhận câu hỏi này."
    )


@pytest.mark.parametrize(
    ("answer", "told", "confirmed"),
    [
        ((False, False, ""), "Không tìm thấy số định danh này.", False),
        ((True, False, ""), "Họ tên không khớp với số định danh.", False),
        ((True, True, "12 Trần Phú"), "Khớp. Nơi cư trú: 12 Trần Phú.", True),
    ],
)
def test_answer_is_told_in_words(
    answer: tuple[bool, bool, str], told: str, confirmed: bool
) -> None:
    names = ("found", "name_matches", "residence")
    said = served_by(dict(zip(names, answer, strict=True)))

    assert (said.told, said.values["residence_confirmed"]) == (told, confirmed)
