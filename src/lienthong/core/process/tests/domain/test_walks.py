# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Random walks over random tables: what we say is open is what the engine holds ready."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from SpiffWorkflow.util.task import TaskState

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.results import Advance
from lienthong.core.process.domain.running import NotReturnable, Run
from lienthong.core.process.domain.strip import path
from lienthong.core.process.domain.tables import Scalar
from lienthong.core.process.tests.tables import everything, examples, random_tables, table


def _ready(run: Run) -> set[Any]:
    return {task.id for task in run.workflow.get_tasks(state=TaskState.READY)}


def _open(run: Run) -> set[Any]:
    return {task.task_id for task in run.open_tasks()}


def _follow(known: set[Any], change: Advance) -> set[Any]:
    return (known - set(change.close)) | {task.task_id for task in (*change.open, *change.wait)}


def _walk(source: dict[str, Any], seed: int, length: int = 25) -> None:
    chance = random.Random(seed)
    compiled = compile_table(read_table(source))
    run, change = Run.begin(compiled, {})
    known = _follow(set(), change)
    for _ in range(length):
        assert known == _open(run) == _ready(run)
        assert run.ended == (not known)
        assert path(run)
        if run.ended:
            return
        run = Run.load(run.dump(), compiled)
        assert known == _open(run)
        known = _follow(known, _move(run, chance))


def _move(run: Run, chance: random.Random) -> Advance:
    targets = run.return_targets()
    if targets and chance.random() < 0.15:
        target = chance.choice(targets)
        change = run.reset_to(target.task_id)
        assert target.task_id in _open(run)
        return change
    task = chance.choice(run.open_tasks())
    way = chance.choice(task.outcomes)
    try:
        change = run.advance(task.task_id, way.code, {})
    except NotReturnable:
        assert way.back
        return Advance()
    assert task.task_id not in _open(run)
    return change


@examples(60)
@given(random_tables(), st.integers(0, 2**32))
def test_open_tasks_equal_the_engines_ready_tasks(source: dict[str, Any], seed: int) -> None:
    assume(check_table(read_table(source)) == [])
    _walk(source, seed)


@examples(80)
@given(st.integers(0, 2**32))
def test_walks_over_the_table_with_every_construct(seed: int) -> None:
    mapping = everything()
    mapping["data"]["units"]["default"] = ["u1", "u2"]
    _walk(mapping, seed, 60)


@pytest.mark.parametrize("units", [[], ["a"], ["a", "b"]])
def test_values_survive_storing(units: list[Scalar]) -> None:
    compiled = compile_table(table(everything()))
    run, _ = Run.begin(compiled, {"units": units, "fee": 3})

    again = Run.load(run.dump(), compiled)

    assert again.values == run.values
    assert again.values["units"] == units
