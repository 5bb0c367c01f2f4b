# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a step stands in the inbox: its due moment, moved forward by urgency."""

from __future__ import annotations

from datetime import datetime, timedelta

from lienthong.kernel.db import FAR

FORWARD = {0: timedelta(0), 1: timedelta(days=1), 2: timedelta(days=3), 3: timedelta(days=3650)}
"""How far each priority moves a step forward; an ordering of the screen, not a legal limit."""


def sort_moment(due_at: datetime | None, priority: int) -> datetime:
    """The sort key of a step: without a due moment it comes last."""
    if due_at is None:
        return FAR - FORWARD[priority]
    return due_at - FORWARD[priority]
