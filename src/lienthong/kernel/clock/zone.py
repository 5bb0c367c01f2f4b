# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The legal clock runs in Vietnamese local time; the database stores absolute time."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def to_local(at: datetime) -> datetime:
    """Local time without zone, cut to the minute. Raises ValueError for a naive moment."""
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return at.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def to_aware(at: datetime) -> datetime:
    """The absolute moment of a local time without zone."""
    return at.replace(tzinfo=VIETNAM)


def midnight(day: date) -> datetime:
    """The absolute moment at which a local day begins; the day before ends then."""
    return datetime.combine(day, time(), VIETNAM)
