# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The stored form of a running instance: values and task tree, without the specification.

Compressed JSON with a format number. The engine's own serialiser is used with its dictionaries
only: its JSON mode switches a flag on the shared registry and is not safe between threads.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter, WorkflowConverter
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from lienthong.core.process.domain.compiling import Compiled
from lienthong.core.process.domain.specs import SafeEngine
from lienthong.core.process.domain.tables import Value

STATE_FORMAT = 1


class StateUnreadable(ValueError):
    """The stored state was written in a format that this code does not know."""


class _TreeConverter(BpmnWorkflowConverter):  # type: ignore[misc]
    """Leaves the specifications out; they come from the compiled table when reading."""

    def to_dict(self, workflow: Any) -> dict[str, Any]:
        tree: dict[str, Any] = WorkflowConverter.to_dict(self, workflow)
        tree["subprocesses"] = self.mapping_to_dict(workflow.subprocesses)
        return tree


_serializer = BpmnWorkflowSerializer(
    BpmnWorkflowSerializer.configure(DEFAULT_CONFIG | {BpmnWorkflow: _TreeConverter})
)


def pack(workflow: Any, values: dict[str, Value]) -> bytes:
    """The instance as bytes."""
    return compressed(text_of(workflow, values))


def text_of(workflow: Any, values: dict[str, Value]) -> str:
    """The instance as text."""
    state = {
        "format": STATE_FORMAT,
        "engine": _serializer.VERSION,
        "values": values,
        "tree": _serializer.to_dict(workflow),
    }
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def compressed(text: str) -> bytes:
    """The text as it is stored."""
    return zlib.compress(text.encode(), 6)


def unpack(state: bytes, table: Compiled) -> tuple[Any, SafeEngine]:
    """The workflow and its engine. Raises ``StateUnreadable`` for another format."""
    stored = json.loads(zlib.decompress(state))
    if stored["format"] != STATE_FORMAT or stored["engine"] != _serializer.VERSION:
        raise StateUnreadable(f"{stored['format']}/{stored['engine']}")
    tree = stored["tree"] | {"spec": table.spec, "subprocess_specs": table.subprocess_specs}
    engine = SafeEngine(table.types, table.defaults | stored["values"])
    workflow = _serializer.from_dict(tree)
    workflow.script_engine = engine
    return workflow, engine
