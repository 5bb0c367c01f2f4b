# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running cases change version in lots: simulated first, one act each, resumable, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.cases.api import (
    Case,
    NewCase,
    Places,
    ProcessMove,
    Step,
    Term,
    begin_process_move,
    carry_next_move,
    finish_step,
    move_case_process,
    open_case,
    open_steps_of,
    running_behind,
    start_process,
    undo_process_move,
)
from lienthong.core.cases.tasks.steps import move_process
from lienthong.core.process.api import (
    Of,
    ProcessVersion,
    instances_as_now,
    lock_instance,
    plan_migration,
    publish_version,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.testing.offices import Offices, acting
from lienthong.testing.tables import end, source, task

PLATFORM = Actor.platform("thử")
DUE = datetime(2026, 12, 1, tzinfo=UTC)


def places(offices: Offices) -> Places:
    units = {of.value: offices.unit.pk for of in Of}
    return Places(units, "officer", lambda unit, task: Term(None, DUE))


def table(*nodes: str, branches: tuple[str, ...] = ("x", "y")) -> dict[str, Any]:
    """Tasks in a row, then a parallel block."""
    following = [*nodes[1:], "p"]
    steps = [task(node, ok=after) for node, after in zip(nodes, following, strict=True)]
    block = {"node": "p", "title": "Nhóm", "kind": "parallel", "to": "finished"}
    lines = [{"start": node, "steps": [task(node, ok="done")]} for node in branches]
    return source([*steps, block | {"branches": lines}, end()])


def publish(mapping: dict[str, Any], month: int) -> ProcessVersion:
    return publish_version(mapping, valid_from=date(2026, month, 1), actor=PLATFORM)


def begin(offices: Offices, version: ProcessVersion, *outcomes: str) -> Case:
    """A case that has gone as many steps."""
    unit = offices.unit.pk
    case = open_case(NewCase("sample.case", "Việc", "new", unit, unit))
    start_process(case, version, data={}, places=places(offices), actor=PLATFORM)
    for outcome in outcomes:
        step = open_steps_of(case.pk)[0]
        finish_step(case, step, outcome, places=places(offices), actor=PLATFORM)
    return case


def version_of(case: Case) -> int:
    return lock_instance(case.instance_id or 0).version.number


def open_nodes(case: Case) -> list[str]:
    return [step.node for step in open_steps_of(case.pk)]


def mover(offices: Offices) -> Actor:
    """An officer who may move running cases."""
    offices.role.permissions = [*offices.role.permissions, "process.instance.move"]
    offices.role.save()
    account = offices.officer("quan-tri")
    account.grants.update(scope=3)
    return acting(account)


@pytest.fixture
def world(offices: Offices) -> tuple[ProcessVersion, ProcessVersion, list[Case]]:
    """Two versions, and on the first: one that moves, one that waits, one that conflicts."""
    old = publish(table("a", "b", "c"), 7)
    cases = [begin(offices, old), begin(offices, old, "ok", "ok", "ok"), begin(offices, old, "ok")]
    Step.objects.filter(case=cases[1]).update(opened_at=DUE)
    reworded = table("a", "extra", "c", branches=("x", "y", "z"))
    reworded["steps"][0] |= {"title": "Tên mới"}
    reworded["steps"][0]["outcomes"][0]["title"] = "Đồng ý"
    return old, publish(reworded, 9), cases


def test_simulation_says_who_moves_waits_or_conflicts_and_changes_nothing(
    world: tuple[ProcessVersion, ProcessVersion, list[Case]],
) -> None:
    old, new, cases = world

    told = running_behind(new)
    rows = {row.case_id: row for row in told}

    assert [row.verdict for row in told] == ["conflicts", "waits", "moves"]
    assert [rows[case.pk].verdict for case in cases] == ["moves", "waits", "conflicts"]
    assert [rows[case.pk].number for case in cases] == [1, 1, 1]
    assert rows[cases[1].pk].steps == ("Bước x", "Bước y")
    assert "Nhóm" in rows[cases[1].pk].why
    assert "“Bước b” không còn" in rows[cases[2].pk].why
    assert [version_of(case) for case in cases] == [1, 1, 1]
    Step.objects.filter(case=cases[0]).update(marks={"busy": "signing"})
    (busy,) = [row for row in running_behind(new) if row.case_id == cases[0].pk]
    assert (busy.verdict, busy.why) == ("waits", "Đang ký số hoặc đóng dấu. Chờ xong rồi chuyển.")
    assert running_behind(old) == []


def test_a_case_that_moves_while_it_is_tried_is_told_as_it_was(
    offices: Offices, world: tuple[ProcessVersion, ProcessVersion, list[Case]]
) -> None:
    _old, new, cases = world
    run = cases[0].instance_id or 0
    read, actor = instances_as_now([run])[run], mover(offices)

    move_process(begin_process_move(new, case_ids=[cases[0].pk], actor=actor).pk)

    assert version_of(cases[0]) == 2
    assert plan_migration(read, new).possible
    assert cases[0].pk not in {row.case_id for row in running_behind(new)}


def test_a_lot_is_moved_one_by_one_resumed_and_taken_back(
    offices: Offices, world: tuple[ProcessVersion, ProcessVersion, list[Case]]
) -> None:
    _old, new, cases = world
    actor = mover(offices)
    move = begin_process_move(new, case_ids=[case.pk for case in cases], actor=actor)

    assert carry_next_move(move.pk, actor=actor)
    assert [version_of(case) for case in cases] == [2, 1, 1]
    move_process(move.pk)
    move_process(move.pk)

    done = ProcessMove.objects.get(pk=move.pk)
    assert (done.moved, done.position, done.finished_at is not None) == (1, 3, True)
    assert [problem["case"] for problem in done.problems] == [cases[1].pk, cases[2].pk]
    (step,) = open_steps_of(cases[0].pk)
    assert (step.title, step.outcomes[0]["title"]) == ("Tên mới", "Đồng ý")

    undo = undo_process_move(done, actor=actor)
    with pytest.raises(IllegalState):
        undo_process_move(done, actor=actor)
    move_process(undo.pk)

    assert [version_of(case) for case in cases] == [1, 1, 1]
    (step,) = open_steps_of(cases[0].pk)
    assert step.title == "Bước a"
    with pytest.raises(IllegalState):
        undo_process_move(undo, actor=actor)


def test_a_moved_case_goes_on_by_the_new_version(
    offices: Offices, world: tuple[ProcessVersion, ProcessVersion, list[Case]]
) -> None:
    _old, new, cases = world
    move_case_process(cases[0], version=new, actor=PLATFORM)
    step = open_steps_of(cases[0].pk)[0]

    finish_step(cases[0], step, "ok", places=places(offices), actor=PLATFORM)

    assert open_nodes(cases[0]) == ["extra"]
    with pytest.raises(IllegalState, match="đã ở phiên bản ấy"):
        move_case_process(cases[0], version=new, actor=PLATFORM)
    with pytest.raises(IllegalState, match="Bước b"):
        move_case_process(cases[2], version=new, actor=PLATFORM)
    assert open_nodes(cases[2]) == ["b"]


def test_a_case_that_cannot_go_back_stays_and_is_named(
    offices: Offices, world: tuple[ProcessVersion, ProcessVersion, list[Case]]
) -> None:
    _old, new, cases = world
    actor = mover(offices)
    move = begin_process_move(new, case_ids=[cases[0].pk], actor=actor)
    move_process(move.pk)
    step = open_steps_of(cases[0].pk)[0]
    finish_step(cases[0], step, "ok", places=places(offices), actor=PLATFORM)
    move.refresh_from_db()
    undo = undo_process_move(move, actor=actor)

    move_process(undo.pk)

    undo.refresh_from_db()
    assert undo.moved == 0
    assert "“Bước extra” không còn" in undo.problems[0]["why"]
    assert version_of(cases[0]) == 2


def test_lots_are_bounded_and_only_for_those_who_may(
    offices: Offices, world: tuple[ProcessVersion, ProcessVersion, list[Case]]
) -> None:
    _old, new, cases = world
    with pytest.raises(NotAllowed):
        begin_process_move(new, case_ids=[cases[0].pk], actor=offices.actor("lan"))
    for most in (0, 501):
        with pytest.raises(InvalidInput):
            begin_process_move(new, case_ids=list(range(most)), actor=PLATFORM)
    assert not ProcessMove.objects.exists()


def test_no_case_moves_to_a_version_before_the_day_on_which_it_begins(offices: Offices) -> None:
    case = begin(offices, publish(table("a", "b"), 7))
    tomorrow = timezone.localdate() + timedelta(days=1)
    coming = publish_version(table("a", "new", "b"), valid_from=tomorrow, actor=PLATFORM)

    (row,) = running_behind(coming)
    with pytest.raises(IllegalState, match=f"Bản 2 có hiệu lực từ ngày {tomorrow:%d/%m/%Y}"):
        begin_process_move(coming, case_ids=[case.pk], actor=PLATFORM)
    with pytest.raises(IllegalState, match="Từ ngày đó mới chuyển việc sang được"):
        move_case_process(case, version=coming, actor=PLATFORM)

    assert (row.verdict, version_of(case), ProcessMove.objects.exists()) == ("moves", 1, False)
