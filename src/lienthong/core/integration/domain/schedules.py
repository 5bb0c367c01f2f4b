# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""When a job runs, in words, from its cron line."""

from __future__ import annotations

from lienthong.kernel.words import gettext as _


def schedule_words(line: str) -> str:
    """A cron line of ours in words: ``mỗi 10 giây``, ``hằng ngày lúc 02:30``."""
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
    clock = {"time": f"{int(hour):02}:{int(minute):02}"}
    if day != "*":
        return _("ngày đầu tháng lúc %(time)s") % clock
    return _("hằng ngày lúc %(time)s") % clock
