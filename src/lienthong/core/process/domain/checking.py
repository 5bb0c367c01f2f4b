# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that must hold before a table may run, said in Vietnamese when it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lienthong.core.process.domain import routes
from lienthong.core.process.domain.expressions import ExpressionError, condition, type_of
from lienthong.core.process.domain.problems import Problem, problem
from lienthong.core.process.domain.tables import (
    DONE,
    PREVIOUS,
    Assign,
    DataType,
    Kind,
    Of,
    Outcome,
    Scope,
    Step,
    Table,
    all_steps,
    derived,
    scopes,
)

_RESERVED = frozenset({DONE, PREVIOUS})


_ASIDE = frozenset(
    {"no_role", "no_assignee", "assignee_unused", "unknown_actor_step", "no_limit"}
    | {"each_of", "each_list", "expression", "undeclared", "default_type", "duplicate_name"}
)
"""Problems that do not change where the ways of a table lead."""


def check_table(table: Table) -> list[Problem]:
    """All problems of the table; an empty list means that it can be published and run."""
    found = list(_names(table))
    for step in all_steps(table):
        found += _step(step, table)
    for scope in scopes(table):
        found += _targets(scope)
    if any(item.code not in _ASIDE for item in found):
        return found
    for scope in scopes(table):
        found += _ways(scope)
    return found + list(_endless(table))


def _names(table: Table) -> Iterator[Problem]:
    nodes = Counter(step.node for step in all_steps(table))
    for node, times in nodes.items():
        if times > 1:
            yield problem("duplicate_node", node, node=node)
    ends = {step.node for step in table.steps if step.kind is Kind.END}
    for node in _RESERVED.intersection(nodes) - (ends - {PREVIOUS}):
        yield problem("reserved", node, value=node)
    names = Counter([*table.data, *(name for name, _ in derived(table))])
    for name, times in names.items():
        if times > 1 and name in table.data:
            yield problem("duplicate_name", f"data.{name}", name=name)
    if not any(step.kind is Kind.END for step in table.steps):
        yield problem("no_end", "")


def _step(step: Step, table: Table) -> Iterator[Problem]:
    where = step.node
    if step.kind is Kind.TASK:
        yield from _task(step, table)
    if step.kind is Kind.CHOICE and not step.choices:
        yield problem("no_choice", where)
    if not all(choice.when for choice in step.choices):
        yield problem("no_when", where)
    if step.is_forked:
        yield from _branches(step, table)
    if step.kind is Kind.WAIT:
        if not step.message and step.limit is None:
            yield problem("no_limit", where)
        if step.late and not (step.message and step.limit):
            yield problem("late_without_limit", where)
    yield from _skipping(step)
    yield from _assigned(step, table)
    for text in filter(None, (step.when, *(choice.when for choice in step.choices))):
        yield from _expression(text, where, table)


def _branches(step: Step, table: Table) -> Iterator[Problem]:
    if len(step.branches) < 2:
        yield problem("few_branches", step.node)
    for text in (branch.when for branch in step.branches if branch.when):
        if step.kind is Kind.PARALLEL:
            yield problem("when_in_parallel", step.node)
        yield from _expression(text, step.node, table)


def _assigned(step: Step, table: Table) -> Iterator[Problem]:
    needs = step.assign in (Assign.POSITION, Assign.PERSON)
    if needs and not step.assignee:
        yield problem("no_assignee", step.node)
    if step.assign in (Assign.ROLE, Assign.LEAST_LOADED) and step.assignee:
        yield problem("assignee_unused", step.node)
    if step.assign is Assign.PREVIOUS and step.assignee:
        tasks = {item.node for item in all_steps(table) if item.kind is Kind.TASK}
        if step.assignee not in tasks:
            yield problem("unknown_actor_step", step.node, node=step.assignee)


def _edges(step: Step) -> Iterator[Problem]:
    if step.boundaries and step.each:
        yield problem("each_boundary", step.node)
    for edge in step.boundaries:
        if bool(edge.message) == bool(edge.limit):
            yield problem("boundary_cause", step.node, value=edge.code)
    if sum(edge.limit is not None for edge in step.boundaries) > 1:
        yield problem("two_timers", step.node)


def _skipping(step: Step) -> Iterator[Problem]:
    if step.kind is Kind.CHOICE:
        return
    if step.otherwise and not step.when:
        yield problem("otherwise_without_when", step.node)
    if step.when and not step.skipped_to():
        yield problem("unclear_skip", step.node)


def _task(step: Step, table: Table) -> Iterator[Problem]:
    where = step.node
    if not step.role:
        yield problem("no_role", where)
    if not any(outcome.to for outcome in step.outcomes):
        yield problem("no_outcome", where)
    for code, times in Counter(way.code for way in step.ways()).items():
        if times > 1:
            yield problem("duplicate_outcome", where, value=code)
    for outcome in step.outcomes:
        if bool(outcome.to) == bool(outcome.back):
            yield problem("to_or_back", where, value=outcome.code)
        yield from _sets(outcome, where, table)
    yield from _each(step, table)
    yield from _edges(step)


def _sets(outcome: Outcome, where: str, table: Table) -> Iterator[Problem]:
    for name, value in outcome.sets.items():
        datum = table.data.get(name)
        if datum is None:
            yield problem("undeclared", where, name=name)
        elif type_of(value) is not datum.type:
            yield problem("default_type", where, name=name, expected=datum.type)


def _each(step: Step, table: Table) -> Iterator[Problem]:
    if bool(step.each) != (step.of is Of.EACH):
        yield problem("each_of", step.node)
    if not step.each:
        return
    datum = table.data.get(step.each)
    if datum is None or datum.type is not DataType.LIST:
        yield problem("each_list", step.node, name=step.each)
    if len({outcome.to for outcome in step.outcomes}) > 1:
        yield problem("each_outcomes", step.node)


def _expression(text: str, where: str, table: Table) -> Iterator[Problem]:
    try:
        condition(text, table.types())
    except ExpressionError as error:
        yield problem("expression", where, text=text, reason=error)


def _targets(scope: Scope) -> Iterator[Problem]:
    nodes = {step.node for step in scope.steps}
    for step in scope.steps:
        if step.kind is Kind.END and scope.owner is not None:
            yield problem("end_inside", step.node)
        for target in routes.named_targets(step):
            if target in nodes or (target == DONE and scope.owner is not None):
                continue
            code = "done_at_root" if target == DONE else "unknown_node"
            yield problem(code, step.node, node=target)
    if scope.start not in nodes:
        yield problem("unknown_node", scope.name, node=scope.start)


def _ways(scope: Scope) -> Iterator[Problem]:
    graph = routes.graph(scope)
    reached = routes.reachable(graph, scope.start)
    leaving = routes.leading_to(graph, routes.exits(scope))
    for step in scope.steps:
        if step.node not in reached:
            yield problem("unreachable", step.node, node=step.node)
        elif step.node not in leaving:
            yield problem("no_way_out", step.node, node=step.node)
        for outcome in step.outcomes:
            if outcome.back:
                yield from _back(scope, step, outcome.back, graph)


def _back(scope: Scope, step: Step, target: str, graph: routes.Graph) -> Iterator[Problem]:
    if scope.parallel:
        yield problem("back_in_branch", step.node)
        return
    if target == PREVIOUS:
        return
    aim = next((item for item in scope.steps if item.node == target), None)
    if aim is None:
        yield problem("unknown_node", step.node, node=target)
    elif aim.kind not in (Kind.TASK, Kind.WAIT) or aim.each:
        yield problem("back_target", step.node, node=target)
    elif step.node not in routes.after(graph, target):
        yield problem("back_not_before", step.node, node=target)


def _endless(table: Table) -> Iterator[Problem]:
    for scope in scopes(table):
        for node in routes.endless(scope):
            yield problem("endless", node, node=node)
