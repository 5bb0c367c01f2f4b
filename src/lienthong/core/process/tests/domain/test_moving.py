# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running instances change version: simulated first, open steps keep their ids."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.compiling import Compiled, compile_table
from lienthong.core.process.domain.moving import move, plan_move
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.refusals import NotMovable
from lienthong.core.process.domain.running import NotReturnable, Run
from lienthong.core.process.tests.tables import (
    end,
    everything,
    examples,
    linear,
    parallel,
    random_tables,
    source,
    table,
    task,
)


def _compiled(mapping: dict[str, Any]) -> Compiled:
    return compile_table(table(mapping))


def _ids(run: Run) -> dict[Any, str]:
    return {item.task_id: item.node for item in run.open_tasks()}


def test_open_step_stays_and_the_new_way_lies_ahead() -> None:
    old, new = _compiled(linear("a", "b", "c")), _compiled(linear("a", "b", "extra", "c"))
    run, _ = Run.begin(old, {})
    run.advance("a", "ok", {})

    plan = plan_move(run.dump(), old, new)
    moved = move(run.dump(), old, new)

    assert (plan.possible, plan.added, plan.removed) == (True, ("Bước extra",), ())
    assert _ids(moved) == _ids(run)
    moved = Run.load(moved.dump(), new)
    change = moved.advance("b", "ok", {})
    assert [item.node for item in change.open] == ["extra"]
    back = moved.advance("extra", "back", {})
    assert [item.task_id for item in back.open] == list(_ids(run))


def test_finished_step_that_no_longer_exists_is_retired() -> None:
    old, new = _compiled(linear("a", "b", "c")), _compiled(linear("a", "c"))
    run, _ = Run.begin(old, {})
    run.advance("a", "ok", {})
    run.advance("b", "ok", {})

    moved = Run.load(move(run.dump(), old, new).dump(), new)

    assert [target.node for target in moved.return_targets()] == ["a"]
    change = moved.advance("c", "back", {})
    assert [item.node for item in change.open] == ["a"]
    moved.advance("a", "ok", {})
    assert moved.advance("c", "ok", {}).ended


def test_open_step_that_would_be_done_elsewhere_waits_and_one_ahead_does_not() -> None:
    """Nobody else hears of what is open, so the unit that has it does it first."""
    changed = linear("a", "b")
    first = next(step for step in changed["steps"] if step["node"] == "a")
    first["of"] = "receiving" if first.get("of", "competent") == "competent" else "competent"
    old, new = _compiled(linear("a", "b")), _compiled(changed)
    run, _ = Run.begin(old, {})

    plan = plan_move(run.dump(), old, new)

    assert (plan.possible, plan.waits) == (False, True)
    assert "sẽ làm ở nơi khác" in plan.reasons[0]
    run.advance("a", "ok", {})
    assert plan_move(run.dump(), old, new).possible


def test_plan_refuses_an_open_step_that_no_longer_exists() -> None:
    old, new = _compiled(linear("a", "b", "c")), _compiled(linear("a", "c"))
    run, _ = Run.begin(old, {})
    run.advance("a", "ok", {})
    state = run.dump()

    plan = plan_move(state, old, new)

    assert plan.reasons == ("Bước đang mở “Bước b” không còn trong phiên bản mới.",)
    with pytest.raises(NotMovable) as refused:
        move(state, old, new)
    assert refused.value.reasons == plan.reasons


def _block(*branches: list[dict[str, Any]], after: str = "finished") -> dict[str, Any]:
    steps = [parallel("p", "all", list(branches), after), task("z", ok="finished")]
    return source([*steps[: 2 if after == "z" else 1], end()])


def test_open_block_moves_when_its_branches_are_the_same() -> None:
    old = _compiled(_block([task("x", ok="done")], [task("y", ok="done")]))
    longer = [task("x", ok="x2"), task("x2", ok="done")]
    new = _compiled(_block(longer, [task("y", ok="done")], after="z"))
    run, _ = Run.begin(old, {})
    run.advance("y", "ok", {})

    moved = Run.load(move(run.dump(), old, new).dump(), new)
    moved.advance("x", "ok", {})
    moved.advance("x2", "ok", {})

    assert [item.node for item in moved.open_tasks()] == ["z"]


def test_open_block_with_another_branch_does_not_move() -> None:
    old = _compiled(_block([task("x", ok="done")], [task("y", ok="done")]))
    third = [task("w", ok="done")]
    new = _compiled(_block([task("x", ok="done")], [task("y", ok="done")], third))
    run, _ = Run.begin(old, {})

    assert plan_move(run.dump(), old, new).reasons == (
        "Nhóm bước đang mở “Nhóm p” có các nhánh khác trong phiên bản mới.",
    )


def _each(then: str) -> dict[str, Any]:
    return task("a", ok=then) | {"each": "units", "of": "each"}


def test_each_step_keeps_its_elements() -> None:
    old, new = (
        _compiled(source([_each(then), task(then, ok="finished"), end()], units="list"))
        for then in ("b", "c")
    )
    run, _ = Run.begin(old, {"units": ["u1", "u2"]})
    run.advance(run.open_tasks()[0].task_id, "ok", {})

    moved = Run.load(move(run.dump(), old, new).dump(), new)

    assert [item.item for item in moved.open_tasks()] == ["u2"]
    moved.advance("a", "ok", {})
    assert [item.node for item in moved.open_tasks()] == ["c"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            source([task("a", ok="finished"), end()], x="flag"),
            source([task("a", ok="finished"), end()], x="text"),
        ),
        (
            source([task("a", ok="finished"), end()], units="list"),
            source([_each("finished"), end()], units="list"),
        ),
    ],
)
def test_changed_nature_or_data_does_not_move(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = _compiled(old), _compiled(new)
    run, _ = Run.begin(before, {})

    assert not plan_move(run.dump(), before, after).possible


@examples(60)
@given(random_tables(), st.integers(0, 2**32))
def test_moving_to_an_equal_table_changes_nothing(source: dict[str, Any], seed: int) -> None:
    assume(check_table(read_table(source)) == [])
    old, new = compile_table(read_table(source)), compile_table(read_table(source))
    run = _wander(Run.begin(old, {})[0], random.Random(seed))
    if run.ended:
        return

    moved = Run.load(move(run.dump(), old, new).dump(), new)

    assert _ids(moved) == _ids(run)
    assert [item.item for item in moved.open_tasks()] == [item.item for item in run.open_tasks()]
    _wander(moved, random.Random(seed))


def _wander(run: Run, chance: random.Random) -> Run:
    for _ in range(8):
        if run.ended:
            break
        item = chance.choice(run.open_tasks())
        way = chance.choice(item.outcomes)
        try:
            run.advance(item.task_id, way.code, {})
        except NotReturnable:
            assert way.back
    return run


def test_the_table_with_every_construct_moves_from_inside_each_block() -> None:
    old, new = _compiled(everything()), _compiled(everything())
    for way in ("ask", "both", "first", "verify", "pay", "post"):
        run, _ = Run.begin(old, {"units": ["u1", "u2"]})
        run.advance("check", "ok", {})
        run.advance("assess", way, {})

        assert _ids(move(run.dump(), old, new)) == _ids(run)
