# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the legal clock. Stored values are lower snake case."""

from __future__ import annotations

from enum import StrEnum


class TimeUnit(StrEnum):
    """The unit in which a procedure states its time limit."""

    HOUR = "hour"
    SAME_DAY = "same_day"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"


class AdjustmentKind(StrEnum):
    """What may change a due date after it was given."""

    RESTART = "restart"
    EXCLUDE = "exclude"
    EXTEND = "extend"
    CALENDAR = "calendar"


class Outcome(StrEnum):
    """How a finished deadline ended."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class DayKind(StrEnum):
    """Why a date differs from the ordinary week."""

    HOLIDAY = "holiday"
    SUBSTITUTE = "substitute"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"
    LOCAL_OFF = "local_off"


class CellKind(StrEnum):
    """What a cell of the day strip shows."""

    RECEIVED = "received"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED = "swapped"
    EXCLUDED = "excluded"
    PROMISED = "promised"
    LATE = "late"


class ChipState(StrEnum):
    """The state a deadline chip speaks."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"
