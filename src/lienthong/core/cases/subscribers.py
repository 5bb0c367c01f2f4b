# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copies of due moments follow their deadlines, in the same transaction."""

from __future__ import annotations

from lienthong.core.cases.domain.urgency import sort_moment
from lienthong.core.cases.models import Case, Step
from lienthong.core.deadlines.events import DueChanged
from lienthong.kernel.events import project


@project(DueChanged)
def copy_due(event: DueChanged) -> None:
    """The case or the open step that owns the deadline shows its current due moment.

    A step that only waits is owed by nobody: the moment is when it wakes.
    """
    if event.due_at == event.due_before:
        return
    Case.objects.filter(deadline_id=event.deadline_id).update(due_at=event.due_at)
    steps = Step.objects.filter(deadline_id=event.deadline_id, closed_at__isnull=True)
    for pk, wake_at, priority in steps.values_list("pk", "wake_at", "case__priority"):
        moved: dict[str, object] = {"wake_at": event.due_at}
        if wake_at is None:
            moved = {"due_at": event.due_at, "sort_at": sort_moment(event.due_at, priority)}
        Step.objects.filter(pk=pk).update(**moved)
