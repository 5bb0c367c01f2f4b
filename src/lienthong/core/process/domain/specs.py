# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Spiff task specifications of our own, and the script engine that never runs a script."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.data_spec import BpmnDataSpecification
from SpiffWorkflow.bpmn.specs.defaults import ParallelMultiInstanceTask

from lienthong.core.process.domain.expressions import condition
from lienthong.core.process.domain.tables import DataType, Scalar, Value

logging.getLogger("spiff").setLevel(logging.WARNING)  # it tells every change of every task


class ScriptRefused(RuntimeError):
    """A specification asked for a script or a service; tables never do."""


class SafeEngine(PythonScriptEngine):  # type: ignore[misc]
    """Evaluates conditions over the values of one instance; refuses scripts and services.

    The values live here, once for the whole instance, not in the task tree: parallel branches
    would otherwise bring back old values when they join.
    """

    def __init__(self, types: dict[str, DataType], values: dict[str, Value]) -> None:
        super().__init__()
        self.types = types
        self.values = values

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        """The truth of a condition over the instance's values."""
        try:
            return bool(condition(expression, self.types)(self.values))
        except (ValueError, KeyError) as error:
            raise WorkflowTaskException(str(error), task=task, exception=error) from error

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """Refuse: a table has no scripts."""
        raise ScriptRefused(script)

    def call_service(self, task: Any, **kwargs: Any) -> str:
        """Refuse: a table calls no services."""
        raise ScriptRefused("service")


class InstanceList(BpmnDataSpecification):  # type: ignore[misc]
    """A list among the instance's values, read element by element when the step is reached."""

    def get(self, my_task: Any, **kwargs: Any) -> Iterator[Scalar]:
        """The elements; an iterator, so that the engine keeps the element, not its index."""
        return iter(list(my_task.workflow.script_engine.values[self.bpmn_id]))

    def set(self, my_task: Any, **kwargs: Any) -> None:
        """Refuse: the engine never writes an instance's values."""
        raise ScriptRefused(self.bpmn_id)


class EachTask(ParallelMultiInstanceTask):  # type: ignore[misc]
    """A step done once for every element of a list, all at the same time."""

    def _update_hook(self, my_task: Any) -> bool | None:
        my_task.workflow.script_engine.values[f"{self.name}_outcomes"] = []
        done: bool | None = super()._update_hook(my_task)
        return done
