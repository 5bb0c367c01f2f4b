# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From a table to the engine's specification, converted once and shared by all threads.

Every scope that is a block becomes a subprocess, so entering it again in a loop starts afresh and
"the first branch to finish" is a terminate end event. The finished specification is never changed
by a running instance; the cache is filled under a lock.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    EndEvent,
    ExclusiveGateway,
    ParallelGateway,
    StartEvent,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition

from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.specs import EachTask, InstanceList
from lienthong.core.process.domain.tables import (
    DONE,
    Branch,
    DataType,
    Join,
    Kind,
    Step,
    Table,
    Value,
    all_steps,
)

RETIRED = "_retired"
"""Specification of finished tasks whose step no longer exists after a change of version."""
ROOT = "_root"
"""Name of the outermost process."""
_EACH = "[each]"
_CACHED = 256


@dataclass(frozen=True, slots=True)
class Compiled:
    """A table ready to run, shared between threads. Only what it remembers is added to."""

    table: Table
    spec: Any
    subprocess_specs: dict[str, Any]
    steps: dict[str, Step]
    order: dict[str, int]
    types: dict[str, DataType]
    defaults: dict[str, Value]
    specs: dict[str, Any]
    """Name of a process → its specification; the root included."""
    beginnings: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Values → how an instance with them begins, see ``beginning.py``."""

    def step_of(self, spec_name: str) -> Step | None:
        """The step that a task of the engine stands for, ``None`` for gateways and events."""
        return self.steps.get(spec_name.removesuffix(_EACH))


_lock = threading.Lock()
_cache: OrderedDict[str, Compiled] = OrderedDict()


def compiled(key: str, table: Table) -> Compiled:
    """The compiled table, kept under the key (the same key must always mean the same table).

    Raises ``TableError`` when the table has problems.
    """
    with _lock:
        found = _cache.get(key)
        if found is None:
            found = compile_table(table)
            _cache[key] = found
            if len(_cache) > _CACHED:
                _cache.popitem(last=False)
        else:
            _cache.move_to_end(key)
        return found


def cached(key: str) -> Compiled | None:
    """What is kept under the key, so that a table need not be read again."""
    with _lock:
        return _cache.get(key)


def compile_table(table: Table) -> Compiled:
    """A fresh compiled table. Raises ``TableError`` when the table has problems."""
    problems = check_table(table)
    if problems:
        raise TableError(problems)
    builder = _Builder()
    root = builder.process(ROOT)
    builder.scope(root, table.steps, {})
    builder.begin(root, builder.entry(root, table.start))
    steps = {step.node: step for step in all_steps(table)}
    subprocesses = {name: spec for name, spec in builder.specs.items() if name != ROOT}
    return Compiled(
        table=table,
        spec=root,
        subprocess_specs=subprocesses,
        steps=steps,
        order={node: index for index, node in enumerate(steps)},
        types=table.types(),
        defaults=table.defaults(),
        specs=dict(builder.specs),
    )


class _Builder:
    """Builds one table; holds the process specifications made so far."""

    def __init__(self) -> None:
        self.specs: dict[str, Any] = {}

    def process(self, name: str) -> Any:
        spec = BpmnProcessSpec(name=name)
        self.specs[name] = spec
        retired = SimpleBpmnTask(spec, RETIRED)
        spec.start.connect(retired)
        spec.start._outputs.remove(RETIRED)
        return spec

    def begin(self, spec: Any, first: Any) -> None:
        event = StartEvent(spec, "_begin", event_definition=NoneEventDefinition())
        spec.start.connect(event)
        event.connect(first)

    def scope(self, spec: Any, steps: tuple[Step, ...], words: dict[str, Any]) -> None:
        """Make all steps of a scope in ``spec``; ``words`` maps reserved targets to specs."""
        for step in steps:
            self.node(spec, step)
        for step in steps:
            self.connect(spec, step, words)

    def node(self, spec: Any, step: Step) -> None:
        {
            Kind.TASK: self.task,
            Kind.WAIT: self.task,
            Kind.CHOICE: self.choice,
            Kind.SERVICE: self.task,
            Kind.PARALLEL: self.parallel,
            Kind.INCLUSIVE: self.parallel,
            Kind.SUBPROCESS: self.subprocess,
            Kind.END: self.end,
        }[step.kind](spec, step)
        if step.when:
            ExclusiveGateway(spec, f"{step.node}?")

    def task(self, spec: Any, step: Step) -> None:
        if not step.each:
            UserTask(spec, step.node)
        else:
            _each(spec, step)
        if len(_forward(step)) > 1:
            gateway = ExclusiveGateway(spec, f"{step.node}!")
            spec.task_specs[step.node].connect(gateway)

    def choice(self, spec: Any, step: Step) -> None:
        ExclusiveGateway(spec, step.node)

    def end(self, spec: Any, step: Step) -> None:
        EndEvent(spec, step.node, event_definition=NoneEventDefinition()).connect(spec.end)

    def subprocess(self, spec: Any, step: Step) -> None:
        inner = self.process(step.node)
        done = EndEvent(inner, "_done", event_definition=NoneEventDefinition())
        done.connect(inner.end)
        self.scope(inner, step.steps, {DONE: done})
        self.begin(inner, self.entry(inner, step.start))
        SubWorkflowTask(spec, step.node, subworkflow_spec=inner.name)

    def parallel(self, spec: Any, step: Step) -> None:
        inner = self.process(step.node)
        fork = ParallelGateway(inner, "_fork")
        self.begin(inner, fork)
        for number, branch in enumerate(step.branches, 1):
            definition = (
                TerminateEventDefinition() if step.join is Join.ANY else NoneEventDefinition()
            )
            done = EndEvent(inner, f"_done{number}", event_definition=definition)
            done.connect(inner.end)
            self.scope(inner, branch.steps, {DONE: done})
            fork.connect(self.gate(inner, number, branch, done))
        SubWorkflowTask(spec, step.node, subworkflow_spec=inner.name)

    def gate(self, inner: Any, number: int, branch: Branch, done: Any) -> Any:
        """Where a branch begins: past a gateway that leaves it out when its condition is false."""
        first = self.entry(inner, branch.start)
        if not branch.when:
            return first
        gateway = ExclusiveGateway(inner, f"_branch{number}")
        gateway.connect_outgoing_if(branch.when, first)
        gateway.connect(done)
        return gateway

    def entry(self, spec: Any, node: str) -> Any:
        """Where the way into a node begins: its gateway when it is optional."""
        return spec.task_specs.get(f"{node}?") or spec.task_specs[node]

    def connect(self, spec: Any, step: Step, words: dict[str, Any]) -> None:
        target = partial(self.target, spec, words)
        source = spec.task_specs[step.node]
        if step.when:
            gate = spec.task_specs[f"{step.node}?"]
            gate.connect_outgoing_if(step.when, source)
            gate.connect(target(step.skipped_to()))
        if step.is_manual:
            self.outcomes(spec, step, words)
        elif step.kind is Kind.CHOICE:
            for choice in step.choices:
                source.connect_outgoing_if(choice.when, target(choice.to))
            source.connect(target(step.otherwise))
        elif step.is_block:
            source.connect(target(step.to))

    def outcomes(self, spec: Any, step: Step, words: dict[str, Any]) -> None:
        ways = _forward(step)
        first, *others = ways
        gateway = spec.task_specs.get(f"{step.node}!") or spec.task_specs[step.node]
        for to in others:
            codes = [way.code for way in step.ways() if way.to == to]
            text = " or ".join(f"{step.node}_outcome == '{code}'" for code in codes)
            gateway.connect_outgoing_if(text, self.target(spec, words, to))
        gateway.connect(self.target(spec, words, first))

    def target(self, spec: Any, words: dict[str, Any], node: str) -> Any:
        return words.get(node) or self.entry(spec, node)


def _forward(step: Step) -> list[str]:
    """The distinct nodes to which the outcomes of a manual step lead."""
    return list(dict.fromkeys(way.to for way in step.ways() if way.to))


def _each(spec: Any, step: Step) -> None:
    child = UserTask(spec, f"{step.node}{_EACH}")
    block = EachTask(
        spec,
        step.node,
        task_spec=child.name,
        data_input=InstanceList(step.each),
        condition="True" if step.complete_when is Join.ANY else None,
    )
    block.connect(child)
    block._outputs.remove(child.name)
    child.completed_event.connect(block.merge_child)
