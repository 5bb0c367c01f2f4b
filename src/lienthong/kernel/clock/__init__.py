# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The legal clock: due dates of public services, how they change and why.

Pure arithmetic on plain values: no Django, no database. Local Vietnamese time without zone, cut to
the minute; ``zone`` converts. A limit runs from the moment of acceptance, adjustments are folded
onto it in order, the explanation is a function of the same rows.
Legal basis: 91/2015/QH13, Điều 147 and 148; 45/2019/QH14, Điều 112; 61/2018/NĐ-CP, Điều 18 and 19.
"""

from __future__ import annotations

from lienthong.kernel.clock.arithmetic import Limit, due
from lienthong.kernel.clock.calendar import CalendarYear, SpecialDay, WorkCalendar
from lienthong.kernel.clock.cells import Cell
from lienthong.kernel.clock.enums import (
    AdjustmentKind,
    CellKind,
    ChipState,
    DayKind,
    Outcome,
    TimeUnit,
)
from lienthong.kernel.clock.errors import ClockError
from lienthong.kernel.clock.explanation import Explanation, Fact, exclude_words, explain
from lienthong.kernel.clock.folding import EXCLUDE_RULE, Adjustment, Applied, Due, Held, fold
from lienthong.kernel.clock.loading import (
    from_dict,
    packaged_calendar,
    packaged_codes,
    parse_time,
    to_dict,
)
from lienthong.kernel.clock.progress import (
    Remaining,
    latest_apology_day,
    latest_supplement_day,
    outcome,
    outcome_words,
    remaining,
    working_days_before,
)
from lienthong.kernel.clock.rules import Rule, rule
from lienthong.kernel.clock.sentence import sentence
from lienthong.kernel.clock.strip import strip
from lienthong.kernel.clock.tables import Interval
from lienthong.kernel.clock.words import (
    full_date,
    month_title,
    opening_hours,
    short_weekday,
    weekday,
)
from lienthong.kernel.clock.zone import VIETNAM, midnight, to_aware, to_local

__all__ = [
    "EXCLUDE_RULE",
    "VIETNAM",
    "Adjustment",
    "AdjustmentKind",
    "Applied",
    "CalendarYear",
    "Cell",
    "CellKind",
    "ChipState",
    "ClockError",
    "DayKind",
    "Due",
    "Explanation",
    "Fact",
    "Held",
    "Interval",
    "Limit",
    "Outcome",
    "Remaining",
    "Rule",
    "SpecialDay",
    "TimeUnit",
    "WorkCalendar",
    "due",
    "exclude_words",
    "explain",
    "fold",
    "from_dict",
    "full_date",
    "latest_apology_day",
    "latest_supplement_day",
    "midnight",
    "month_title",
    "opening_hours",
    "outcome",
    "outcome_words",
    "packaged_calendar",
    "packaged_codes",
    "parse_time",
    "remaining",
    "rule",
    "sentence",
    "short_weekday",
    "strip",
    "to_aware",
    "to_dict",
    "to_local",
    "weekday",
    "working_days_before",
]
