# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of deadlines."""

from __future__ import annotations

from lienthong.core.deadlines.actions.adjust import Change, adjust_deadline, hold_deadline
from lienthong.core.deadlines.actions.calendars import (
    assign_calendar,
    load_calendar,
    revise_calendar,
)
from lienthong.core.deadlines.actions.finish import (
    cancel_deadline,
    end_open_deadline,
    meet_deadline,
)
from lienthong.core.deadlines.actions.recompute import RecomputationReport, recompute_calendar
from lienthong.core.deadlines.actions.start import start_deadline
from lienthong.core.deadlines.enums import (
    AdjustmentKind,
    DeadlineState,
    LimitUnit,
    Outcome,
    Reason,
)
from lienthong.core.deadlines.models import (
    CalendarAssignment,
    CalendarRevision,
    Deadline,
    DueAdjustment,
    WorkCalendar,
)
from lienthong.core.deadlines.permissions import ASSIGN, REVISE
from lienthong.core.deadlines.queries.calendars import (
    calendar_of,
    promise,
    promises,
    unit_calendar,
)
from lienthong.core.deadlines.queries.changes import Recomputed, changes_under
from lienthong.core.deadlines.queries.explaining import (
    LastDays,
    chip_of,
    chips_of,
    explain_deadline,
    last_days,
)
from lienthong.core.deadlines.queries.reckoning import (
    adjustments_of,
    current_calendar,
    deadline_of,
    deadlines_of,
    due_of,
)

__all__ = [
    "ASSIGN",
    "REVISE",
    "AdjustmentKind",
    "CalendarAssignment",
    "CalendarRevision",
    "Change",
    "Deadline",
    "DeadlineState",
    "DueAdjustment",
    "LastDays",
    "LimitUnit",
    "Outcome",
    "Reason",
    "RecomputationReport",
    "Recomputed",
    "WorkCalendar",
    "adjust_deadline",
    "adjustments_of",
    "assign_calendar",
    "calendar_of",
    "cancel_deadline",
    "changes_under",
    "chip_of",
    "chips_of",
    "current_calendar",
    "deadline_of",
    "deadlines_of",
    "due_of",
    "end_open_deadline",
    "explain_deadline",
    "hold_deadline",
    "last_days",
    "load_calendar",
    "meet_deadline",
    "promise",
    "promises",
    "recompute_calendar",
    "revise_calendar",
    "start_deadline",
    "unit_calendar",
]
