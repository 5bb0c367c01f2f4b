# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system still has to do by itself, and what went wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lienthong.core.cases.models import Case, ServiceCall, Step
from lienthong.core.cases.models.serving import WAITING
from lienthong.core.process.api import OpenTask, ProcessInstance, open_tasks


def due_calls(now: datetime, *, most: int = 500) -> list[int]:
    """Calls whose moment has come, the earliest first."""
    rows = ServiceCall.objects.filter(state__in=WAITING, next_at__lte=now)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:most])


def call_of(step_id: int) -> ServiceCall | None:
    """What the system does in a step; None for a step of people."""
    return ServiceCall.objects.select_related("step").filter(step_id=step_id).first()


def task_of(case: Case, step: Step) -> OpenTask | None:
    """The open task of the engine that a step stands for; None when there is none any more."""
    instance = ProcessInstance.objects.select_related("version").filter(pk=case.instance_id or 0)
    run = instance.first()
    tasks = open_tasks(run) if run is not None else []
    return next((task for task in tasks if task.task_id == step.engine_task), None)


def values_for(case: Case, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a service answered, the names that the case's own version declares."""
    run = ProcessInstance.objects.select_related("version").filter(pk=case.instance_id or 0).first()
    known = run.version.compiled.table.data if run is not None else {}
    return {name: value for name, value in values.items() if name in known}
