# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When a job runs, in words, from its cron line."""

from __future__ import annotations

from datetime import UTC, datetime

from lienthong.kernel.clock import VIETNAM
from lienthong.kernel.words import gettext as _


def schedule_words(line: str) -> str:
    """A cron line of ours in words: ``mỗi 10 giây``, ``hằng ngày lúc 02:30``.

    Cron lines are in UTC; the words tell the time of Vietnam.
    """
    parts = line.split()
    if len(parts) == 6:
        return _("mỗi %(count)s giây") % {"count": parts[5].rpartition("/")[2]}
    minute, hour, day = parts[:3]
    if minute == "*":
        return _("mỗi phút")
    if "/" in minute:
        return _("mỗi %(count)s phút") % {"count": minute.rpartition("/")[2]}
    if "/" in hour:
        return _("mỗi %(count)s giờ") % {"count": hour.rpartition("/")[2]}
    if hour == "*":
        return _("hằng giờ, phút thứ %(minute)s") % {"minute": minute}
    at = datetime(2026, 1, 1, int(hour), int(minute), tzinfo=UTC).astimezone(VIETNAM)
    clock = {"time": f"{at:%H:%M}", "day": at.day}
    if day != "*":
        return _("ngày %(day)s hằng tháng lúc %(time)s") % clock
    return _("hằng ngày lúc %(time)s") % clock
