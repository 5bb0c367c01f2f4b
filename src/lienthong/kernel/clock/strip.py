# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The day strip: which days counted, which did not and why, in at most ten cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cached_property

from lienthong.kernel.clock.arithmetic import minutes_at
from lienthong.kernel.clock.calendar import SpecialDay
from lienthong.kernel.clock.cells import Cell
from lienthong.kernel.clock.collapsing import collapse
from lienthong.kernel.clock.enums import AdjustmentKind, CellKind, DayKind, TimeUnit
from lienthong.kernel.clock.folding import Adjustment, Due, Held, fresh
from lienthong.kernel.clock.sentence import last_nominal_day
from lienthong.kernel.clock.words import span
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import gettext_noop

MOST_CELLS = 10
_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)
_OFF_LABELS = {
    DayKind.HOLIDAY: gettext_noop("Nghỉ lễ"),
    DayKind.SUBSTITUTE: gettext_noop("Nghỉ bù"),
    DayKind.SWAPPED_OFF: gettext_noop("Hoán đổi"),
    DayKind.LOCAL_OFF: gettext_noop("Nghỉ"),
}


def strip(
    due: Due,
    *,
    now: datetime | None = None,
    held: Held | None = None,
    most: int = MOST_CELLS,
) -> tuple[Cell, ...]:
    """The cells from the day received to the day promised.

    ``now`` (local) turns a passed promise late, ``held`` shows the days after it as waiting.
    """
    return tuple(collapse(_Days(due, now, held).cells(), most, due.limit.unit))


class _Days:
    """Walks the days of one due date."""

    def __init__(self, due: Due, now: datetime | None, held: Held | None) -> None:
        self.due, self.calendar, self.unit = due, due.calendar, due.limit.unit
        self.held = held
        self.is_late = now is not None and is_past(due, now)
        self.restarts = {
            a.adjustment.to_at.date(): a.adjustment
            for a in due.applied
            if a.adjustment.kind is AdjustmentKind.RESTART and a.adjustment.to_at
        }
        self.excludes = self.current_excludes()
        self.extended_after = self.extension_start()
        self.nominal = last_nominal_day(due) if self.unit in _CALENDAR_UNITS else None
        self.number = 0

    def current_excludes(self) -> list[Adjustment]:
        found: list[Adjustment] = []
        for applied in self.due.applied:
            if applied.adjustment.kind is AdjustmentKind.RESTART:
                found = []
            elif applied.adjustment.kind is AdjustmentKind.EXCLUDE:
                found.append(applied.adjustment)
        return found

    def extension_start(self) -> date | None:
        befores = [
            a.due_before.date()
            for a in self.due.applied
            if a.adjustment.kind is AdjustmentKind.EXTEND
        ]
        return befores[-1] if befores else None

    def cells(self) -> list[Cell]:
        first, last = self.due.start.date(), self.due.due_at.date()
        return [self.cell(first + timedelta(days=n)) for n in range((last - first).days + 1)]

    def cell(self, day: date) -> Cell:
        if day == self.due.due_at.date():
            return self.waiting(day) or self.promised(day)
        if day == self.due.start.date():
            at = f" {self.due.start:%H:%M}" if self.unit is TimeUnit.HOUR else ""
            return Cell(day, day, CellKind.RECEIVED, _("Nhận") + at)
        if day in self.restarts:
            reason = self.restarts[day].reason or _("tính lại từ đầu")
            basis = self.restarts[day].legal_basis
            return Cell(day, day, CellKind.RECEIVED, _("Đủ hồ sơ"), 0, reason, basis)
        if day < self.due.running_from.date():
            return self.before_restart(day)
        return self.running(day)

    def before_restart(self, day: date) -> Cell:
        later = next((a for end, a in sorted(self.restarts.items()) if day < end), None)
        off = self.off(day)
        if off is not None and self.unit not in _CALENDAR_UNITS:
            return off
        reason = (later.reason if later else "") or _("tính lại từ đầu")
        basis = later.legal_basis if later else ""
        return Cell(day, day, CellKind.EXCLUDED, _("Không tính"), 0, reason, basis)

    def running(self, day: date) -> Cell:
        off = self.off(day)
        if off is not None and not self.counts_days_off(day):
            return off
        waiting = self.waiting(day)
        if waiting is not None:
            return waiting
        minutes = self.minutes(day) if self.unit is TimeUnit.HOUR else None
        excluded = self.excluded(day)
        if excluded is not None and not minutes:
            return Cell(
                day,
                day,
                CellKind.EXCLUDED,
                _("Không tính"),
                0,
                excluded.reason or _("chờ bổ sung"),
                excluded.legal_basis,
            )
        return self.counted(day, minutes)

    def waiting(self, day: date) -> Cell | None:
        if self.held is None or day <= self.held.from_at.date():
            return None
        return Cell(day, day, CellKind.EXCLUDED, _("Đang chờ"), 0, self.held.reason)

    def counted(self, day: date, minutes: int | None) -> Cell:
        self.number += 1
        label = span(minutes) if minutes is not None else numbered(self.number)
        if self.is_beyond(self.number):
            label = _("Chuyển ngày")
        if self.extended_after is not None and day > self.extended_after:
            label = _("Gia hạn")
        swap = self.swap(day)
        if swap is None:
            return Cell(day, day, CellKind.COUNTED, label, 1)
        return Cell(day, day, CellKind.SWAPPED, label, 1, swap.name, swap.legal_basis)

    def promised(self, day: date) -> Cell:
        kind = CellKind.LATE if self.is_late else CellKind.PROMISED
        swap = self.swap(day)
        reason, basis = (swap.name, swap.legal_basis) if swap else ("", "")
        counted = int(day != self.due.start.date() or self.unit is TimeUnit.SAME_DAY)
        return Cell(day, day, kind, self.promised_label(day), counted, reason, basis)

    def promised_label(self, day: date) -> str:
        if self.is_late:
            return _("Trễ")
        if self.extended_after is not None:
            return _("Hẹn lại")
        if self.unit is TimeUnit.HOUR:
            return _("Hẹn %(time)s") % {"time": f"{self.due.due_at:%H:%M}"}
        same = self.unit is TimeUnit.SAME_DAY
        if same or (self.nominal is not None and self.nominal != day):
            return _("Trong ngày") if day == self.due.start.date() else _("Hẹn trả")
        if self.is_beyond(self.number + 1):
            return _("Hẹn trả")
        return numbered(self.number + 1)

    def is_beyond(self, number: int) -> bool:
        """Whether a day is one more than the limit has: time was added to a day that had moved."""
        return self.unit is TimeUnit.DAY and number > self.due.limit.amount

    def counts_days_off(self, day: date) -> bool:
        return self.nominal is not None and (
            day < self.nominal or self.nominal == self.due.due_at.date()
        )

    def off(self, day: date) -> Cell | None:
        if self.calendar.legal_hours(day):
            return None
        special = self.calendar.by_day.get(day)
        if special is None:
            return Cell(day, day, CellKind.WEEKEND, _("Nghỉ"))
        label = _(_OFF_LABELS[special.kind])
        return Cell(day, day, CellKind.HOLIDAY, label, 0, _(special.name), special.legal_basis)

    def swap(self, day: date) -> SpecialDay | None:
        special = self.calendar.by_day.get(day)
        return special if special is not None and not special.is_off else None

    def excluded(self, day: date) -> Adjustment | None:
        for given in self.excludes:
            if given.from_at and given.to_at:
                low, high = given.from_at.date(), given.to_at.date()
                if low < day <= high or (self.unit is TimeUnit.HOUR and low <= day <= high):
                    return given
        return None

    def minutes(self, day: date) -> int:
        """Working minutes of a day that count, outside the excluded spans."""
        low = max(datetime.combine(day, time()), self.due.running_from)
        high = min(datetime.combine(day, time(23, 59)), self.due.due_at)
        whole = (minutes_at(self.calendar, low), minutes_at(self.calendar, high))
        return sum(last - first for first, last in fresh(whole, self.gone))

    @cached_property
    def gone(self) -> list[tuple[int, int]]:
        """Excluded spans as positions in working minutes."""
        return [
            (minutes_at(self.calendar, given.from_at), minutes_at(self.calendar, given.to_at))
            for given in self.excludes
            if given.from_at and given.to_at
        ]


def numbered(number: int) -> str:
    """``Ngày 3``."""
    return _("Ngày %(number)s") % {"number": number}


def is_past(due: Due, now: datetime) -> bool:
    """Late by date; a limit in hours is late by the minute."""
    if due.limit.unit is TimeUnit.HOUR:
        return now > due.due_at
    return now.date() > due.due_at.date()
