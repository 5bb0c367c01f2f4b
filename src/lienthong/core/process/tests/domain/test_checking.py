# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is refused before a table can run, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.compiling import compile_table
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.tests.tables import end, everything, linear, parallel, source, task


def _codes(mapping: dict[str, Any]) -> set[str]:
    return {problem.code for problem in check_table(read_table(mapping))}


def test_tables_of_all_constructs_have_no_problems() -> None:
    assert _codes(everything()) == set()
    assert _codes(linear("a", "b", "c")) == set()


def test_unknown_node_is_named_in_vietnamese() -> None:
    mapping = source([task("a", ok="nowhere"), end()])

    problems = check_table(read_table(mapping))

    assert [item.message for item in problems] == ["a: Không có bước “nowhere” trong cùng phạm vi."]


_ONE = [task("a", ok="done")]
_BACK = [task("a", ok="b"), task("b", ok="done", back="a")]
_LAST = task("b", ok="finished")
_SKIPPED = task("a", x="finished", y="b") | {"when": "flag"}
_HOUR = {"limit": {"amount": 1, "unit": "hour"}}
_EACH = {"each": "units", "of": "each"}
_WAIT = {"node": "w", "title": "Chờ", "kind": "wait", "to": "finished"}


def _sub(*steps: dict[str, Any]) -> dict[str, Any]:
    return {
        "node": "s",
        "title": "Con",
        "kind": "subprocess",
        "to": "finished",
        "start": steps[0]["node"],
        "steps": list(steps),
    }


def _setting(values: dict[str, Any]) -> dict[str, Any]:
    step = task("a", ok="finished")
    step["outcomes"][0]["set"] = values
    return step


def _choice(to: str, otherwise: str, when: str = "flag") -> dict[str, Any]:
    choices = [{"when": when, "to": to}]
    return {
        "node": "c",
        "title": "Rẽ",
        "kind": "choice",
        "choices": choices,
        "otherwise": otherwise,
    }


@pytest.mark.parametrize(
    ("code", "mapping"),
    [
        ("duplicate_node", source([task("a", ok="finished"), task("a", ok="finished"), end()])),
        ("duplicate_node", source([_sub(task("finished", ok="done")), end()])),
        ("reserved", source([task("done", ok="finished"), end()])),
        ("reserved", source([task("a", ok="previous"), end("previous")])),
        ("no_end", source([task("a", ok="a")])),
        ("unreachable", source([task("a", ok="finished"), task("b", ok="finished"), end()])),
        (
            "no_way_out",
            source([task("a", ok="finished", b="b"), task("b", ok="b"), end()]),
        ),
        ("done_at_root", source([task("a", ok="done"), end()])),
        ("end_inside", source([_sub(task("a", ok="done"), end("inner")), end()])),
        ("unknown_node", source([_sub(task("a", ok="finished")), end()])),
        ("unknown_node", source([task("a", ok="finished"), end()], start="b")),
        ("no_role", source([task("a", ok="finished") | {"role": None}, end()])),
        ("no_outcome", source([task("a"), end()])),
        ("to_or_back", source([task("a", ok="finished", x=""), end()])),
        (
            "few_branches",
            source([parallel("p", "all", [[task("a", ok="done")]], "finished"), end()]),
        ),
        ("no_limit", source([_WAIT, end()])),
        (
            "late_without_limit",
            source([_WAIT | {"message": "m", "late": "finished"}, end()]),
        ),
        ("expression", source([_choice("finished", "finished", "flag ("), end()], flag="flag")),
        ("expression", source([_choice("finished", "finished", "missing"), end()])),
        ("undeclared", source([_setting({"x": 1}), end()])),
        ("each_list", source([task("a", ok="finished") | _EACH, end()])),
        ("each_list", source([task("a", ok="finished") | _EACH, end()], units="text")),
        ("each_of", source([task("a", ok="finished") | {"of": "each"}, end()])),
        ("each_outcomes", source([task("a", ok="finished", no="a") | _EACH, end()], units="list")),
        (
            "back_not_before",
            source([task("a", ok="finished", back="b", b="b"), task("b", ok="finished"), end()]),
        ),
        (
            "back_target",
            source([_choice("a", "a"), task("a", ok="finished", back="c"), end()], flag="flag"),
        ),
        (
            "back_in_branch",
            source([parallel("p", "all", [_BACK, [task("x", ok="done")]], "finished"), end()]),
        ),
        ("unclear_skip", source([_SKIPPED, _LAST, end()], flag="flag")),
        ("otherwise_without_when", source([_WAIT | _HOUR | {"otherwise": "finished"}, end()])),
        ("duplicate_name", source([task("a", ok="finished"), end()], a_outcome="text")),
    ],
)
def test_problem_is_found(code: str, mapping: dict[str, Any]) -> None:
    assert code in _codes(mapping)


def test_value_of_wrong_type_is_found() -> None:
    assert _codes(source([_setting({"x": 1}), end()], x="flag")) == {"default_type"}


@pytest.mark.parametrize(
    "loop",
    [
        [_choice("c2", "finished"), _choice("c", "finished") | {"node": "c2"}],
        [
            task("a", ok="b") | {"when": "flag", "otherwise": "b"},
            task("b", ok="a", out="finished") | {"when": "flag", "otherwise": "a"},
        ],
        [task("a", ok="c") | _EACH, _choice("a", "finished")],
    ],
)
def test_loop_that_nobody_stops_is_found(loop: list[dict[str, Any]]) -> None:
    mapping = source([*loop, end()], flag="flag", units="list")

    assert _codes(mapping) == {"endless"}


def test_loop_around_a_person_is_sound() -> None:
    mapping = source([task("a", ok="c"), _choice("a", "finished"), end()], flag="flag")

    assert _codes(mapping) == set()


def test_compiling_refuses_a_table_with_problems() -> None:
    with pytest.raises(TableError) as refused:
        compile_table(read_table(source([task("a", ok="b"), end()])))

    assert refused.value.code == "bad_table"
    assert refused.value.fields == {"a": "a: Không có bước “b” trong cùng phạm vi."}
