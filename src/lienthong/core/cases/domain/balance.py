# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has least to do: open work weighed by the working time it leaves, ties by longest idle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

UNDATED_MINUTES = 480
"""What a step without a due moment weighs: one working day."""
LEAST_MINUTES = 60
"""What an overdue or nearly due step still weighs."""
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has in hand. ``busy_at`` is when they last got or finished work."""

    account_id: int
    minutes: int
    steps: int
    busy_at: datetime | None

    @property
    def hours(self) -> float:
        """The load in working hours, to one place."""
        return round(self.minutes / 60, 1)


def weight_of(minutes_left: int | None) -> int:
    """What one open step weighs, in working minutes; None is a step without a due moment."""
    return UNDATED_MINUTES if minutes_left is None else max(minutes_left, LEAST_MINUTES)


def least_loaded(loads: Iterable[Load]) -> Load | None:
    """The one with the smallest load; of equals the one idle longest, then the lower number."""
    return min(
        loads,
        key=lambda load: (load.minutes, load.busy_at or _NEVER, load.account_id),
        default=None,
    )
