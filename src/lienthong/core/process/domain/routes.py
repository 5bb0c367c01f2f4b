# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ways through a scope: who follows whom, what is reachable, what passes by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lienthong.core.process.domain.tables import DONE, Branch, Join, Kind, Scope, Step

Graph = Mapping[str, frozenset[str]]


def named_targets(step: Step) -> tuple[str, ...]:
    """Every node the step can go forward to, as written, each once and in order."""
    targets = [outcome.to for outcome in step.outcomes]
    targets += [choice.to for choice in step.choices]
    targets += [edge.to for edge in step.boundaries]
    targets += [step.otherwise, step.late, step.to]
    return tuple(dict.fromkeys(filter(None, targets)))


def graph(scope: Scope) -> Graph:
    """Each node of the scope with the nodes that may follow it."""
    return {step.node: frozenset(named_targets(step)) for step in scope.steps}


def exits(scope: Scope) -> frozenset[str]:
    """The nodes that finish the scope: end steps, or the word that leaves a block."""
    return frozenset({DONE, *(step.node for step in scope.steps if step.kind is Kind.END)})


def reachable(graph: Graph, start: str) -> frozenset[str]:
    """The node itself and everything after it."""
    return after(graph, start) | {start}


def after(graph: Graph, start: str) -> frozenset[str]:
    """Everything that may come after the node; the node itself only through a loop."""
    found: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead.extend(graph.get(node, ()))
    return frozenset(found)


def leading_to(graph: Graph, targets: Iterable[str]) -> frozenset[str]:
    """All nodes from which one of the targets can be reached, and the targets."""
    found = set(targets)
    grown = True
    while grown:
        new = {node for node, following in graph.items() if following & found} - found
        found |= new
        grown = bool(new)
    return frozenset(found)


def endless(scope: Scope) -> Iterator[str]:
    """Nodes on a loop of the scope that nobody has to do anything for."""
    silent = {step.node: frozenset(_silent_targets(step)) for step in scope.steps}
    for node in silent:
        if node in after(silent, node):
            yield node


def _silent_targets(step: Step) -> Iterator[str]:
    """Where the step may go without anybody acting."""
    if step.kind is Kind.CHOICE:
        yield from named_targets(step)
    if step.when:
        yield step.skipped_to()
    if step.each:
        yield from named_targets(step)
    if step.is_block and _passes(step):
        yield step.to


def _passes(block: Step) -> bool:
    if block.kind is Kind.SUBPROCESS:
        return _scope_passes(Scope(block.node, block.start, block.steps, block))
    if block.kind is Kind.INCLUSIVE:
        return all(branch.when or _branch_passes(block, branch) for branch in block.branches)
    results = [_branch_passes(block, branch) for branch in block.branches]
    return any(results) if block.join is Join.ANY else all(results)


def _branch_passes(block: Step, branch: Branch) -> bool:
    return _scope_passes(Scope(block.node, branch.start, branch.steps, block))


def _scope_passes(scope: Scope) -> bool:
    silent = {step.node: frozenset(_silent_targets(step)) for step in scope.steps}
    return DONE in after(silent, scope.start)
