# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days and moments in the words citizens read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.ui.api import long_date
from lienthong.kernel import clock


def day_and_time(moment: datetime) -> str:
    """``Thứ Sáu 20/11/2026, 10:14`` in Vietnamese time."""
    local = timezone.localtime(moment)
    return f"{long_date(local)}, {local:%H:%M}"


def time_and_day(moment: datetime) -> str:
    """``10:14, Thứ Sáu 20/11/2026`` in Vietnamese time."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}, {long_date(local)}"


def due_words(due_at: datetime, *, now: datetime | None = None) -> str:
    """``hôm nay, trước 17:00`` or ``Thứ Hai 23/11/2026, trước 17:00``; local or aware moment."""
    due = due_at if due_at.tzinfo is None else clock.to_local(due_at)
    today = timezone.localdate(now)
    day = _("hôm nay") if due.date() == today else long_date(due)
    return _("%(day)s, trước %(time)s") % {"day": day, "time": f"{due:%H:%M}"}


def opening_hours(
    week: Sequence[tuple[clock.Interval, ...]], day_names: Sequence[str]
) -> list[str]:
    """``07:00–11:30, 13:30–17:00, Thứ Hai đến Thứ Sáu``: one line for each run of equal days."""
    lines = []
    for hours, run in groupby(enumerate(week), key=lambda pair: pair[1]):
        days = [number for number, _hours in run]
        if hours:
            lines.append(f"{_times(hours)}, {_days(day_names[days[0]], day_names[days[-1]])}")
    return lines


def _times(hours: tuple[clock.Interval, ...]) -> str:
    return ", ".join(f"{_time(interval.opens)}–{_time(interval.closes)}" for interval in hours)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days(first: str, last: str) -> str:
    if first == last:
        return first
    return _("%(first)s đến %(last)s") % {"first": first, "last": last}
