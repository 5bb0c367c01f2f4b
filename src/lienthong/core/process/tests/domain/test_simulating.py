# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A path tried out: the steps, when they begin and are due, how it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.limits import Limit
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.simulating import MOST_STEPS, Tried, try_path
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

BEGIN = datetime(2026, 11, 26, 8, tzinfo=UTC)


def ends(at: datetime, limit: Limit) -> datetime:
    return at + timedelta(hours=limit.amount)


def tried(mapping: dict[str, Any], chosen: dict[str, str] | None = None, **data: Any) -> Tried:
    compiled = compile_table(table(mapping))
    return try_path(compiled, data, chosen or {}, begin=BEGIN, ends=ends)


def hours(found: Tried) -> list[tuple[str, float, float]]:
    def since(at: datetime) -> float:
        return (at - BEGIN).total_seconds() / 3600

    return [(stop.task.node, since(stop.began_at), since(stop.ended_at)) for stop in found.stops]


def timed(node: str, amount: int, **ways: str) -> dict[str, Any]:
    return task(node, **ways) | {"limit": {"amount": amount, "unit": "hour"}}


def test_steps_follow_one_another_and_branches_run_together() -> None:
    slow = [timed("x", 5, ok="done")]
    quick = [timed("y", 1, ok="y2"), timed("y2", 2, ok="done")]
    steps = [
        timed("a", 2, ok="p"),
        parallel("p", "all", [slow, quick], "z"),
        task("z", ok="finished"),
    ]

    found = tried(source([*steps, end()]))

    assert hours(found) == [("a", 0, 2), ("y", 2, 3), ("y2", 3, 5), ("x", 2, 7), ("z", 7, 7)]
    assert (found.result, found.is_whole) == ("granted", True)
    assert found.ended_at == BEGIN + timedelta(hours=7)


def test_chosen_outcomes_are_taken_the_first_time_only() -> None:
    found = tried(linear("a", "b"), {"b": "back"})

    assert [stop.task.node for stop in found.stops] == ["a", "b", "a", "b"]
    assert [stop.number for stop in found.stops] == [1, 1, 2, 2]
    assert [stop.way.code for stop in found.stops] == ["ok", "back", "ok", "ok"]


def test_values_and_every_construct_on_the_way() -> None:
    mapping = everything()
    bad = tried(mapping, {"check": "bad"})
    some = tried(mapping, {"assess": "some"}, fee=5)
    few = tried(mapping, {"assess": "some"}, fee=0)
    late = tried(mapping, {"assess": "pay", "pay": "elapsed"})
    over = tried(mapping, {"assess": "tell", "approve": "expired"})

    assert ([stop.task.node for stop in bad.stops], bad.result) == (["check"], "refused")
    assert {"e1", "e2"} <= {stop.task.node for stop in some.stops}
    assert "e2" not in {stop.task.node for stop in few.stops}
    assert [stop.task.node for stop in late.stops][:4] == ["check", "assess", "pay", "assess"]
    assert hours(over)[-1] == ("approve", 0, 5)
    assert over.result == "refused"


def test_a_path_without_an_end_stops() -> None:
    steps = [task("a", again="a", ok="finished"), end()]

    found = tried(source(steps))

    assert (len(found.stops), found.is_whole, found.result) == (MOST_STEPS, False, "")


@examples(40)
@given(random_tables(), st.integers(0, 3))
def test_every_table_can_be_tried(mapping: dict[str, Any], pick: int) -> None:
    read = read_table(mapping)
    assume(check_table(read) == [])
    compiled = compile_table(read)
    chosen = {
        node: step.ways()[pick % len(step.ways())].code
        for node, step in compiled.steps.items()
        if step.is_manual
    }

    found = try_path(compiled, {}, chosen, begin=BEGIN, ends=ends)

    assert found.is_whole or len(found.stops) == MOST_STEPS
    assert all(stop.began_at <= stop.ended_at <= found.ended_at for stop in found.stops)
