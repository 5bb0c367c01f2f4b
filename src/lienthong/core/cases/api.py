# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of cases."""

from __future__ import annotations

from lienthong.core.cases.actions.open import (
    NewCase,
    change_capacity,
    close_case,
    kind_by_code,
    let_take_part,
    lock_case,
    move_case,
    open_case,
    tell,
)
from lienthong.core.cases.actions.steps import (
    NewStep,
    add_comment,
    assign_step,
    claim_step,
    close_step,
    lock_step,
    mark_seen,
    open_step,
    queue_of_person,
    queue_of_role,
    queue_of_set,
    refresh_steps,
    release_step,
)
from lienthong.core.cases.enums import (
    Capacity,
    CaseOutcome,
    EventAudience,
    Priority,
    Sensitivity,
)
from lienthong.core.cases.models import (
    Case,
    CaseComment,
    CaseData,
    CaseEvent,
    CaseKind,
    Participation,
    Queue,
    Step,
)
from lienthong.core.cases.permissions import ASSIGN, COMMENT, VIEW_UNIT, WORK
from lienthong.core.cases.queries.inbox import (
    InboxFilter,
    InboxPage,
    count_inbox,
    holds_queue,
    inbox,
)
from lienthong.core.cases.queries.lists import (
    cases_of_units,
    events_of,
    open_steps_of,
    steps_of,
)

__all__ = [
    "ASSIGN",
    "COMMENT",
    "VIEW_UNIT",
    "WORK",
    "Capacity",
    "Case",
    "CaseComment",
    "CaseData",
    "CaseEvent",
    "CaseKind",
    "CaseOutcome",
    "EventAudience",
    "InboxFilter",
    "InboxPage",
    "NewCase",
    "NewStep",
    "Participation",
    "Priority",
    "Queue",
    "Sensitivity",
    "Step",
    "add_comment",
    "assign_step",
    "cases_of_units",
    "change_capacity",
    "claim_step",
    "close_case",
    "close_step",
    "count_inbox",
    "events_of",
    "holds_queue",
    "inbox",
    "kind_by_code",
    "let_take_part",
    "lock_case",
    "lock_step",
    "mark_seen",
    "move_case",
    "open_case",
    "open_step",
    "open_steps_of",
    "queue_of_person",
    "queue_of_role",
    "queue_of_set",
    "refresh_steps",
    "release_step",
    "steps_of",
    "tell",
]
