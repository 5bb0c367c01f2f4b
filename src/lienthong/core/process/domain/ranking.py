# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In which column every shape stands, and in which order: ranks along the flows, few crossings.

A flow that leads back, or past very many columns, is a detour: it is drawn around the shapes. A
flow past few columns has a slot of its own in each of them, so that its line meets no shape.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from lienthong.core.process.domain.diagrams import Diagram, Flow

FARTHEST = 8
"""Most columns that a flow crosses straight; farther ones are detours."""
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """Columns of names: shapes, and slots that a flow passes through."""

    columns: list[list[str]]
    rank: Mapping[str, int]
    ways: Mapping[str, list[str]]
    """Flow → the names from its source over its slots to its target; detours are not in it."""
    detours: list[Flow]


def rank(diagram: Diagram) -> Ranked:
    """The columns of one scope. What nothing leads to stands in the first."""
    hosts = {shape.id: shape.attached for shape in diagram.shapes if shape.attached}
    names = [shape.id for shape in diagram.shapes if not shape.attached]
    known = set(names)
    flows = [
        (flow, hosts.get(flow.source, flow.source))
        for flow in diagram.flows
        if flow.target in known and hosts.get(flow.source, flow.source) in known
    ]
    following: dict[str, list[str]] = {name: [] for name in names}
    for flow, source in flows:
        following[source].append(flow.target)
    order, back = _walk(names, following)
    ranks = _longest(order, following, back)
    ways: dict[str, list[str]] = {}
    detours: list[Flow] = []
    columns: list[list[str]] = [[] for _ in range(max(ranks.values()) + 1)]
    for name in order:
        columns[ranks[name]].append(name)
    for flow, source in flows:
        span = ranks[flow.target] - ranks[source]
        if not 0 < span <= FARTHEST:
            detours.append(flow)
            continue
        slots = [f"{flow.id}#{number}" for number in range(1, span)]
        for number, slot in enumerate(slots, ranks[source] + 1):
            columns[number].append(slot)
        ways[flow.id] = [source, *slots, flow.target]
    _untangle(columns, list(ways.values()))
    return Ranked(columns, ranks, ways, detours)


def _walk(
    names: list[str], following: Mapping[str, list[str]]
) -> tuple[list[str], set[tuple[str, str]]]:
    """Every name before what follows it, and the pairs that lead back."""
    state: dict[str, int] = {}
    back: set[tuple[str, str]] = set()
    finished: list[str] = []
    for root in names:
        ahead = [(root, iter(following[root]))] if root not in state else []
        state.setdefault(root, 1)
        while ahead:
            name, targets = ahead[-1]
            target = next(targets, None)
            if target is None:
                state[name] = 2
                finished.append(name)
                ahead.pop()
            elif target not in state:
                state[target] = 1
                ahead.append((target, iter(following[target])))
            elif state[target] == 1:
                back.add((name, target))
    return finished[::-1], back


def _longest(
    order: list[str], following: Mapping[str, list[str]], back: set[tuple[str, str]]
) -> dict[str, int]:
    ranks = dict.fromkeys(order, 0)
    for name in order:
        for target in following[name]:
            if (name, target) not in back:
                ranks[target] = max(ranks[target], ranks[name] + 1)
    return ranks


def _untangle(columns: list[list[str]], ways: list[list[str]]) -> None:
    """Order each column by where its neighbours stand, to and fro."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for way in ways:
        for one, other in itertools.pairwise(way):
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        near = before if forward else after
        for number in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
            beside = columns[number - 1 if forward else number + 1]
            places = {name: float(index) for index, name in enumerate(beside)}
            columns[number] = _sorted(columns[number], near, places)


def _sorted(
    column: list[str], near: Mapping[str, list[str]], places: Mapping[str, float]
) -> list[str]:
    own = {name: index for index, name in enumerate(column)}

    def key(name: str) -> tuple[float, int]:
        found = [places[each] for each in near.get(name, ()) if each in places]
        return (sum(found) / len(found) if found else float(own[name])), own[name]

    return sorted(column, key=key)
