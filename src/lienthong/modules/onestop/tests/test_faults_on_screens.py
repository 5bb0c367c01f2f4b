# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Scripts, formulas, hidden characters and endless words in opinions, visits, forwarding, mandates
and satisfaction: text on every screen that shows them, or refused in words with all of it kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Account, Mandate
from lienthong.core.cases.api import Step
from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    SatisfactionAnswer,
    SatisfactionForm,
)
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_construction_permit import ROLE, filed
from lienthong.modules.onestop.tests.test_desk_counter import URL as COUNTER
from lienthong.modules.onestop.tests.test_desk_counter import form, sign_in
from lienthong.modules.onestop.tests.test_desk_steps import check_url
from lienthong.modules.onestop.tests.test_faults_writing import (
    ENDLESS,
    HOSTILE,
    SCRIPT,
    SHOWN,
    STORED,
)
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_opinion_screens import asked_desk, step_of
from lienthong.modules.onestop.tests.test_opinions import of_unit
from lienthong.modules.onestop.tests.test_satisfaction import TICKED, copies
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")
FORMULA = '=HYPERLINK("http://x.vn";"Mở")\u202e\u200b 12/2026'
PLAIN = '=HYPERLINK("http://x.vn";"Mở") 12/2026'
IN_HTML = PLAIN.replace('"', "&quot;")


def is_text(page: str) -> None:
    """The writing stands there, and only as text."""
    assert SCRIPT not in page
    assert SHOWN in page
    assert "\u202e" not in page


def test_opinions_and_visits_when_hostile_then_are_text_on_every_screen(world: World) -> None:
    permit = filed(world)
    desk, land = Desk.of(world, ROLE), asked_desk(world, world.land)
    unit = str(world.land.pk)
    asked = {"visit": "on", "unit": unit, f"question_{unit}": HOSTILE}
    assert desk.act("inquiry", only_step(permit), **asked).status_code == 302
    is_text(text_of(land.case(permit)))
    step = of_unit(permit, world.land).step
    given = land.act("opinion", step, stance="conditions", answer=HOSTILE)
    assert given.status_code == 302
    day = timezone.localtime() - timedelta(days=1)
    seen = {"visited_on": f"{day:%d/%m/%Y}", "visited_time": "14:30", "conclusion": "differs"}
    written = dict.fromkeys(("place", "participants", "findings"), HOSTILE)
    assert desk.act("visit", step_of(permit, "visit"), **seen | written).status_code == 302

    opinion, visit = of_unit(permit, world.land), permit.visits.get()
    assert (opinion.question, opinion.answer) == (STORED, STORED)
    assert (visit.place, visit.participants, visit.findings) == (STORED, STORED, STORED)
    record = DossierPaper.objects.get(dossier=permit, kind="bb")
    printed = desk.client.get(reverse("onestop:officer-paper", args=[record.pk]))
    for page in (text_of(desk.case(permit)), text_of(land.case(permit)), text_of(printed)):
        is_text(page)
    followed = Desk.of(world, "leader").client.get(reverse("onestop:officer-opinions"))
    assert SCRIPT not in text_of(followed)


def test_forwarding_when_hostile_then_is_text_for_both_desks_and_the_citizen(
    world: World,
) -> None:
    mother = Citizen(Account.objects.get(person__personal_id="044194003812"))
    sent = mother.submit()
    desk, there = (
        Desk.of(world, "one_stop_officer"),
        Desk.of(world, "one_stop_officer", ward=world.other),
    )
    to = {"act": "forward", "forward_to": str(world.other.agency.pk), "forward_reason": HOSTILE}
    assert desk.client.post(check_url(only_step(sent)), to).status_code == 302
    (waiting,) = Step.objects.filter(node="take_over", closed_at=None)
    address = reverse("onestop:officer-take-over", args=[waiting.pk])
    is_text(text_of(there.client.get(address)))
    is_text(mother.get(f"/ho-so/{sent.submission_code}/"))
    paper = DossierPaper.objects.get(dossier=sent, kind="fw")
    is_text(text_of(desk.client.get(reverse("onestop:officer-paper", args=[paper.pk]))))

    assert there.client.post(address, {"act": "refuse", "reason": HOSTILE}).status_code == 302

    assert sent.hand_overs.get().reason == sent.hand_overs.get().note == STORED
    is_text(text_of(desk.case(sent)))
    assert SCRIPT not in mother.get(f"/ho-so/{sent.submission_code}/")


def test_mandate_at_the_counter_when_hostile_or_endless_then_refused_and_kept(
    world: World,
) -> None:
    desk = sign_in(world)
    behalf = {
        "behalf_principal_name": "Nguyễn Thị Lan",
        "behalf_personal_id": "044195001234",
        "behalf_basis": "authorisation",
        "behalf_number": FORMULA,
        "behalf_seen": "1",
    }
    for name in ("principal_name", "personal_id", "number", "phone"):
        for text in (HOSTILE, ENDLESS.strip()):
            answer = desk.post(COUNTER, form(**behalf | {f"behalf_{name}": text}))
            page = text_of(answer)
            assert answer.status_code == 422, name
            assert SCRIPT not in page
            assert (SHOWN if text is HOSTILE else text) in page
    assert not Dossier.objects.exists()
    assert not Mandate.objects.exists()

    assert desk.post(COUNTER, form(**behalf)).status_code == 302

    assert Mandate.objects.get().number == PLAIN
    dossier = Dossier.objects.get()
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    for shown in (
        text_of(Desk.of(world, "civil_status_officer").case(dossier)),
        text_of(desk.get(reverse("onestop:officer-paper", args=[slip.pk]))),
    ):
        assert f"giấy ủy quyền, {IN_HTML}" in shown
        assert "\u200b" not in shown


def test_satisfaction_when_hostile_or_endless_then_is_text_or_refused_whole(
    world: World, answers: dict[str, Any]
) -> None:
    asked = SatisfactionForm.objects.get(paper__dossier=receive(world, answers))
    address = f"/danh-gia/{asked.code}/"
    refused = Client().post(address, TICKED | {"comment": ENDLESS})
    assert refused.status_code == 422
    assert ENDLESS.strip() in text_of(refused)
    wrong = Client().post(address, TICKED | {"comment": HOSTILE, "attitude": ""})
    is_text(text_of(wrong))
    assert not SatisfactionAnswer.objects.exists()

    assert Client().post(address, TICKED | {"comment": HOSTILE}).status_code == 200

    assert SatisfactionAnswer.objects.get().comment == STORED
    copies(asked, "Phạm Thu Trang", 4)
    is_text(text_of(Desk.of(world, "leader").client.get("/can-bo/muc-hai-long/")))
