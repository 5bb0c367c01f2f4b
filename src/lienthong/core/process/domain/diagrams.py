# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A table as BPMN shapes and flows, before any XML: what is drawn and how it hangs together.

A step may need helpers beside its own shape, named after it: ``x.skip`` and ``x.out`` are the
gateways before an optional step and behind one with several outcomes, ``x.on.code`` and ``x.late``
the events on its border. What leads to a node that does not exist is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lienthong.core.process.domain.limits import Limit
from lienthong.core.process.domain.tables import (
    DONE,
    Join,
    Kind,
    Step,
    Table,
)

DURATIONS = {
    "hour": "PT{}H",
    "same_day": "P{}D",
    "working_day": "P{}D",
    "calendar_day": "P{}D",
    "month": "P{}M",
}
"""ISO 8601 wording of a limit, for readers of the diagram; the legal clock decides in truth."""
TIMER, MESSAGE, ERROR = "timerEventDefinition", "messageEventDefinition", "errorEventDefinition"
_Target = Callable[[str], str]


@dataclass(slots=True)
class Shape:
    """One BPMN element. ``inner`` is the diagram of a block, ``attached`` whose border it is on."""

    id: str
    tag: str
    name: str = ""
    step: Step | None = None
    branch: int = 0
    event: str = ""
    detail: str = ""
    inner: Diagram | None = None
    attached: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow. ``key`` says which word of the step it stands for."""

    source: str
    target: str
    key: str = ""
    name: str = ""
    condition: str = ""

    @property
    def id(self) -> str:
        """A name that stays the same wherever the flow leads."""
        return f"{self.source}.{self.key.replace(':', '.') or 'next'}"


@dataclass(slots=True)
class Diagram:
    """The shapes and flows of one scope."""

    shapes: list[Shape] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def flow(self, source: str, target: str, key: str = "", **words: str) -> None:
        """Add a sequence flow, unless it leads nowhere."""
        if target:
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
    tag = "inclusiveGateway" if step.kind is Kind.INCLUSIVE else "parallelGateway"
    diagram.shapes.append(Shape(fork, tag))
    diagram.flow(start, fork)
    for number, branch in enumerate(step.branches, 1):
        done = f"{step.node}.done{number}"
        event = "terminateEventDefinition" if step.join is Join.ANY else ""
        diagram.shapes.append(Shape(done, "endEvent", branch=number, event=event))
        _steps(diagram, branch.steps, done, number)
        words = {"name": branch.title, "condition": branch.when}
        diagram.flow(fork, _entry(branch.steps, branch.start), f"branch:{number}", **words)
    return diagram


def _steps(diagram: Diagram, steps: tuple[Step, ...], done: str, branch: int = 0) -> None:
    for step in steps:
        diagram.shapes.extend(_shapes(step, branch))
    for step in steps:
        diagram.flows.extend(flow for flow in _flows(step, steps, done) if flow.target)


def _shapes(step: Step, branch: int) -> Iterator[Shape]:
    if step.when:
        yield Shape(f"{step.node}.skip", "exclusiveGateway", branch=branch)
    tag, event = _tag(step)
    detail = _duration(step.limit) if event == TIMER else step.message
    inner = _block(step) if step.is_block else None
    yield Shape(step.node, tag, step.title, step, branch, event, detail, inner)
    if len(step.outcomes) > 1:
        yield Shape(f"{step.node}.out", "exclusiveGateway", branch=branch)
    yield from _border(step, branch)


def _border(step: Step, branch: int) -> Iterator[Shape]:
    late = f"{step.node}.late"
    if step.late and step.kind is Kind.SERVICE:
        yield Shape(late, "boundaryEvent", "", None, branch, ERROR, attached=step.node)
    elif step.late:
        detail = _duration(step.limit)
        yield Shape(late, "boundaryEvent", "", None, branch, TIMER, detail, attached=step.node)
    for edge in step.boundaries:
        event = MESSAGE if edge.message else TIMER
        detail = edge.message or _duration(edge.limit)
        name = f"{step.node}.on.{edge.code}"
        yield Shape(
            name, "boundaryEvent", edge.title, None, branch, event, detail, attached=step.node
        )


def _tag(step: Step) -> tuple[str, str]:
    match step.kind:
        case Kind.TASK:
            return "userTask", ""
        case Kind.SERVICE:
            return "serviceTask", ""
        case Kind.CHOICE:
            return "exclusiveGateway", ""
        case Kind.END:
            return "endEvent", ""
        case Kind.WAIT if step.message:
            return "receiveTask", ""
        case Kind.WAIT:
            return "intermediateCatchEvent", TIMER
    return "subProcess", ""


def _duration(limit: Limit | None) -> str:
    return DURATIONS[limit.unit].format(limit.amount) if limit else ""


def _flows(step: Step, steps: tuple[Step, ...], done: str) -> Iterator[Flow]:
    nodes = {item.node for item in steps}

    def target(node: str) -> str:
        if node in nodes:
            return _entry(steps, node)
        return done if node == DONE else ""

    if step.when:
        gate = f"{step.node}.skip"
        yield Flow(gate, step.node, "when", condition=step.when)
        yield Flow(gate, target(step.skipped_to()), "otherwise" if step.otherwise else "skip")
    if step.kind is Kind.TASK:
        yield from _outcomes(step, nodes, target)
    elif step.kind is Kind.CHOICE:
        for number, choice in enumerate(step.choices, 1):
            yield Flow(step.node, target(choice.to), f"choice:{number}", condition=choice.when)
        yield Flow(step.node, target(step.otherwise), "otherwise")
    elif step.kind is not Kind.END:
        yield Flow(step.node, target(step.to), "to")
    if step.late:
        yield Flow(f"{step.node}.late", target(step.late), "late")
    for edge in step.boundaries:
        yield Flow(f"{step.node}.on.{edge.code}", target(edge.to), f"boundary:{edge.code}")


def _outcomes(step: Step, nodes: set[str], target: _Target) -> Iterator[Flow]:
    several = len(step.outcomes) > 1
    source = f"{step.node}.out" if several else step.node
    if several:
        yield Flow(step.node, source)
    for way in step.outcomes:
        aim = target(way.to) if way.to else way.back if way.back in nodes else ""
        key = f"{'to' if way.to else 'back'}:{way.code}"
        condition = f"{step.node}_outcome == '{way.code}'" if several else ""
        yield Flow(source, aim, key, way.title, condition)


def _entry(steps: tuple[Step, ...], node: str) -> str:
    """Where the way into a node begins; empty when the scope has no such node."""
    for step in steps:
        if step.node == node:
            return f"{node}.skip" if step.when else node
    return ""
