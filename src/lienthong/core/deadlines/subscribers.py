# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A new revision of a calendar moves the open deadlines, in a job of its own."""

from __future__ import annotations

from lienthong.core.deadlines.events import CalendarRevised
from lienthong.kernel import ports
from lienthong.kernel.events import subscribe


@subscribe(CalendarRevised)
def after_revision(event: CalendarRevised) -> None:
    """Recompute; two revisions of one calendar are not worked on at once."""
    ports.defer(
        "deadlines.recompute_calendar",
        lock=f"calendar:{event.calendar_id}",
        calendar_id=event.calendar_id,
        approved_by_id=event.approved_by_id,
    )
