# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Steps: opened, taken, given back, given to somebody, done once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from lienthong.core.cases.api import (
    Capacity,
    Queue,
    Step,
    add_comment,
    assign_step,
    claim_step,
    close_step,
    events_of,
    let_take_part,
    lock_step,
    mark_seen,
    move_case,
    queue_of_person,
    queue_of_role,
    refresh_steps,
    release_step,
    unassign_step,
)
from lienthong.core.cases.events import StepClosed, StepOpened
from lienthong.core.cases.tests.conftest import MakeCase, MakeStep
from lienthong.core.deadlines.api import Deadline, DeadlineState, load_calendar, start_deadline
from lienthong.core.deadlines.events import DueChanged
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock, events
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import FAR
from lienthong.kernel.errors import (
    IllegalState,
    InvalidInput,
    NotAllowed,
    OutOfScope,
    StaleVersion,
)
from lienthong.kernel.events import publish
from lienthong.testing.offices import Offices, acting

DUE = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def stored(step: Step) -> Step:
    return Step.objects.get(pk=step.pk)


def test_queues_are_made_once(offices: Offices) -> None:
    account = offices.officer("an")

    assert queue_of_role(offices.unit.pk, "officer") == queue_of_role(offices.unit.pk, "officer")
    assert queue_of_person(account.pk) == queue_of_person(account.pk)
    with pytest.raises(LookupError):
        queue_of_role(offices.unit.pk, "unknown")


@pytest.mark.parametrize("fields", [{"unit": True}, {"unit": True, "account": True}])
def test_queue_is_of_exactly_one_kind(offices: Offices, fields: dict[str, bool]) -> None:
    owners = {"unit": offices.unit, "account": offices.officer("an")}

    with pytest.raises(IntegrityError, match="queue_one_kind"), transaction.atomic():
        Queue.objects.create(**{name: owners[name] for name in fields})


def test_step_carries_what_its_line_shows(make_case: MakeCase, make_step: MakeStep) -> None:
    case = make_case(subject_name="Trần Thị Duyên", priority=1)
    heard: list[StepOpened] = []
    events.project(StepOpened)(heard.append)

    step = make_step(case, due_at=DUE)
    events._projections[StepOpened].remove(heard.append)

    assert (step.case_title, step.subject_name) == (case.title, "Trần Thị Duyên")
    assert step.sort_at == DUE - timedelta(days=1)
    assert [event.step_id for event in heard] == [step.pk]


def test_open_steps_follow_the_case(make_case: MakeCase, make_step: MakeStep) -> None:
    case = make_case()
    step = make_step(case)
    move_case(case, "accepted", allowed=True, code="H50-7")

    refresh_steps(case)

    assert stored(step).case_code == "H50-7"


def test_step_goes_to_whoever_takes_it_and_back(offices: Offices, make_step: MakeStep) -> None:
    step, actor = make_step(), offices.actor("an")

    claim_step(step, actor=actor)
    claimed = stored(step)
    release_step(claimed, actor=actor)

    assert claimed.queue.account_id == actor.account_id
    assert claimed.owner_account_ids() == {actor.account_id}
    assert stored(step).queue_id == step.home_queue_id


def test_step_taken_by_another_cannot_be_taken(offices: Offices, make_step: MakeStep) -> None:
    step = make_step()
    claim_step(step, actor=offices.actor("an"))

    with pytest.raises(NotAllowed):
        claim_step(step, actor=offices.actor("binh"))
    with pytest.raises(NotAllowed):
        claim_step(step, actor=offices.actor("chi", offices.other))


def test_step_is_given_to_somebody_of_the_unit_only(offices: Offices, make_step: MakeStep) -> None:
    step, actor = make_step(), offices.actor("an")
    colleague, stranger = offices.officer("binh"), offices.officer("chi", offices.other)

    for who, why, refused in (
        (stranger.pk, "Gấp", IllegalState),
        (0, "Gấp", InvalidInput),
        (colleague.pk, " ", InvalidInput),
        (colleague.pk, "a" * 501, InvalidInput),
    ):
        with pytest.raises(refused):
            assign_step(step, account_id=who, reason=why, actor=actor)
    with pytest.raises(OutOfScope):
        assign_step(step, account_id=stranger.pk, reason="Gấp", actor=acting(stranger))
    assert stored(step).queue_id == step.home_queue_id
    assign_step(step, account_id=colleague.pk, reason="Gấp", actor=actor)

    given = stored(step)
    assert (given.queue.account_id, given.taken_at is None) == (colleague.pk, False)
    with pytest.raises(IllegalState):
        assign_step(step, account_id=colleague.pk, reason="Gấp", actor=actor)


def test_leader_of_a_unit_that_only_takes_part_gives_nothing(
    offices: Offices, make_case: MakeCase, make_step: MakeStep
) -> None:
    case = make_case()
    step, colleague = make_step(case), offices.officer("binh")
    let_take_part(case, offices.other.pk, Capacity.CONSULT)

    with pytest.raises(NotAllowed):
        assign_step(
            step, account_id=colleague.pk, reason="Gấp", actor=offices.actor("chi", offices.other)
        )
    assert stored(step).queue_id == step.home_queue_id


def test_given_step_goes_back_while_nobody_opened_it(offices: Offices, make_step: MakeStep) -> None:
    step, leader, colleague = make_step(), offices.actor("an"), offices.officer("binh")
    claim_step(step, actor=offices.actor("dung"))
    before = stored(step)
    assign_step(step, account_id=colleague.pk, reason="Gấp", actor=leader)

    with pytest.raises(IllegalState):
        unassign_step(step, actor=offices.actor("em"))
    unassign_step(step, actor=leader)

    back = stored(step)
    assert (back.queue_id, back.taken_at) == (before.queue_id, before.taken_at)
    assert [event.kind for event in events_of(step.case_id)][-2:] == [
        "step_assigned",
        "step_unassigned",
    ]
    with pytest.raises(IllegalState):
        unassign_step(step, actor=leader)
    assign_step(step, account_id=colleague.pk, reason="Gấp", actor=leader)
    mark_seen(stored(step))
    with pytest.raises(IllegalState):
        unassign_step(step, actor=leader)
    assert stored(step).queue.account_id == colleague.pk


def test_step_is_done_once(offices: Offices, make_step: MakeStep) -> None:
    step, actor = make_step(), offices.actor("an")
    heard: list[StepClosed] = []
    events.project(StepClosed)(heard.append)

    close_step(step, outcome="ok", actor=actor, comment="Đủ.")
    events._projections[StepClosed].remove(heard.append)

    done = stored(step)
    assert (done.outcome, done.comment, done.closed_by_text) == ("ok", "Đủ.", "an")
    assert [event.outcome for event in heard] == ["ok"]
    with pytest.raises(IllegalState):
        close_step(done, outcome="ok", actor=actor)
    for act in (claim_step, release_step):
        with pytest.raises(IllegalState):
            act(done, actor=actor)


def test_locking_a_step_needs_its_queue_and_a_fresh_screen(
    offices: Offices, make_step: MakeStep
) -> None:
    step, actor = make_step(), offices.actor("an")

    case, locked = lock_step(step, actor=actor, version=1)

    assert (case.pk, locked.pk) == (step.case_id, step.pk)
    with pytest.raises(StaleVersion):
        lock_step(step, actor=actor, version=9)
    with pytest.raises(OutOfScope):
        lock_step(Step(pk=step.pk + 10_000, case_id=step.case_id), actor=actor)
    with pytest.raises(NotAllowed):
        lock_step(step, actor=offices.actor("chi", offices.other))
    assert lock_step(step, actor=Actor.platform("thử"))[1].pk == step.pk


def test_seen_is_noted_the_first_time(make_step: MakeStep) -> None:
    step = make_step()
    mark_seen(step)
    first = stored(step).seen_at

    mark_seen(stored(step))

    assert first is not None
    assert stored(step).seen_at == first


def test_comment_needs_words_and_the_right(offices: Offices, make_case: MakeCase) -> None:
    case, actor = make_case(), offices.actor("an")

    assert add_comment(case, text="  Đã gọi. ", actor=actor).text == "Đã gọi."
    for text in (" ", "x" * 5001):
        with pytest.raises(InvalidInput):
            add_comment(case, text=text, actor=actor)
    with pytest.raises(OutOfScope):
        add_comment(case, text="Chào.", actor=offices.actor("chi", offices.other))


def test_due_moment_follows_its_deadline(make_case: MakeCase, make_step: MakeStep) -> None:
    case = make_case(priority=2)
    step = make_step(case, due_at=DUE, deadline_id=77)
    done = make_step(case, due_at=DUE, deadline_id=77)
    Step.objects.filter(pk=done.pk).update(closed_at=DUE)
    later = DUE + timedelta(days=2)

    publish(
        DueChanged(
            deadline_id=77, due_before=DUE, due_at=later, original_due_at=DUE, state="running"
        )
    )

    assert (stored(step).due_at, stored(step).sort_at) == (later, later - timedelta(days=3))
    assert stored(done).due_at == DUE


def test_waking_moment_follows_its_deadline_and_is_owed_by_nobody(make_step: MakeStep) -> None:
    waiting = make_step(wake_at=DUE, deadline_id=77)
    later = DUE + timedelta(days=2)

    publish(
        DueChanged(
            deadline_id=77, due_before=DUE, due_at=later, original_due_at=DUE, state="running"
        )
    )

    assert (stored(waiting).wake_at, stored(waiting).due_at) == (later, None)
    assert stored(waiting).sort_at == FAR


@pytest.fixture
def deadline(offices: Offices) -> Deadline:
    """Five working days by the packaged calendar."""
    Instrument.objects.get_or_create(
        key="45/2019/QH14", defaults={"title": "Bộ luật Lao động", "kind": "law"}
    )
    load_calendar("default", actor=Actor.platform("thử"))
    return start_deadline(clock.Limit(clock.TimeUnit.WORKING_DAY, 5), unit_id=offices.unit.pk)


@pytest.mark.covers("9")
@pytest.mark.parametrize(
    ("outcome", "state"), [("ok", DeadlineState.MET), ("passed", DeadlineState.CANCELLED)]
)
def test_deadline_of_a_step_ends_with_the_step(
    offices: Offices, make_step: MakeStep, deadline: Deadline, outcome: str, state: str
) -> None:
    step = make_step(due_at=deadline.due_at, deadline_id=deadline.pk)

    close_step(step, outcome=outcome, actor=offices.actor("an"))

    deadline.refresh_from_db()
    assert (deadline.state, deadline.ended_at) == (state, stored(step).closed_at)


def test_deadline_of_the_case_outlives_its_steps(
    offices: Offices, make_case: MakeCase, make_step: MakeStep, deadline: Deadline
) -> None:
    case = move_case(make_case(), "accepted", allowed=True, deadline_id=deadline.pk)
    step = make_step(case, due_at=deadline.due_at, deadline_id=deadline.pk)

    close_step(step, outcome="ok", actor=offices.actor("an"))

    deadline.refresh_from_db()
    assert deadline.is_open
