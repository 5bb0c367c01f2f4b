# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One dossier from the counter to the leader's desk, and what is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.accounts.api import PersonFacts
from lienthong.core.cases.api import inbox, open_steps_of
from lienthong.kernel.errors import NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.counter import CounterEntry, receive_at_counter
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.intake import ComponentCheck
from lienthong.modules.onestop.models import Dossier, DossierPaper, ProcedureVersion
from lienthong.testing.world import World

BIRTH = "1.001193"


def entry(answers: dict[str, Any], procedure: str = BIRTH) -> CounterEntry:
    version = ProcedureVersion.objects.filter(procedure__code=procedure).latest("number")
    checks = {
        component.key: ComponentCheck(state="accepted", originals=component.originals)
        for component in version.spec.components
    }
    return CounterEntry(
        procedure=version,
        person=PersonFacts(full_name="Trần Thị Mỹ Duyên", personal_id="044194003812"),
        answers=answers,
        checks=checks,
    )


def receive(world: World, answers: dict[str, Any], procedure: str = BIRTH) -> Dossier:
    desk = world.officer("one_stop_officer")
    filled = entry(answers, procedure)
    return receive_at_counter(world.ward.desk, entry=filled, actor=desk)


def test_receive_at_counter_gives_code_date_and_slip(world: World, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)

    assert dossier.case.code is not None
    assert dossier.case.code.startswith("H50.12-")
    assert dossier.case.code.endswith("-0001")
    assert dossier.case.state == "in_process"
    assert dossier.case.due_at is not None
    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]
    slip = DossierPaper.objects.get(dossier=dossier)
    assert slip.kind == "01"
    assert slip.data["code"] == dossier.case.code
    second = receive(world, answers)
    assert second.case.code == dossier.case.code[:-4] + "0002"


def test_examine_is_in_the_officers_inbox_only(world: World, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    officer = world.officer("civil_status_officer")
    other = world.officer("civil_status_officer", ward=world.other)

    assert [step.case_id for step in inbox(officer).steps] == [dossier.pk]
    assert inbox(other).steps == []
    assert inbox(world.officer("leader")).steps == []


def test_propose_drafts_result_and_leader_gets_it(world: World, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    officer = world.officer("civil_status_officer")

    propose_result(inbox(officer).steps[0], comment="Đủ điều kiện.", actor=officer)

    steps = inbox(world.officer("leader")).steps
    assert [step.node for step in steps] == ["sign"]
    dossier.refresh_from_db()
    lines = {line["key"]: line["text"] for line in dossier.result.document_lines()}
    assert lines["child_full_name"] == "LÊ NGUYỄN KHÁNH VY"


def test_others_cannot_propose(world: World, answers: dict[str, Any]) -> None:
    receive(world, answers)
    step = inbox(world.officer("civil_status_officer")).steps[0]

    with pytest.raises(OutOfScope):
        propose_result(
            step, comment="", actor=world.officer("civil_status_officer", ward=world.other)
        )
    with pytest.raises(NotAllowed):
        propose_result(step, comment="", actor=world.officer("clerk"))
    assert [s.node for s in open_steps_of(step.case_id)] == ["examine"]
