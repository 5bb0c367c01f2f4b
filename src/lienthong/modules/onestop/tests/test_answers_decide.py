# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A condition on answers of the form chooses the way of a dossier that is filed and accepted."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.process.api import ProcessVersion, publish_version, version_on
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.intake import ComponentCheck, accept_dossier
from lienthong.modules.onestop.actions.moving import move
from lienthong.modules.onestop.actions.opening import Filing, open_dossier
from lienthong.modules.onestop.actions.own_step import finish_own_step
from lienthong.modules.onestop.enums import Channel, DossierState
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.3")
BIRTH = "1.001193"
VISIT: dict[str, Any] = {
    "node": "visit_home",
    "title": "Xem chuồng nuôi",
    "role": "civil_status_officer",
    "outcomes": [{"code": "seen", "title": "Đã xem", "to": "examine"}],
}
CHOICE: dict[str, Any] = {
    "node": "must_visit",
    "title": "Có phải xem chuồng không",
    "kind": "choice",
    "choices": [{"when": "dangerous or (dog_count > 3)", "to": "visit_home"}],
    "otherwise": "examine",
}


@pytest.fixture
def version(world: World) -> ProcessVersion:
    """The table of birth registration, in which answers decide whether somebody visits first."""
    now = version_on("birth_registration", on=timezone.localdate())
    assert now is not None
    table = deepcopy(dict(now.table))
    table |= {"code": "nuoi_cho"}
    table["data"] |= {"dangerous": {"type": "flag"}, "dog_count": {"type": "number"}}
    table["steps"][0]["outcomes"][0]["to"] = "must_visit"
    table["steps"][1:1] = [CHOICE, VISIT]
    made = publish_version(table, valid_from=timezone.localdate(), actor=Actor.platform("thử"))
    with connection.cursor() as cursor:  # a version in use is fixed by a trigger
        cursor.execute("SET LOCAL session_replication_role = replica")
        ProcedureVersion.objects.filter(procedure__code=BIRTH).update(process_version_id=made.pk)
        cursor.execute("SET LOCAL session_replication_role = origin")
    return made


def file(world: World, answers: dict[str, Any]) -> Dossier:
    """Sent on the phone."""
    citizen = world.citizen()
    filing = Filing(
        procedure=ProcedureVersion.objects.get(procedure__code=BIRTH),
        answers=answers,
        submitter=Person.objects.get(pk=citizen.person_id or 0),
        channel=Channel.ONLINE,
        submitted_at=timezone.now(),
    )
    with transaction.atomic():
        dossier = open_dossier(filing, actor=citizen)
        move(dossier, DossierState.SUBMITTED)
    return dossier


def accept(world: World, dossier: Dossier) -> Dossier:
    """Taken by the desk with every paper."""
    (intake,) = open_steps_of(dossier.pk)
    checks = {
        component.key: ComponentCheck(state="accepted") for component in dossier.components.all()
    }
    return accept_dossier(intake, checks=checks, actor=world.officer("one_stop_officer"))


def nodes(dossier: Dossier) -> list[str]:
    return [step.node for step in open_steps_of(dossier.pk)]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"dangerous": True, "dog_count": 1}, "visit_home"),
        ({"dangerous": False, "dog_count": 4}, "visit_home"),
        ({"dangerous": False, "dog_count": 3}, "examine"),
        ({}, "examine"),
    ],
)
def test_answers_decide_the_way_after_acceptance(
    world: World,
    version: ProcessVersion,
    answers: dict[str, Any],
    told: dict[str, Any],
    expected: str,
) -> None:
    dossier = file(world, answers | told)
    assert nodes(dossier) == ["intake"]

    accept(world, dossier)

    assert nodes(dossier) == [expected]


def test_way_that_answers_chose_leads_on(
    world: World, version: ProcessVersion, answers: dict[str, Any]
) -> None:
    dossier = accept(world, file(world, answers | {"dangerous": True}))
    visit: Step = open_steps_of(dossier.pk)[0]

    finish_own_step(visit, outcome="seen", actor=world.officer("civil_status_officer"))

    assert nodes(dossier) == ["examine"]
