# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Random walks over random tables: the open steps are the engine's open and waiting tasks."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lienthong.core.cases.api import (
    Case,
    NewCase,
    NewStep,
    Places,
    Step,
    Term,
    cancel_process,
    deliver_message,
    finish_step,
    open_case,
    open_step,
    open_steps_of,
    reopen_step,
    start_process,
)
from lienthong.core.deadlines.api import Deadline, DeadlineState, load_calendar, start_deadline
from lienthong.core.process.api import (
    NotReturnable,
    Of,
    ProcessInstance,
    TableError,
    lock_instance,
    open_tasks,
    publish_version,
    return_targets,
)
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.testing.offices import Offices
from lienthong.testing.tables import everything, linear, random_tables

PLATFORM = Actor.platform("thử")
DUE = datetime(2026, 12, 1, tzinfo=UTC)
walks = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)


def places_of(offices: Offices) -> Places:
    units = {of.value: offices.unit.pk for of in Of} | {"support": offices.other.pk}
    return Places(units, "officer", lambda unit, task: Term(None, DUE), lambda unit, limit: DUE)


def begin(offices: Offices, mapping: dict[str, Any]) -> Case:
    unit = offices.unit.pk
    version = publish_version(mapping, valid_from=date(2026, 7, 1), actor=PLATFORM)
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    start_process(case, version, data={}, places=places_of(offices), actor=PLATFORM)
    return case


def instance_of(case: Case) -> ProcessInstance:
    assert case.instance_id is not None
    return lock_instance(case.instance_id)


def same(case: Case) -> bool:
    """The invariant, and that a case is closed exactly when its table has ended."""
    case.refresh_from_db()
    instance = instance_of(case)
    steps = {step.engine_task: step for step in open_steps_of(case.pk)}
    if instance.ended_at is not None:
        assert (steps, case.is_open) == ({}, False)
        return False
    tasks = {task.task_id: task for task in open_tasks(instance)}
    assert case.is_open
    assert set(steps) == set(tasks) != set()
    for task_id, task in tasks.items():
        assert (steps[task_id].node, steps[task_id].title) == (task.node, task.title)
        assert steps[task_id].role_code == (task.role or "officer")
    return True


def move(case: Case, places: Places, chance: random.Random) -> None:
    instance = instance_of(case)
    targets = return_targets(instance)
    if targets and chance.random() < 0.2:
        reopen_step(case, chance.choice(targets).task_id, places=places, actor=PLATFORM)
        return
    task = chance.choice(open_tasks(instance))
    heard = [task.message, *(edge.message for edge in task.boundaries)]
    if any(heard) and chance.random() < 0.5:
        message = chance.choice([found for found in heard if found])
        deliver_message(case, message, places=places, actor=PLATFORM)
        assert not Step.objects.filter(engine_task=task.task_id, closed_at=None).exists()
        return
    step = Step.objects.get(case=case, engine_task=task.task_id, closed_at=None)
    way = chance.choice(task.outcomes)
    try:
        with transaction.atomic():
            finish_step(case, step, way.code, places=places, actor=PLATFORM)
    except NotReturnable:
        assert way.back


def walk(offices: Offices, mapping: dict[str, Any], seed: int, length: int = 12) -> None:
    codes = [offices.unit.code, offices.other.pk, offices.other.code]
    units = mapping["data"]["units"]
    units["default"] = codes[: len(units.get("default", ()))]
    chance, places = random.Random(seed), places_of(offices)
    with transaction.atomic():
        case = begin(offices, mapping)
        for _ in range(length):
            if not same(case):
                break
            move(case, places, chance)
        if same(case):
            cancel_process(case, places=places, actor=PLATFORM)
            assert open_steps_of(case.pk) == []
        transaction.set_rollback(True)


@walks
@given(mapping=random_tables(), seed=st.integers(0, 2**32))
def test_open_steps_are_the_engines_tasks(
    offices: Offices, mapping: dict[str, Any], seed: int
) -> None:
    try:
        walk(offices, mapping, seed)
    except TableError:
        assume(False)


@walks
@given(seed=st.integers(0, 2**32))
def test_open_steps_are_the_engines_tasks_in_a_table_of_every_construct(
    offices: Offices, seed: int
) -> None:
    mapping = everything()
    mapping["data"]["units"]["default"] = ["u1", "u2"]
    walk(offices, mapping, seed, 20)


def test_step_has_term_and_outcomes_of_its_task(offices: Offices) -> None:
    case = begin(offices, linear("a", "b"))

    (step,) = open_steps_of(case.pk)

    assert [way["code"] for way in step.outcomes] == ["ok"]
    assert step.unit_id == offices.unit.pk


def test_case_is_closed_when_its_table_ends(offices: Offices) -> None:
    case, places = begin(offices, linear("a")), places_of(offices)
    (step,) = open_steps_of(case.pk)

    finish_step(case, step, "ok", places=places, actor=PLATFORM)

    case.refresh_from_db()
    assert not case.is_open
    assert instance_of(case).ended_at is not None


def test_case_without_a_table_cannot_go_on(offices: Offices) -> None:
    unit = offices.unit.pk
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))

    with pytest.raises(LookupError):
        reopen_step(case, None, places=places_of(offices), actor=PLATFORM)
    cancel_process(case, places=places_of(offices), actor=PLATFORM)
    assert case.is_open


def beside(case: Case, offices: Offices) -> Step:
    """A side step with a deadline of its own, four working hours in November 2026."""
    Instrument.objects.create(key="45/2019/QH14", title="Bộ luật Lao động", kind="law")
    load_calendar("default", actor=PLATFORM)
    deadline = start_deadline(
        clock.Limit(clock.TimeUnit.HOUR, 4), unit_id=offices.unit.pk, at=DUE - timedelta(days=7)
    )
    new = NewStep(
        "opinion",
        "Cho ý kiến",
        offices.unit.pk,
        "officer",
        due_at=deadline.due_at,
        deadline_id=deadline.pk,
    )
    return open_step(case, new)


def test_side_step_is_done_and_the_table_stays_where_it_is(offices: Offices) -> None:
    case, places = begin(offices, linear("a", "b")), places_of(offices)
    (main,) = open_steps_of(case.pk)
    side = beside(case, offices)

    change = finish_step(case, side, "agree", places=places, actor=PLATFORM, comment="Đồng ý.")

    assert (change.open, change.close, change.ended) == ([], [], False)
    assert [step.pk for step in open_steps_of(case.pk)] == [main.pk]
    done = Step.objects.get(pk=side.pk)
    assert (done.outcome, done.comment, done.is_side) == ("agree", "Đồng ý.", True)
    assert Deadline.objects.get(pk=side.deadline_id or 0).outcome == "late"


@pytest.mark.parametrize("ends", ["table", "outside"])
def test_side_steps_end_with_the_case(offices: Offices, ends: str) -> None:
    case, places = begin(offices, linear("a")), places_of(offices)
    (main,) = open_steps_of(case.pk)
    side = beside(case, offices)

    if ends == "table":
        finish_step(case, main, "ok", places=places, actor=PLATFORM)
    else:
        cancel_process(case, places=places, actor=PLATFORM)

    assert open_steps_of(case.pk) == []
    assert Step.objects.get(pk=side.pk).outcome == "passed"
    assert Deadline.objects.get(pk=side.deadline_id or 0).state == DeadlineState.CANCELLED
