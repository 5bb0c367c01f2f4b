# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every construct on its own: what opens, what closes, what is refused."""

from __future__ import annotations

import json
import zlib
from typing import Any
from uuid import UUID, uuid4

import pytest

from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.results import Advance
from lienthong.core.process.domain.running import (
    BadData,
    NotOpen,
    NotReturnable,
    Run,
    UnknownOutcome,
)
from lienthong.core.process.domain.storing import StateUnreadable, unpack
from lienthong.core.process.domain.tables import Value
from lienthong.core.process.tests.tables import (
    end,
    everything,
    linear,
    parallel,
    source,
    table,
    task,
)


def _begin(mapping: dict[str, Any], **data: Value) -> tuple[Run, Advance]:
    return Run.begin(compile_table(table(mapping)), data)


def _at(node: str, **data: Value) -> Run:
    """The table with every construct, standing in the step that ``assess`` leads to by its code."""
    run, _ = _begin(everything(), **data)
    run.advance("check", "ok", {})
    run.advance("assess", node, {})
    return run


def _nodes(run: Run) -> list[str]:
    return [task.node for task in run.open_tasks()]


def _id(run: Run, node: str) -> UUID:
    return run.find(node).task_id


def test_start_opens_the_first_step_with_everything_the_caller_needs() -> None:
    mapping = linear("a", "b")
    mapping["steps"][0] |= {
        "limit": {"amount": 4, "unit": "hour"},
        "of": "receiving",
        "short": "A",
        "marks": {"state": "received"},
    }
    _run, change = _begin(mapping)

    (opened,) = change.open
    assert (opened.node, opened.title, opened.short, opened.role, opened.of) == (
        "a",
        "Bước a",
        "A",
        "officer",
        "receiving",
    )
    assert opened.limit is not None
    assert (opened.limit.amount, opened.limit.unit) == (4, "hour")
    assert opened.marks == {"state": "received"}
    assert [way.code for way in opened.outcomes] == ["ok"]
    assert (change.close, change.wait, change.ended) == ([], [], False)


def test_sequence_goes_on_and_ends_with_the_result() -> None:
    run, _ = _begin(linear("a", "b"))
    first = _id(run, "a")

    change = run.advance("a", "ok", {})
    assert (change.close, [task.node for task in change.open]) == ([first], ["b"])
    change = run.advance("b", "ok", {})

    assert (change.ended, change.result, change.open) == (True, "granted", [])
    assert run.ended


def test_choice_follows_the_values() -> None:
    run = _at("ask", units=["u1"])
    run.advance("ask", "refuse", {})
    assert _nodes(run) == ["assess"]

    run.advance("assess", "ask", {})
    run.advance("ask", "agree", {})
    assert _nodes(run) == ["approve"]


def test_each_opens_one_task_for_every_element() -> None:
    run = _at("ask", units=["u1", "u2", "u3"])

    assert [task.item for task in run.open_tasks()] == ["u1", "u2", "u3"]
    with pytest.raises(NotOpen):
        run.find("ask")
    for item in run.open_tasks():
        assert item.of == "each"
        run.advance(item.task_id, "agree", {})
    assert run.values["ask_outcomes"] == ["agree", "agree", "agree"]
    assert _nodes(run) == ["approve"]


def test_each_over_nothing_goes_on() -> None:
    assert _nodes(_at("ask")) == ["approve"]


def test_each_that_needs_one_answer_closes_the_others() -> None:
    step = task("a", ok="finished") | {"each": "units", "of": "each", "complete_when": "any"}
    run, change = _begin(source([step, end()], units="list"), units=["u1", "u2"])

    done = run.advance(change.open[1].task_id, "ok", {})

    assert set(done.close) == {task.task_id for task in change.open}
    assert done.ended


def test_parallel_all_waits_for_every_branch() -> None:
    run = _at("both")
    assert _nodes(run) == ["a1", "b1"]

    run.advance("b1", "ok", {})
    run.advance("a1", "ok", {})
    assert _nodes(run) == ["a2"]
    run.advance("a2", "again", {})
    assert _nodes(run) == ["a1"]
    run.advance("a1", "ok", {})
    run.advance("a2", "ok", {})

    assert _nodes(run) == ["assess"]


def test_parallel_can_be_entered_again() -> None:
    run = _at("both")
    for _ in range(2):
        for node in ("a1", "a2", "b1"):
            run.advance(node, "ok", {})
        assert _nodes(run) == ["assess"]
        run.advance("assess", "both", {})
    assert _nodes(run) == ["a1", "b1"]


def test_values_set_in_one_branch_survive_the_join() -> None:
    left, right = task("x", ok="done"), task("y", ok="done")
    left["outcomes"][0]["set"] = {"flag": True}
    block = parallel("p", "all", [[left], [right]], "finished")
    run, _ = _begin(source([block, end()], flag="flag"))

    run.advance("x", "ok", {})
    run.advance("y", "ok", {})

    assert run.values["flag"] is True
    assert run.ended


def test_any_join_closes_the_other_branches() -> None:
    run = _at("first")
    other = _id(run, "c1")
    run.advance("d1", "ok", {})

    change = run.advance("d2", "ok", {})

    assert other in change.close
    assert _nodes(run) == ["assess"]


def test_timer_closes_with_elapsed() -> None:
    run = _at("post")
    (wait,) = run.open_tasks()
    assert (wait.kind, wait.limit and wait.limit.amount) == ("wait", 7)

    run.advance(wait.task_id, "elapsed", {})

    assert _nodes(run) == ["assess"]


@pytest.mark.parametrize(("outcome", "node"), [("received", "approve"), ("elapsed", "assess")])
def test_message_wait_goes_on_or_is_late(outcome: str, node: str) -> None:
    run = _at("pay")

    run.advance("pay", outcome, {})

    assert _nodes(run) == [node]


def test_message_is_delivered_to_whoever_waits() -> None:
    run = _at("pay")

    change = run.deliver("paid", {"fee": 0})

    assert [task.node for task in change.open] == ["approve"]
    with pytest.raises(NotOpen):
        run.deliver("paid", {})


def test_start_reports_waits_apart_from_tasks() -> None:
    wait = {"node": "w", "title": "Chờ", "kind": "wait", "message": "m", "to": "finished"}
    _run, change = _begin(source([wait, end()]))

    assert ([task.node for task in change.wait], change.open) == (["w"], [])


def test_optional_step_is_skipped() -> None:
    run = _at("propose", fee=-1)

    assert run.ended
    assert not _at("propose", fee=0).ended


def test_send_back_opens_the_same_task_again() -> None:
    run, change = _begin(linear("a", "b", "c"))
    first = change.open[0].task_id
    run.advance("a", "ok", {})
    second = _id(run, "b")

    change = run.advance("b", "back", {})

    assert [task.task_id for task in change.open] == [first]
    assert change.close == [second]
    assert run.values["a_outcome"] == ""


def test_send_back_inside_a_subprocess() -> None:
    run = _at("verify")
    first = _id(run, "v1")
    run.advance("v1", "ok", {})

    run.advance("v2", "back", {})

    assert [(task.node, task.task_id) for task in run.open_tasks()] == [("v1", first)]
    run.advance("v1", "ok", {})
    run.advance("v2", "ok", {})
    assert _nodes(run) == ["approve"]


def test_send_back_over_a_block_reaches_the_step_before_it() -> None:
    run = _at("ask", units=["u1"])
    run.advance("ask", "agree", {})
    change = run.advance("approve", "back", {})

    assert [task.node for task in change.open] == ["assess"]


def test_send_back_without_an_earlier_step_is_refused() -> None:
    step = task("a", ok="finished", back="previous")
    run, _ = _begin(source([step, end()]))

    with pytest.raises(NotReturnable):
        run.advance("a", "back", {})
    assert _nodes(run) == ["a"]


def test_reset_refuses_a_target_inside_a_parallel_block() -> None:
    run = _at("both")
    inside = _id(run, "a1")
    run.advance("a1", "ok", {})
    with pytest.raises(NotReturnable):
        run.reset_to(inside)

    targets = run.return_targets()
    assert [target.node for target in targets] == ["assess", "check"]
    change = run.reset_to(targets[0].task_id)

    assert [task.node for task in change.open] == ["assess"]
    assert len(change.close) == 2


def test_reset_refuses_each_tasks_finished_subprocesses_open_and_unknown_tasks() -> None:
    run = _at("ask", units=["u1"])
    inside = run.open_tasks()[0].task_id
    run.advance(inside, "refuse", {})
    run.advance("assess", "verify", {})
    inner = _id(run, "v1")
    run.advance("v1", "ok", {})
    run.advance("v2", "ok", {})

    for target in (inside, inner, _id(run, "approve"), uuid4()):
        with pytest.raises(NotReturnable):
            run.reset_to(target)


def test_reset_is_refused_after_the_end() -> None:
    run, change = _begin(linear("a"))
    run.advance("a", "ok", {})

    with pytest.raises(NotReturnable):
        run.reset_to(change.open[0].task_id)


def test_cancel_closes_everything() -> None:
    run = _at("both")
    ids = {task.task_id for task in run.open_tasks()}

    change = run.cancel()

    assert (set(change.close), change.ended, run.open_tasks()) == (ids, True, [])


def test_wrong_moves_are_refused() -> None:
    run, change = _begin(linear("a", "b"))
    with pytest.raises(UnknownOutcome):
        run.advance("a", "nothing", {})
    with pytest.raises(NotOpen):
        run.advance("b", "ok", {})
    run.advance("a", "ok", {})
    with pytest.raises(NotOpen) as refused:
        run.advance(change.open[0].task_id, "ok", {})
    assert refused.value.code == "step_not_open"
    assert _nodes(run) == ["b"]


@pytest.mark.parametrize(
    "data", [{"other": 1}, {"fee": "1"}, {"units": [["a"]]}, {"units": ["x" * 9000]}]
)
def test_undeclared_or_wrong_data_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(BadData):
        _begin(everything(), **data)
    run, _ = _begin(everything())
    with pytest.raises(BadData):
        run.set_values(data)


def test_set_values_changes_what_conditions_see() -> None:
    run, _ = _begin(everything())
    run.set_values({"fee": -1})
    run.advance("check", "ok", {})
    run.advance("assess", "propose", {})

    assert run.ended


def test_state_of_another_format_is_refused() -> None:
    compiled = compile_table(table(linear("a")))
    run, _ = Run.begin(compiled, {})
    stored = json.loads(zlib.decompress(run.dump()))
    later = zlib.compress(json.dumps(stored | {"format": 99}).encode())

    with pytest.raises(StateUnreadable):
        unpack(later, compiled)
