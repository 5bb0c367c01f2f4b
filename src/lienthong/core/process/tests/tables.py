# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables for tests: one that uses every construct, and a strategy for random sound ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import Table


def examples(number: int) -> settings:
    """So many examples, however slow the machine is."""
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(max_examples=number, deadline=None, suppress_health_check=slow)


def task(node: str, **ways: str) -> dict[str, Any]:
    """A task whose outcomes lead to the named nodes; ``back_x`` sends back."""
    outcomes = [
        {"code": code, "title": code, ("back" if code.startswith("back") else "to"): target}
        for code, target in ways.items()
    ]
    return {"node": node, "title": f"Bước {node}", "role": "officer", "outcomes": outcomes}


def end(node: str = "finished", result: str = "granted") -> dict[str, Any]:
    """An end step."""
    return {"node": node, "title": "Xong", "kind": "end", "result": result}


def source(steps: list[dict[str, Any]], start: str = "", **data: Any) -> dict[str, Any]:
    """A whole table as a mapping."""
    return {
        "format": 1,
        "code": "example",
        "title": "Ví dụ",
        "legal_basis": ["61/2018/NĐ-CP, Điều 17"],
        "data": {
            name: item if isinstance(item, dict) else {"type": item} for name, item in data.items()
        },
        "start": start or steps[0]["node"],
        "steps": steps,
    }


def linear(*nodes: str) -> dict[str, Any]:
    """Tasks one after the other, each can be sent back to the previous one."""
    following = [*nodes[1:], "finished"]
    steps = [task(node, ok=after) for node, after in zip(nodes, following, strict=True)]
    for step in steps[1:]:
        step["outcomes"].append({"code": "back", "title": "Trả lại", "back": "previous"})
    return source([*steps, end()])


def everything() -> dict[str, Any]:
    """A table with all twelve constructs."""
    ask = task("ask", agree="route", refuse="route") | {"each": "units", "of": "each"}
    ways = {"ask": "ask", "both": "both", "first": "first", "verify": "verify"}
    ways |= {"pay": "pay", "post": "posted", "tell": "tell", "some": "some"}
    hub = task("assess", **ways)
    propose = {"code": "propose", "title": "Trình", "to": "approve", "set": {"ready": True}}
    hub["outcomes"].append(propose)
    approve = task("approve", sign="granted", back="previous")
    approve |= {"when": "not ready or fee >= 0", "otherwise": "granted"}
    expired = {"code": "expired", "title": "Quá hạn ký", "to": "refused"}
    approve["boundaries"] = [expired | {"limit": {"amount": 5, "unit": "working_day"}}]
    left = [task("a1", ok="a2"), task("a2", ok="done", again="a1")]
    slow = [task("d1", ok="d2"), task("d2", ok="done")]
    return source(
        [
            task("check", ok="assess", bad="refused"),
            *(hub, ask, _route()),
            parallel("both", "all", [left, [task("b1", ok="done")]]),
            parallel("first", "any", [[task("c1", ok="done")], slow]),
            *(_verify(), _pay(), _posted(), _tell(), _some(), approve),
            *(end("granted"), end("refused", "refused")),
        ],
        units="list",
        fee="number",
        ready="flag",
    )


def _route() -> dict[str, Any]:
    choices = [{"when": "'refuse' in ask_outcomes", "to": "assess"}]
    row = {"node": "route", "title": "Rẽ", "kind": "choice", "otherwise": "approve"}
    return row | {"choices": choices}


def _verify() -> dict[str, Any]:
    row = {"node": "verify", "title": "Xác minh", "kind": "subprocess", "to": "approve"}
    return row | {"start": "v1", "steps": [task("v1", ok="v2"), task("v2", ok="done", back="v1")]}


def _pay() -> dict[str, Any]:
    row = {"node": "pay", "title": "Chờ nộp lệ phí", "kind": "wait", "message": "paid"}
    limit = {"amount": 3, "unit": "working_day"}
    return row | {"limit": limit, "to": "approve", "late": "assess"}


def _tell() -> dict[str, Any]:
    row = {"node": "tell", "title": "Nhắn người nộp", "kind": "service"}
    return row | {"service": "tell_applicant", "to": "approve", "late": "assess"}


def _some() -> dict[str, Any]:
    row = parallel("some", "all", [[task("e1", ok="done")], [task("e2", ok="done")]])
    row |= {"kind": "inclusive", "join": None}
    row["branches"][1]["when"] = "fee > 0"
    return row


def _posted() -> dict[str, Any]:
    row = {"node": "posted", "title": "Niêm yết", "kind": "wait", "to": "assess"}
    return row | {"limit": {"amount": 7, "unit": "calendar_day"}}


def parallel(
    node: str, join: str, branches: list[list[dict[str, Any]]], to: str = "assess"
) -> dict[str, Any]:
    """A parallel block; every branch starts with its first step."""
    return {
        "node": node,
        "title": f"Nhóm {node}",
        "kind": "parallel",
        "join": join,
        "to": to,
        "branches": [{"start": steps[0]["node"], "steps": steps} for steps in branches],
    }


def table(mapping: dict[str, Any]) -> Table:
    """The table, asserted to be sound."""
    read = read_table(mapping)
    assert check_table(read) == []
    return read


@st.composite
def random_tables(draw: Callable[..., Any]) -> dict[str, Any]:
    """A sound random table: every construct, nested blocks, loops and returns."""
    counter = iter(range(10_000))
    names = _names(counter)
    steps = draw(_scope(names, depth=0, out="finished"))
    data: dict[str, Any] = {
        "units": {
            "type": "list",
            "default": draw(st.sampled_from([[], ["u1"], ["u1", "u2", "u3"]])),
        },
        "flag": {"type": "flag", "default": draw(st.booleans())},
    }
    return source([*steps, end()], **data)


def _names(counter: Any) -> Callable[[], str]:
    return lambda: f"n{next(counter)}"


_FLAT = ("task", "task", "task", "task", "each", "choice", "wait", "message", "service", "late")
_KINDS = (*_FLAT, "parallel", "inclusive", "subprocess")


@st.composite
def _scope(
    draw: Callable[..., Any], names: Callable[[], str], depth: int, out: str
) -> list[dict[str, Any]]:
    kinds = draw(st.lists(st.sampled_from(_KINDS if depth < 2 else _FLAT), min_size=1, max_size=4))
    nodes = [names() for _ in kinds]
    following = [*nodes[1:], out]
    in_branch = out == "done" and depth > 0
    steps = []
    for index, (kind, node) in enumerate(zip(kinds, nodes, strict=True)):
        step = draw(_step(kind, node, following[index], names, depth))
        if kind == "task":
            _add_ways(draw, step, nodes, kinds, index, following, in_branch)
        if kind not in ("choice",) and draw(st.integers(0, 3)) == 0:
            step |= {
                "when": draw(st.sampled_from(["flag", "not flag"])),
                "otherwise": following[index],
            }
        steps.append(step)
    return steps


_HOUR: dict[str, Any] = {"amount": 1, "unit": "hour"}
_EDGES: tuple[Callable[[str], list[dict[str, Any]]], ...] = (
    lambda to: [{"code": "over", "title": "Hết giờ", "to": to, "limit": _HOUR}],
    lambda to: [{"code": "told", "title": "Rút", "to": to, "message": "withdrawn"}],
    lambda to: [
        {"code": "over", "title": "Hết giờ", "to": to, "limit": _HOUR},
        {"code": "told", "title": "Rút", "to": to, "message": "withdrawn"},
    ],
)
_ASSIGNED: tuple[dict[str, Any], ...] = (
    {},
    {"assign": "least_loaded"},
    {"assign": "previous"},
    {"assign": "position", "assignee": "chuyen-vien"},
)


def _add_ways(
    draw: Callable[..., Any],
    step: dict[str, Any],
    nodes: list[str],
    kinds: list[str],
    index: int,
    following: list[str],
    in_branch: bool,
) -> None:
    step["outcomes"][0]["set"] = {"flag": draw(st.booleans())}
    if draw(st.booleans()):
        step["outcomes"].append(
            {"code": "loop", "title": "Lại", "to": nodes[draw(st.integers(0, index))]}
        )
    if draw(st.booleans()):
        ahead = following[draw(st.integers(index, len(following) - 1))]
        step["outcomes"].append({"code": "jump", "title": "Nhảy", "to": ahead})
    if draw(st.integers(0, 2)) == 0:
        step["boundaries"] = draw(st.sampled_from(_EDGES))(following[index])
    step |= draw(st.sampled_from(_ASSIGNED))
    plain = [n for n, kind in zip(nodes[:index], kinds, strict=False) if kind in ("task", "wait")]
    if plain and not in_branch:
        step["outcomes"].append({"code": "back", "title": "Trả", "back": plain[-1]})


@st.composite
def _step(
    draw: Callable[..., Any], kind: str, node: str, to: str, names: Callable[[], str], depth: int
) -> dict[str, Any]:
    base: dict[str, Any] = {"node": node, "title": node, "to": to}
    if kind == "task":
        return task(node, ok=to)
    if kind == "each":
        complete = draw(st.sampled_from(["all", "any"]))
        return task(node, ok=to, no=to) | {"each": "units", "of": "each", "complete_when": complete}
    if kind == "choice":
        return {
            "node": node,
            "title": node,
            "kind": "choice",
            "choices": [{"when": "flag", "to": to}],
            "otherwise": to,
        }
    if kind == "wait":
        return base | {"kind": "wait", "limit": {"amount": 1, "unit": "hour"}}
    if kind == "message":
        return base | {"kind": "wait", "message": f"m_{node}"}
    if kind == "service":
        late: dict[str, str] = draw(_late(to))
        return base | {"kind": "service", "service": "tell_applicant"} | late
    if kind == "late":
        row = base | {"kind": "wait", "message": f"m_{node}", "limit": _HOUR}
        return row | {"late": to}
    if kind == "subprocess":
        steps = draw(_scope(names, depth + 1, "done"))
        return base | {"kind": "subprocess", "start": steps[0]["node"], "steps": steps}
    branches = [draw(_scope(names, depth + 1, "done")) for _ in range(draw(st.integers(2, 3)))]
    if kind == "inclusive":
        row = parallel(node, "all", branches, to)
        row |= {"kind": "inclusive", "join": None}
        for branch in row["branches"]:
            branch["when"] = draw(st.sampled_from([None, "flag", "not flag"]))
        return row
    return parallel(node, draw(st.sampled_from(["all", "any"])), branches, to)


def _late(to: str) -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from([{}, {"late": to}])
