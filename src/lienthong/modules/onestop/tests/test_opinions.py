# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opinions of other units: who sees what, whose clock runs, late, silent, reminded, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.access.api import may
from lienthong.core.cases.api import (
    CaseEvent,
    CaseOutcome,
    Opinion,
    Participation,
    Step,
    inbox,
    open_steps_of,
    watched_opinions,
)
from lienthong.core.deadlines.api import Deadline
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.modules.onestop.actions.consult import (
    Asked,
    ask_unit,
    give_opinion,
    remind_of_opinion,
    take_silence,
    withdraw_opinion,
)
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import VIEW, WATCH_OPINIONS
from lienthong.modules.onestop.queries.control_slip import control_rows
from lienthong.modules.onestop.queries.dossiers import dossiers
from lienthong.modules.onestop.tests.test_construction_permit import (
    QUESTION,
    ROLE,
    answer,
    filed,
    inquire,
)
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office
from lienthong.testing.world import World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world, examiner=ROLE)


def overdue(opinion: Opinion) -> None:
    """Let the limit of the asked unit be over since yesterday."""
    past = timezone.now() - timedelta(days=1)
    Step.objects.filter(pk=opinion.step_id).update(due_at=past)
    Deadline.objects.filter(pk=opinion.step.deadline_id or 0).update(due_at=past)


def of_unit(dossier: Dossier, unit: Any) -> Opinion:
    return Opinion.objects.select_related("step").get(case_id=dossier.pk, unit=unit)


def test_asked_unit_when_named_then_it_sees_the_case_and_others_do_not(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    stranger = world.officer(ROLE, ward=world.other)
    assert not may(world.consulted(world.land), VIEW, dossier)

    inquire(world, office)

    again = dossiers().get(pk=dossier.pk)
    assert may(world.consulted(world.land), VIEW, again)
    assert not may(stranger, VIEW, again)
    asked = Participation.objects.filter(case_id=dossier.pk, capacity="consult")
    assert set(asked.values_list("unit_id", flat=True)) == {world.land.pk, world.fire.pk}


def test_clock_when_asked_then_each_unit_has_its_own_in_its_working_days(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    inquire(world, office)

    land, fire = of_unit(dossier, world.land), of_unit(dossier, world.fire)
    assert land.step.deadline_id != fire.step.deadline_id
    deadline = Deadline.objects.get(pk=land.step.deadline_id or 0)
    assert (deadline.get_unit_display(), deadline.amount) == ("ngày làm việc", 5)
    assert land.question == QUESTION
    promise = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    assert not promise.adjustments.exists()


def test_answer_when_late_then_taken_booked_to_that_unit_and_shown_to_the_head(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    inquire(world, office, visit=False)
    overdue(of_unit(dossier, world.land))
    answer(world, world.land, "objects", "Đất thuộc quy hoạch đường.")
    answer(world, world.fire)

    land, fire = of_unit(dossier, world.land), of_unit(dossier, world.fire)
    assert (land.outcome, fire.outcome) == (CaseOutcome.LATE, CaseOutcome.EARLY)
    head = world.officer("one_stop_head")
    assert [row.pk for row in watched_opinions(head, WATCH_OPINIONS)] == [land.pk]
    assert not watched_opinions(world.officer("one_stop_head", ward=world.other), WATCH_OPINIONS)
    rows = [row for row in control_rows(dossier) if row["outcome"]]
    booked = {row["giver_unit"]: row["outcome"] for row in rows}
    assert booked["Văn phòng Đăng ký đất đai"] == "trễ hạn"
    told = CaseEvent.objects.filter(case_id=dossier.pk, kind="opinion_answered").order_by("id")
    assert [event.data["late"] for event in told] == [True, False]


@pytest.mark.parametrize(
    ("stance", "text", "field"),
    [("", "Có", "stance"), ("objects", " ", "answer"), ("conditions", "", "answer")],
)
def test_answer_when_incomplete_then_refused(
    world: World, office: Office, stance: str, text: str, field: str
) -> None:
    dossier = filed(world)
    inquire(world, office)

    with pytest.raises(InvalidInput) as refused:
        answer(world, world.land, stance, text)

    assert set(refused.value.fields) == {field}
    assert of_unit(dossier, world.land).answered_at is None


def test_answer_when_given_by_another_unit_then_refused(world: World, office: Office) -> None:
    dossier = filed(world)
    inquire(world, office)
    step = of_unit(dossier, world.land).step

    with pytest.raises(NotAllowed):
        give_opinion(step, stance="agrees", actor=world.consulted(world.fire))
    with pytest.raises(IllegalState):
        give_opinion(step, stance="silent", actor=world.consulted(world.land))


def test_silence_when_the_limit_is_over_then_it_is_consent_and_work_comes_back(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    inquire(world, office, visit=False)
    answer(world, world.fire)
    owed = of_unit(dossier, world.land)
    officer = office.actor(ROLE)
    with pytest.raises(IllegalState):
        take_silence(dossier, opinion_id=owed.pk, actor=officer)
    overdue(owed)

    take_silence(dossier, opinion_id=owed.pk, actor=officer)

    silent = of_unit(dossier, world.land)
    assert (silent.stance, silent.outcome) == ("silent", CaseOutcome.LATE)
    assert [step.node for step in open_steps_of(dossier.pk)] == ["examine"]


def test_reminder_when_sent_then_counted_and_told(world: World, office: Office) -> None:
    dossier = filed(world)
    inquire(world, office)
    owed = of_unit(dossier, world.land)

    remind_of_opinion(dossier, opinion_id=owed.pk, actor=office.actor(ROLE))

    assert of_unit(dossier, world.land).reminders == 1
    assert CaseEvent.objects.filter(case_id=dossier.pk, kind="opinion_reminded").exists()
    with pytest.raises((NotAllowed, OutOfScope)):
        remind_of_opinion(dossier, opinion_id=owed.pk, actor=world.consulted(world.fire))


def test_ask_when_beside_the_table_then_work_goes_on_for_any_procedure(
    world: World, answers: dict[str, Any]
) -> None:
    office = Office(world)
    dossier = receive(world, answers)
    role = office.examiner
    step = office.step(role)

    opinion = ask_unit(step, asked=Asked(world.land.pk, "Nơi ở?"), actor=office.actor(role))

    assert opinion.step.engine_task is None
    assert {one.node for one in open_steps_of(dossier.pk)} == {"examine", "opinion"}
    answer(world, world.land)
    assert [one.node for one in open_steps_of(dossier.pk)] == ["examine"]
    assert inbox(world.consulted(world.land)).steps == []


def test_withdrawn_question_when_beside_the_table_then_nothing_is_late(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    officer = office.actor(ROLE)
    asked = ask_unit(office.step(ROLE), asked=Asked(world.fire.pk, "Cần gì?"), actor=officer)

    withdraw_opinion(dossier, opinion_id=asked.pk, actor=officer)

    assert not of_unit(dossier, world.fire).is_open
    assert [one.node for one in open_steps_of(dossier.pk)] == ["examine"]
    deadline = Deadline.objects.get(pk=asked.step.deadline_id or 0)
    assert (deadline.state, deadline.outcome) == ("cancelled", "")
    assert not watched_opinions(world.officer("one_stop_head"), WATCH_OPINIONS)


def test_ask_when_wrong_then_refused(world: World, office: Office) -> None:
    filed(world)
    step, officer = office.step(ROLE), office.actor(ROLE)

    for asked in (Asked(world.ward.desk.pk, "Gì?"), Asked(world.land.pk, "  "), Asked(0, "Gì?")):
        with pytest.raises(InvalidInput):
            ask_unit(step, asked=asked, actor=officer)
    assert not Opinion.objects.exists()
