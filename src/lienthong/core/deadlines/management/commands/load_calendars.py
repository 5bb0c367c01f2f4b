# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``load_calendars``: put the packaged calendars into use, after every upgrade."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lienthong.core.deadlines.actions.calendars import load_calendar
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor


class Command(BaseCommand):
    """Load; unchanged calendars stay as they are, changed ones move the open deadlines."""

    help = "nạp lịch làm việc kèm theo phần mềm; lịch thay đổi thì hạn của hồ sơ chưa xong tính lại"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each calendar and say which revision is in use."""
        actor = Actor.platform("nạp lịch làm việc")
        for code in clock.packaged_codes():
            revision = load_calendar(code, actor=actor)
            self.stdout.write(f"{code}: bản {revision.pk}, lập {revision.made_at:%d/%m/%Y}")
