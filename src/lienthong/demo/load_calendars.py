# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The working calendar 2025–2027 for the province and everything below it."""

from __future__ import annotations

from lienthong.core.deadlines.api import CalendarAssignment, assign_calendar, load_calendar
from lienthong.core.units.api import Unit
from lienthong.demo.plan import START
from lienthong.kernel.actor import Actor

CALENDAR = "default"
TOP = "qt"


def load_calendars() -> None:
    """Store the packaged calendar and let the whole province use it.

    Legal basis: 45/2019/QH14, Điều 112.
    """
    actor = Actor.platform("Nạp tỉnh mẫu")
    revision = load_calendar(CALENDAR, actor=actor)
    top = Unit.objects.get(code=TOP)
    if not CalendarAssignment.objects.filter(unit=top).exists():
        assign_calendar(
            top,
            calendar=revision.calendar,
            valid_from=START,
            instrument_id=revision.instrument_id,
            actor=actor,
        )
