# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is counted: names, the words of the law's report, the conditions on a line of figures.

Every figure is a condition, so that the list behind it holds exactly what was counted. ``since``
and ``until`` are days, both included; ``at`` is the moment at which the last day is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

_CAME = "f.accepted_on BETWEEN %(since)s AND %(until)s"
_ENDED = "f.ended_on BETWEEN %(since)s AND %(until)s"
_CARRIED = "f.accepted_on < %(since)s AND (f.ended_on IS NULL OR f.ended_on >= %(since)s)"
_PENDING = "f.accepted_on <= %(until)s AND (f.ended_on IS NULL OR f.ended_on > %(until)s)"
_LATE = "f.late_during @> %(at)s::timestamptz"
_SOON = "f.late_at > %(at)s AND f.late_at <= %(soon)s"
CONDITIONS: Mapping[str, str] = {
    "online": f"{_CAME} AND f.channel = 'online'",
    "desk": f"{_CAME} AND f.channel = 'desk'",
    "post": f"{_CAME} AND f.channel = 'post'",
    "carried": _CARRIED,
    "early": f"{_ENDED} AND f.outcome = 1",
    "on_time": f"{_ENDED} AND f.outcome = 2",
    "late": f"{_ENDED} AND f.outcome = 3",
    "withdrawn": f"{_ENDED} AND f.ending = 'withdrawn'",
    "pending": _PENDING,
    "overdue": f"{_PENDING} AND {_LATE}",
    "held": f"{_PENDING} AND f.held_during @> %(at)s::timestamptz",
    "soon": f"{_PENDING} AND {_SOON}",
    "lapsed": "f.late_on BETWEEN %(since)s AND %(until)s AND lower(f.late_during) <= %(at)s",
    "supplemented": f"{_ENDED} AND f.supplemented",
    "digitised": f"{_ENDED} AND f.digitised",
    "charged": f"{_ENDED} AND f.charged",
    "paid_online": f"{_ENDED} AND f.paid_online",
}
"""Figures that are counted; the others are sums of these."""

LISTS: Mapping[str, str] = {
    **CONDITIONS,
    "new": _CAME,
    "received": f"(({_CAME}) OR ({_CARRIED}))",
    "done": _ENDED,
    "kept": f"{_ENDED} AND f.outcome < 3",
    "in_time": f"{_PENDING} AND NOT {_LATE}",
    "coming": "f.late_at >= %(at)s AND (f.late_at AT TIME ZONE %(zone)s)::date"
    " BETWEEN %(since)s AND %(until)s",
}
"""Conditions of every list that a figure opens."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures of a period for one place, procedure or officer. Counts of dossiers."""

    online: int = 0
    desk: int = 0
    post: int = 0
    carried: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    withdrawn: int = 0
    pending: int = 0
    overdue: int = 0
    held: int = 0
    soon: int = 0
    lapsed: int = 0
    supplemented: int = 0
    digitised: int = 0
    charged: int = 0
    paid_online: int = 0

    @property
    def new(self) -> int:
        """Received in the period."""
        return self.online + self.desk + self.post

    @property
    def direct(self) -> int:
        """Received at the desk or by post."""
        return self.desk + self.post

    @property
    def received(self) -> int:
        """Received in the period or carried over from before: all there was to resolve."""
        return self.new + self.carried

    @property
    def done(self) -> int:
        """Resolved in the period, withdrawn ones included."""
        return self.early + self.on_time + self.late

    @property
    def kept(self) -> int:
        """Resolved by the promised day."""
        return self.early + self.on_time

    @property
    def in_time(self) -> int:
        """Pending and not late."""
        return self.pending - self.overdue

    @property
    def balances(self) -> bool:
        """Whether all there was to resolve is resolved or pending."""
        return self.received == self.done + self.pending

    def share(self, part: str, whole: str) -> float | None:
        """Percent, one decimal; None when there is nothing to divide by."""
        total = getattr(self, whole)
        return round(100 * getattr(self, part) / total, 1) if total else None

    def __add__(self, other: Numbers) -> Numbers:
        return Numbers(*(getattr(self, n) + getattr(other, n) for n in NAMES))


NAMES = tuple(each.name for each in fields(Numbers))


@dataclass(frozen=True, slots=True)
class Cells:
    """Which sums of days and months cover everything until a day, split at another.

    ``months`` and ``days`` are spans [from, to), of sums of months and of days.
    """

    months: tuple[tuple[date, date], ...]
    days: tuple[tuple[date, date], ...]


def cells_until(since: date, until: date) -> Cells:
    """The fewest sums that cover all days until ``until``, none of them across ``since``."""
    first, last = since.replace(day=1), until.replace(day=1)
    if first == last:
        return Cells(((date.min, first),), ((first, until + timedelta(1)),))
    after = _next_month(first)
    return Cells(((date.min, first), (after, last)), ((first, after), (last, until + timedelta(1))))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)
