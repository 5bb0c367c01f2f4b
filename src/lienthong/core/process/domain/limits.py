# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time limits of steps and of events on their borders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitUnit(StrEnum):
    """Unit of a step's time limit; the arithmetic belongs to deadlines."""

    HOUR = "hour"
    SAME_DAY = "same_day"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Limit:
    """Time limit of a step: a positive whole amount of a unit."""

    amount: int
    unit: LimitUnit
