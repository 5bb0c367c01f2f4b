# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of deadlines. All may be repeated: what follows the newest revision is left alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.core.deadlines.actions.recompute import MOST, recompute_calendar
from lienthong.core.deadlines.models import WorkCalendar
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor


@ports.task("deadlines.recompute_calendar")
def recompute(calendar_id: int, approved_by_id: int | None = None, most: int = MOST) -> None:
    """Move all open deadlines of a calendar to its newest revision, act by act."""
    calendar = WorkCalendar.objects.get(pk=calendar_id)
    actor = Actor.platform("lịch làm việc thay đổi")
    after: int | None = 0
    while after is not None:
        report = recompute_calendar(
            calendar, after=after, most=most, approved_by_id=approved_by_id, actor=actor
        )
        after = report.next_after


@ports.task(
    "deadlines.recompute_all", every="25 18 * * *", title=_("Tính lại hạn theo lịch mới nhất")
)
def recompute_all() -> None:
    """Every night: also what began by the old revision while the new one was being put in use."""
    calendars = WorkCalendar.objects.filter(revisions__isnull=False).distinct()
    for calendar_id in calendars.order_by("pk").values_list("pk", flat=True):
        recompute(calendar_id)
