# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Moving an officer's work: to whom it can go, what stays and why, a job that is killed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.access.api import Role, asker
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditRecord
from lienthong.core.cases.actions import reassign as module
from lienthong.core.cases.actions.reassign import (
    begin_reassignment,
    carry_next,
    reassign_step,
)
from lienthong.core.cases.actions.steps import claim_step
from lienthong.core.cases.models import CaseEvent, Reassignment, Step
from lienthong.core.cases.queries.held import count_held, held_steps
from lienthong.core.cases.tasks.steps import reassign
from lienthong.core.cases.tests.conftest import MakeStep
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import Offices, acting

pytestmark = pytest.mark.covers("3")


@pytest.fixture
def ill(offices: Offices) -> Account:
    return offices.officer("om")


@pytest.fixture
def colleague(offices: Offices) -> Account:
    return offices.officer("binh")


@pytest.fixture
def head(offices: Offices) -> Account:
    return offices.officer("truong")


def taken_by(account: Account, make_step: MakeStep, count: int = 1) -> list[Step]:
    steps = [make_step() for _ in range(count)]
    for step in steps:
        claim_step(step, actor=acting(account))
    return steps


def holder(step: Step) -> int | None:
    return Step.objects.select_related("queue").get(pk=step.pk).queue.account_id


def test_step_goes_to_the_colleague_and_is_told(
    ill: Account, colleague: Account, head: Account, make_step: MakeStep
) -> None:
    (step,) = taken_by(ill, make_step)

    reassign_step(step, held_by=ill.pk, to_account_id=colleague.pk, reason="Ốm", actor=acting(head))

    assert holder(step) == colleague.pk
    event = CaseEvent.objects.get(case_id=step.case_id, kind="step_reassigned")
    assert (event.data["to"], event.data["reason"], event.actor_id) == ("binh", "Ốm", head.pk)
    record = AuditRecord.objects.get(permission="cases.step.assign", subject_id=step.pk)
    assert "queue_id" in record.changes


def test_step_goes_back_to_the_unit(ill: Account, head: Account, make_step: MakeStep) -> None:
    (step,) = taken_by(ill, make_step)

    reassign_step(step, held_by=ill.pk, to_account_id=None, actor=acting(head))

    kept = Step.objects.get(pk=step.pk)
    assert kept.queue_id == kept.home_queue_id


def refusal(step: Step, ill: Account, taker: int | None, head: Account) -> str:
    with pytest.raises(IllegalState) as refused:
        reassign_step(step, held_by=ill.pk, to_account_id=taker, actor=acting(head))
    return str(refused.value)


def test_what_cannot_be_moved_says_why(
    ill: Account, colleague: Account, head: Account, make_step: MakeStep, offices: Offices
) -> None:
    other_role = Role.objects.create(code="clerk", title="Văn thư")
    clerk = offices.officer("vt", role=other_role)
    stranger = offices.officer("la", offices.other)
    gone = offices.officer("nghi")
    Account.objects.filter(pk=gone.pk).update(is_active=False)
    busy, done, moved, free = taken_by(ill, make_step, 4)
    Step.objects.filter(pk=busy.pk).update(marks={"busy": "sign"})
    Step.objects.filter(pk=done.pk).update(closed_at=timezone.now())
    Step.objects.filter(pk=moved.pk).update(queue=moved.home_queue_id)

    assert "Đang ký số" in refusal(busy, ill, colleague.pk, head)
    assert "làm xong" in refusal(done, ill, colleague.pk, head)
    assert "không còn ở người đó" in refusal(moved, ill, colleague.pk, head)
    assert "không giữ vai trò" in refusal(free, ill, clerk.pk, head)
    assert "không giữ vai trò" in refusal(free, ill, stranger.pk, head)
    assert "không còn làm việc" in refusal(free, ill, gone.pk, head)
    assert holder(free) == ill.pk


def test_only_who_may_assign_there_moves(
    ill: Account, colleague: Account, make_step: MakeStep, offices: Offices
) -> None:
    (step,) = taken_by(ill, make_step)
    no_right = Role.objects.create(code="r", title="r", permissions=["cases.unit.view"])
    onlooker = offices.officer("xem", role=no_right)
    elsewhere = offices.officer("khac", offices.other)

    for whoever, refused in ((onlooker, NotAllowed), (elsewhere, OutOfScope)):
        with pytest.raises(refused):
            reassign_step(step, held_by=ill.pk, to_account_id=colleague.pk, actor=acting(whoever))

    assert holder(step) == ill.pk


def begin(
    offices: Offices, head: Account, ill: Account, to: int | None, ids: list[int], **more: Any
) -> Reassignment:
    return begin_reassignment(
        offices.unit,
        held_by=ill,
        to_account_id=to,
        step_ids=ids,
        reason=more.get("reason", "Nghỉ thai sản"),
        actor=acting(head),
    )


def test_job_moves_all_and_names_what_stays(
    ill: Account, colleague: Account, head: Account, make_step: MakeStep, offices: Offices
) -> None:
    steps = taken_by(ill, make_step, 5)
    Step.objects.filter(pk=steps[2].pk).update(marks={"busy": "seal"})

    made = begin(offices, head, ill, colleague.pk, [step.pk for step in steps])
    assert run_jobs() == ["cases.reassign", "cases.tell_reassigned"]

    made.refresh_from_db()
    assert (made.moved, made.position) == (4, 5)
    assert made.finished_at is not None
    assert [(p["step"], "ký số" in p["why"]) for p in made.problems] == [(steps[2].pk, True)]
    assert count_held([ill.pk, colleague.pk]) == {ill.pk: 1, colleague.pk: 4}
    records = AuditRecord.objects.filter(permission="cases.step.assign", purpose="Nghỉ thai sản")
    assert records.count() == 4


def test_job_that_is_killed_goes_on_and_moves_nothing_twice(
    ill: Account,
    colleague: Account,
    head: Account,
    make_step: MakeStep,
    offices: Offices,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = taken_by(ill, make_step, 4)
    made = begin(offices, head, ill, colleague.pk, [step.pk for step in steps])
    whole, calls = module.reassign_step, []

    def dies_in_the_third(step: Step, **more: Any) -> Step:
        calls.append(step.pk)
        result = whole(step, **more)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(module, "reassign_step", dies_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        reassign(made.pk)
    made.refresh_from_db()
    assert (made.position, made.moved, holder(steps[2])) == (2, 2, ill.pk)

    monkeypatch.setattr(module, "reassign_step", whole)
    reassign(made.pk)
    reassign(made.pk)

    made.refresh_from_db()
    assert (made.position, made.moved, made.problems) == (4, 4, [])
    told = CaseEvent.objects.filter(kind="step_reassigned")
    assert told.count() == 4
    assert set(told.values_list("step_id", flat=True)) == {step.pk for step in steps}


def test_asker_who_lost_the_right_meanwhile_moves_nothing(
    ill: Account, colleague: Account, head: Account, make_step: MakeStep, offices: Offices
) -> None:
    (step,) = taken_by(ill, make_step)
    made = begin(offices, head, ill, colleague.pk, [step.pk])
    head.grants.update(revoked_at=timezone.now())

    run_jobs()

    made.refresh_from_db()
    assert (made.moved, len(made.problems)) == (0, 1)
    assert holder(step) == ill.pk


@pytest.mark.parametrize(
    ("ids", "reason"), [([], "Ốm"), ([1] * 5001, "Ốm"), ([1], " "), ([1], "x" * 501)]
)
def test_nothing_begins_without_steps_or_reason(
    ids: list[int], reason: str, ill: Account, head: Account, offices: Offices
) -> None:
    with pytest.raises(InvalidInput):
        begin(offices, head, ill, None, ids, reason=reason)
    with pytest.raises(InvalidInput):
        begin(offices, head, ill, ill.pk, [1])

    assert not Reassignment.objects.exists()


def test_one_more_step_costs_the_same_however_many_there_are(
    ill: Account,
    colleague: Account,
    head: Account,
    make_step: MakeStep,
    offices: Offices,
    django_assert_max_num_queries: Any,
) -> None:
    steps = taken_by(ill, make_step, 3)
    ids = [step.pk for step in steps] + list(range(900_000, 904_997))
    made = begin(offices, head, ill, colleague.pk, ids)
    actor = asker(made.asked_by_id, made.unit_id, made.reason)

    with django_assert_max_num_queries(20), transaction.atomic():
        assert carry_next(made.pk, actor=actor)

    assert holder(steps[0]) == colleague.pk


def test_held_steps_are_bounded_to_the_units_asked_for(
    ill: Account, make_step: MakeStep, offices: Offices
) -> None:
    steps = taken_by(ill, make_step, 3)
    make_step()

    assert {s.pk for s in held_steps(ill.pk, unit_ids=None)} == {s.pk for s in steps}
    assert held_steps(ill.pk, unit_ids=[offices.other.pk]) == []
    assert len(held_steps(ill.pk, unit_ids=[offices.unit.pk], size=2)) == 2
