# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A table as BPMN shapes and flows, before any XML: what is drawn and how it hangs together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lienthong.core.process.domain.tables import DONE, Join, Kind, Limit, Step, Table

DURATIONS = {
    "hour": "PT{}H",
    "same_day": "P{}D",
    "working_day": "P{}D",
    "calendar_day": "P{}D",
    "month": "P{}M",
}
"""ISO 8601 wording of a limit, for readers of the diagram; the legal clock decides in truth."""


@dataclass(slots=True)
class Shape:
    """One BPMN element. ``inner`` is the diagram of a block."""

    id: str
    tag: str
    name: str = ""
    step: Step | None = None
    branch: int = 0
    event: str = ""
    detail: str = ""
    inner: Diagram | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow. ``key`` says which word of the step it stands for."""

    source: str
    target: str
    key: str = ""
    name: str = ""
    condition: str = ""


@dataclass(slots=True)
class Diagram:
    """The shapes and flows of one scope."""

    shapes: list[Shape] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def flow(self, source: str, target: str, key: str = "", **words: str) -> None:
        """Add a sequence flow."""
        self.flows.append(Flow(source, target, key, **words))


def diagram_of(table: Table) -> Diagram:
    """The diagram of a whole table."""
    diagram = Diagram([Shape("_start", "startEvent")])
    _steps(diagram, table.steps, "")
    diagram.flow("_start", _entry(table.steps, table.start))
    return diagram


def _block(step: Step) -> Diagram:
    start = f"{step.node}.start"
    diagram = Diagram([Shape(start, "startEvent")])
    if step.kind is Kind.SUBPROCESS:
        diagram.shapes.append(Shape(f"{step.node}.done", "endEvent"))
        _steps(diagram, step.steps, f"{step.node}.done")
        diagram.flow(start, _entry(step.steps, step.start))
        return diagram
    fork = f"{step.node}.fork"
    diagram.shapes.append(Shape(fork, "parallelGateway"))
    diagram.flow(start, fork)
    for number, branch in enumerate(step.branches, 1):
        done = f"{step.node}.done{number}"
        event = "terminateEventDefinition" if step.join is Join.ANY else ""
        diagram.shapes.append(Shape(done, "endEvent", branch=number, event=event))
        _steps(diagram, branch.steps, done, number)
        diagram.flow(fork, _entry(branch.steps, branch.start), f"branch:{number}")
    return diagram


def _steps(diagram: Diagram, steps: tuple[Step, ...], done: str, branch: int = 0) -> None:
    for step in steps:
        diagram.shapes.extend(_shapes(step, branch))
    for step in steps:
        diagram.flows.extend(_flows(step, steps, done))


def _shapes(step: Step, branch: int) -> Iterator[Shape]:
    if step.when:
        yield Shape(f"{step.node}.skip", "exclusiveGateway", branch=branch)
    tag, event = _tag(step)
    detail = _duration(step.limit) if event == "timerEventDefinition" else step.message
    inner = _block(step) if step.is_block else None
    yield Shape(step.node, tag, step.title, step, branch, event, detail, inner)
    if step.is_manual and len(_forks(step)) > 1:
        yield Shape(f"{step.node}.out", "exclusiveGateway", branch=branch)


def _tag(step: Step) -> tuple[str, str]:
    match step.kind:
        case Kind.TASK:
            return "userTask", ""
        case Kind.CHOICE:
            return "exclusiveGateway", ""
        case Kind.END:
            return "endEvent", ""
        case Kind.WAIT if step.message:
            return "receiveTask", ""
        case Kind.WAIT:
            return "intermediateCatchEvent", "timerEventDefinition"
    return "subProcess", ""


def _duration(limit: Limit | None) -> str:
    return DURATIONS[limit.unit].format(limit.amount) if limit else ""


def _forks(step: Step) -> list[tuple[str, str, str]]:
    """Key, title and target of every flow that leaves a manual step, ``back`` ones too."""
    forward = [(f"to:{way.code}", way.title, way.to) for way in step.ways() if way.to]
    back = [(f"back:{way.code}", way.title, way.back) for way in step.ways() if way.back]
    return forward + back


def _flows(step: Step, steps: tuple[Step, ...], done: str) -> Iterator[Flow]:
    nodes = {item.node for item in steps}

    def target(node: str) -> str:
        return done if node == DONE and node not in nodes else _entry(steps, node)

    if step.when:
        gate = f"{step.node}.skip"
        yield Flow(gate, step.node, "when", condition=step.when)
        yield Flow(gate, target(step.skipped_to()), "otherwise" if step.otherwise else "skip")
    if step.is_manual:
        yield from _ways(step, nodes, target)
    for number, choice in enumerate(step.choices, 1):
        yield Flow(step.node, target(choice.to), f"choice:{number}", condition=choice.when)
    if step.kind is Kind.CHOICE:
        yield Flow(step.node, target(step.otherwise), "otherwise")
    if step.is_block:
        yield Flow(step.node, target(step.to), "to")


def _ways(step: Step, nodes: set[str], target: object) -> Iterator[Flow]:
    assert callable(target)
    forks = _forks(step)
    source = step.node
    if len(forks) > 1:
        source = f"{step.node}.out"
        yield Flow(step.node, source)
    for key, title, node in forks:
        if not key.startswith("back:") or node in nodes:
            condition = f"{step.node}_outcome == '{key.partition(':')[2]}'"
            aim = node if key.startswith("back:") else target(node)
            yield Flow(source, aim, key, title, condition if len(forks) > 1 else "")


def _entry(steps: tuple[Step, ...], node: str) -> str:
    optional = any(step.node == node and step.when for step in steps)
    return f"{node}.skip" if optional else node
