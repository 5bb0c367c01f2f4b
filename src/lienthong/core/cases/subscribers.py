# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copies of due moments follow their deadlines, in the same transaction."""

from __future__ import annotations

from lienthong.core.cases.domain.urgency import FORWARD
from lienthong.core.cases.models import Case, Step
from lienthong.core.deadlines.events import DueChanged
from lienthong.kernel.events import project


@project(DueChanged)
def copy_due(event: DueChanged) -> None:
    """The case or the step that owns the deadline shows its current due moment."""
    if event.due_at == event.due_before:
        return
    Case.objects.filter(deadline_id=event.deadline_id).update(due_at=event.due_at)
    steps = Step.objects.filter(deadline_id=event.deadline_id, closed_at__isnull=True)
    for priority, forward in FORWARD.items():
        steps.filter(case__priority=priority).update(
            due_at=event.due_at, sort_at=event.due_at - forward
        )
