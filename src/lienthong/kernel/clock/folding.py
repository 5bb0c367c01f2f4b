# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Adjustments folded in order onto a due date: RESTART, EXCLUDE, EXTEND, CALENDAR.

EXCLUDE shifts the *current* due date by the excluded amount in the deadline's own unit; the day of
the request counts as used, the day of completion does not. Time excluded once is not excluded
again. In calendar days and months a due date moves off days off; whether an excluded time counts
from the moved day or from the day before is a dated rule (``exclude_counts_from_moved_day``), taken
as it was when the limit began. Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from lienthong.kernel.clock.arithmetic import (
    Limit,
    at_minute_position,
    closing_of_position,
    due_of,
    minutes_at,
    nominal_end,
    roll,
    to_minute,
)
from lienthong.kernel.clock.calendar import WorkCalendar
from lienthong.kernel.clock.enums import AdjustmentKind, TimeUnit
from lienthong.kernel.clock.errors import ClockError
from lienthong.kernel.clock.rules import rule

EXCLUDE_RULE = "exclude_counts_from_moved_day"
_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)
_MIDNIGHT = time(0)
Segment = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One change of a due date.

    RESTART: complete again at ``to_at``. EXCLUDE: asked at ``from_at``, complete at ``to_at``.
    EXTEND: ``to_at`` is the new date. CALENDAR: ``calendar``, or the days ``from_at``..``to_at``
    become days off. ``reason`` and ``legal_basis`` are shown to people.
    """

    kind: AdjustmentKind
    from_at: datetime | None = None
    to_at: datetime | None = None
    calendar: WorkCalendar | None = None
    reason: str = ""
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """An adjustment with what it did. ``amount``: minutes for hours, else days of the unit.

    ``counted_from`` is the day to which an excluded time was added where the rule had a choice:
    the limit is one of calendar days or months and its due date had moved off a day off.
    """

    adjustment: Adjustment
    amount: int
    due_before: datetime
    due_after: datetime
    counted_from: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Something is awaited since ``from_at``; what it does to the date is known when it comes."""

    from_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with everything needed to explain it."""

    limit: Limit
    start: datetime
    running_from: datetime
    original_due_at: datetime
    due_at: datetime
    calendar: WorkCalendar
    applied: tuple[Applied, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Whether a year of the reckoning still waits for its official notice."""
        return self.calendar.is_provisional(self.start.year, self.due_at.year)


def fold(
    limit: Limit,
    start: datetime,
    calendar: WorkCalendar,
    adjustments: Iterable[Adjustment] = (),
    *,
    extensions_allowed: int | None = None,
    from_moved_day: bool | None = None,
) -> Due:
    """The current due date of a limit after its adjustments, in the order given.

    ``extensions_allowed`` None: already decided elsewhere. ``from_moved_day`` None: as the rule of
    the day on which the limit began says. Raises ClockError.
    """
    start = to_minute(start)
    if from_moved_day is None:
        from_moved_day = bool(rule(EXCLUDE_RULE, start.date()).value)
    work = _Fold(limit, start, calendar, extensions_allowed, from_moved_day)
    original = work.due_at
    applied = tuple(work.add(_cut(adjustment)) for adjustment in adjustments)
    return Due(limit, start, work.running_from, original, work.due_at, work.calendar, applied)


def _cut(given: Adjustment) -> Adjustment:
    from_at, to_at = given.from_at, given.to_at
    return Adjustment(
        given.kind,
        to_minute(from_at) if from_at else None,
        to_minute(to_at) if to_at else None,
        given.calendar,
        given.reason,
        given.legal_basis,
    )


class _Fold:
    """The running state of one fold."""

    def __init__(
        self,
        limit: Limit,
        start: datetime,
        calendar: WorkCalendar,
        extensions: int | None,
        from_moved_day: bool,
    ) -> None:
        self.limit, self.start, self.calendar = limit, start, calendar
        self.extensions, self.from_moved_day = extensions, from_moved_day
        self.extended = 0
        self.replaying = False
        self.done: list[Adjustment] = []
        self.begin(start)

    def begin(self, at: datetime) -> None:
        self.running_from = at
        self.excluded: list[Segment] = []
        self.due_at = due_of(self.limit, at, self.calendar)
        self.last_day = self.due_at.toordinal()
        if self.limit.unit in _CALENDAR_UNITS:
            self.last_day = nominal_end(self.limit, at, self.calendar).toordinal()

    def add(self, given: Adjustment) -> Applied:
        before, choice = self.due_at, self.last_day != self.due_at.toordinal()
        counted_from = self.base() if choice else None
        amount = self.apply(given)
        self.done.append(given)
        is_counted = given.kind is AdjustmentKind.EXCLUDE and amount > 0 and counted_from
        return Applied(
            given,
            amount,
            before,
            self.due_at,
            date.fromordinal(counted_from) if counted_from and is_counted else None,
        )

    def base(self) -> int:
        """The day, as an ordinal, to which excluded calendar days are added."""
        return self.due_at.toordinal() if self.from_moved_day else self.last_day

    def apply(self, given: Adjustment) -> int:
        if given.kind is AdjustmentKind.RESTART:
            return self.restart(given)
        if given.kind is AdjustmentKind.EXCLUDE:
            return self.exclude(given)
        if given.kind is AdjustmentKind.EXTEND:
            return self.extend(given)
        return self.recalendar(given)

    def restart(self, given: Adjustment) -> int:
        to_at = _needed(given.to_at, "to")
        if given.from_at is not None:
            in_order(self.limit, given.from_at, to_at)
        self.not_before_start(to_at)
        self.begin(to_at)
        return 0

    def exclude(self, given: Adjustment) -> int:
        from_at, to_at = _needed(given.from_at, "from"), _needed(given.to_at, "to")
        in_order(self.limit, from_at, to_at)
        self.not_before_start(from_at)
        first = position(self.limit, self.calendar, max(from_at, self.running_from))
        last = max(first, position(self.limit, self.calendar, to_at))
        amount = sum(high - low for low, high in fresh((first, last), self.excluded))
        self.excluded.append((first, last))
        if amount:
            self.due_at = self.shifted(amount)
            self.calendar.require(self.start.year, self.due_at.year)
        return amount

    def extend(self, given: Adjustment) -> int:
        asked = _needed(given.to_at, "to")
        new = promised(self.limit, self.calendar, asked)
        if self.replaying:
            if new > self.due_at:
                self.due_at, self.last_day = new, asked.toordinal()
            return 0
        if new <= self.due_at:
            raise ClockError("extension_not_later", "Ngày hẹn lại phải sau hạn hiện tại.")
        self.extended += 1
        if self.extensions is not None and self.extended > self.extensions:
            raise ClockError("extended_twice", "Hồ sơ này đã được gia hạn đủ số lần cho phép.")
        self.due_at, self.last_day = new, asked.toordinal()
        return 0

    def recalendar(self, given: Adjustment) -> int:
        calendar = new_calendar(self.limit, self.calendar, given)
        again = _Fold(self.limit, self.start, calendar, None, self.from_moved_day)
        again.replaying = True
        for earlier in self.done:
            if earlier.kind is not AdjustmentKind.CALENDAR:
                again.apply(earlier)
        self.calendar, self.running_from = again.calendar, again.running_from
        self.excluded, self.due_at = again.excluded, again.due_at
        self.last_day = again.last_day
        return 0

    def shifted(self, amount: int) -> datetime:
        if self.limit.unit is TimeUnit.HOUR:
            return at_minute_position(
                self.calendar, minutes_at(self.calendar, self.due_at) + amount
            )
        if self.limit.unit in (TimeUnit.WORKING_DAY, TimeUnit.SAME_DAY):
            return closing_of_position(
                self.calendar, position(self.limit, self.calendar, self.due_at) + amount
            )
        self.last_day = self.base() + amount
        return roll(self.calendar, self.last_day)

    def not_before_start(self, at: datetime) -> None:
        if not self.replaying and at.date() < self.running_from.date():
            raise ClockError("adjustment_before_start", "Điều chỉnh đứng trước ngày bắt đầu tính.")


def _needed(at: datetime | None, name: str) -> datetime:
    if at is None:
        raise ClockError("missing_key", f"Điều chỉnh thiếu “{name}”.")
    return at


def fresh(wanted: Segment, taken: list[Segment]) -> list[Segment]:
    """The parts of ``wanted`` that no taken segment covers."""
    rest = [wanted]
    for low, high in taken:
        pieces = [((a, min(b, low)), (max(a, high), b)) for a, b in rest]
        rest = [part for pair in pieces for part in pair if part[0] < part[1]]
    return rest


def position(limit: Limit, calendar: WorkCalendar, at: datetime) -> int:
    """Where a moment stands in the limit's own unit: minutes of work, working days, or days."""
    calendar.require(at.year, at.year)
    if limit.unit is TimeUnit.HOUR:
        return minutes_at(calendar, at)
    if limit.unit in (TimeUnit.WORKING_DAY, TimeUnit.SAME_DAY):
        return calendar.table.work_position(at.toordinal())
    return at.toordinal()


def promised(limit: Limit, calendar: WorkCalendar, at: datetime) -> datetime:
    """The new date of an extension: end of that day, rolled; a moment only for hours."""
    calendar.require(at.year, at.year)
    rolled = roll(calendar, at.toordinal())
    calendar.require(at.year, rolled.year)
    exact = limit.unit is TimeUnit.HOUR and at.time() != _MIDNIGHT
    return min(at, rolled) if exact and rolled.date() == at.date() else rolled


def in_order(limit: Limit, first: datetime, last: datetime) -> None:
    """Refuse an end before its beginning. Raises ClockError."""
    by_moment = limit.unit is TimeUnit.HOUR
    if last < first and (by_moment or last.date() < first.date()):
        raise ClockError("adjustment_order", "Ngày kết thúc đứng trước ngày bắt đầu.")


def new_calendar(limit: Limit, calendar: WorkCalendar, given: Adjustment) -> WorkCalendar:
    """The calendar after a CALENDAR adjustment. Raises ClockError."""
    if given.calendar is not None:
        return given.calendar
    from_at = _needed(given.from_at or given.to_at, "from")
    to_at = given.to_at or from_at
    in_order(limit, from_at, to_at)
    return calendar.with_days_off(from_at.date(), to_at.date())
