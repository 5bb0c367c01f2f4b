# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChanged(Event):
    """A due date or the state of its deadline changed; whoever keeps a copy updates it."""

    deadline_id: int
    due_before: datetime
    due_at: datetime
    original_due_at: datetime
    state: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoving(Event):
    """These deadlines are about to be locked; who owns one locks its own row first."""

    deadline_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRevised(Event):
    """A calendar has a new revision; open deadlines do not follow it yet."""

    calendar_id: int
    revision_id: int
    approved_by_id: int | None
