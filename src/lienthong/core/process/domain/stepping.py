# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running what the engine can do by itself, until only people, time or messages can go on.

The engine's own loop first lists what is ready and then runs the list; a task that the first
branch of an "any" block has just cancelled would still run. Here one task is taken at a time.
Timers are not looked at: tables have none.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState


def settle(workflow: Any) -> None:
    """Run all gateways and events that are ready, innermost processes first."""
    while (task := _next(workflow)) is not None:
        task.run()


def _next(workflow: Any) -> Any:
    inner = [item for item in workflow.subprocesses.values() if not item.completed]
    for process in (*sorted(inner, key=lambda item: item.depth, reverse=True), workflow):
        for task in process.tasks.values():
            if task.state == TaskState.READY and not task.task_spec.manual:
                return task
    return None
