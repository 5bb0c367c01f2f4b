# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The day strip: which days counted, which did not and why, in at most ten cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from lienthong.kernel.clock.arithmetic import minutes_at
from lienthong.kernel.clock.calendar import SpecialDay
from lienthong.kernel.clock.enums import AdjustmentKind, CellKind, DayKind, TimeUnit
from lienthong.kernel.clock.folding import Adjustment, Due
from lienthong.kernel.clock.sentence import last_nominal_day
from lienthong.kernel.clock.words import SHORT_WEEKDAYS, day_range, full_date, span

MOST_CELLS = 10
_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)
_OFF_LABELS = {
    DayKind.HOLIDAY: "Nghỉ lễ",
    DayKind.SUBSTITUTE: "Nghỉ bù",
    DayKind.SWAPPED_OFF: "Hoán đổi",
    DayKind.LOCAL_OFF: "Nghỉ",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day, or a run of days when ``until`` is later than ``day``."""

    day: date
    until: date
    kind: CellKind
    label: str
    counted: int = 0
    reason: str = ""
    legal_basis: str = ""

    @property
    def is_run(self) -> bool:
        """Whether the cell stands for several days."""
        return self.until > self.day

    def as_dict(self) -> dict[str, Any]:
        """Plain data for screens, print and JSON; a run has the kind ``gap``."""
        first, last = self.day.weekday(), self.until.weekday()
        run = self.is_run
        return {
            "date": self.day.isoformat(),
            "until": self.until.isoformat(),
            "weekday": f"{SHORT_WEEKDAYS[first]}–{SHORT_WEEKDAYS[last]}"
            if run
            else SHORT_WEEKDAYS[first],
            "day": day_range_words(self.day, self.until),
            "full_date": full_date(self.day),
            "full_until": full_date(self.until),
            "kind": "gap" if run else self.kind.value,
            "run_of": self.kind.value if run else "",
            "label": self.label,
            "counted": self.counted,
            "is_run": run,
            "reason": self.reason,
            "legal_basis": self.legal_basis,
        }


def day_range_words(first: date, last: date) -> str:
    """``26``, ``19–20``, across months ``28/11–03/12``."""
    if first == last:
        return str(first.day)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day}"
    return day_range(first, last)


def strip(due: Due, *, now: datetime | None = None, most: int = MOST_CELLS) -> tuple[Cell, ...]:
    """The cells from the day received to the day promised; ``now`` (local) turns it late."""
    return tuple(collapse(_Days(due, now).cells(), most, due.limit.unit))


class _Days:
    """Walks the days of one due date."""

    def __init__(self, due: Due, now: datetime | None) -> None:
        self.due, self.calendar, self.unit = due, due.calendar, due.limit.unit
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
            return self.promised(day)
        if day == self.due.start.date():
            at = f" {self.due.start:%H:%M}" if self.unit is TimeUnit.HOUR else ""
            return Cell(day, day, CellKind.RECEIVED, f"Nhận{at}")
        if day in self.restarts:
            reason = self.restarts[day].reason or "tính lại từ đầu"
            basis = self.restarts[day].legal_basis
            return Cell(day, day, CellKind.RECEIVED, "Đủ hồ sơ", 0, reason, basis)
        if day < self.due.running_from.date():
            return self.before_restart(day)
        return self.running(day)

    def before_restart(self, day: date) -> Cell:
        later = next((a for end, a in sorted(self.restarts.items()) if day < end), None)
        off = self.off(day)
        if off is not None and self.unit not in _CALENDAR_UNITS:
            return off
        reason = (later.reason if later else "") or "tính lại từ đầu"
        basis = later.legal_basis if later else ""
        return Cell(day, day, CellKind.EXCLUDED, "Không tính", 0, reason, basis)

    def running(self, day: date) -> Cell:
        off = self.off(day)
        if off is not None and not self.counts_days_off(day):
            return off
        minutes = self.minutes(day) if self.unit is TimeUnit.HOUR else None
        excluded = self.excluded(day)
        if excluded is not None and not minutes:
            return Cell(
                day,
                day,
                CellKind.EXCLUDED,
                "Không tính",
                0,
                excluded.reason or "chờ bổ sung",
                excluded.legal_basis,
            )
        return self.counted(day, minutes)

    def counted(self, day: date, minutes: int | None) -> Cell:
        self.number += 1
        label = span(minutes) if minutes is not None else f"Ngày {self.number}"
        if self.extended_after is not None and day > self.extended_after:
            label = "Gia hạn"
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
            return "Trễ"
        if self.extended_after is not None:
            return "Hẹn lại"
        if self.unit is TimeUnit.HOUR:
            return f"Hẹn {self.due.due_at:%H:%M}"
        same = self.unit is TimeUnit.SAME_DAY
        if same or (self.nominal is not None and self.nominal != day):
            return "Trong ngày" if day == self.due.start.date() else "Hẹn trả"
        return f"Ngày {self.number + 1}"

    def counts_days_off(self, day: date) -> bool:
        return self.nominal is not None and (
            day < self.nominal or self.nominal == self.due.due_at.date()
        )

    def off(self, day: date) -> Cell | None:
        if self.calendar.legal_hours(day):
            return None
        special = self.calendar.by_day.get(day)
        if special is None:
            return Cell(day, day, CellKind.WEEKEND, "Nghỉ")
        label = _OFF_LABELS[special.kind]
        return Cell(day, day, CellKind.HOLIDAY, label, 0, special.name, special.legal_basis)

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
        gone: set[int] = set()
        for given in self.excludes:
            if given.from_at and given.to_at:
                begin, end = max(low, given.from_at), min(high, given.to_at)
                gone.update(range(minutes_at(self.calendar, begin), minutes_at(self.calendar, end)))
        whole = range(minutes_at(self.calendar, low), minutes_at(self.calendar, high))
        return sum(1 for minute in whole if minute not in gone)


def is_past(due: Due, now: datetime) -> bool:
    """Late by date; a limit in hours is late by the minute."""
    if due.limit.unit is TimeUnit.HOUR:
        return now > due.due_at
    return now.date() > due.due_at.date()


_QUIET = frozenset({CellKind.COUNTED, CellKind.WEEKEND})
_LEVELS = (
    _QUIET,
    _QUIET | {CellKind.EXCLUDED},
    _QUIET | {CellKind.EXCLUDED, CellKind.HOLIDAY, CellKind.SWAPPED},
    frozenset(CellKind),
)


def collapse(cells: list[Cell], most: int, unit: TimeUnit) -> list[Cell]:
    """Join runs between the first and the last day, the quietest first, until ``most`` are left."""
    for kinds in _LEVELS:
        while len(cells) > most:
            low, high = _longest_run(cells, kinds)
            if high - low < 2:
                break
            taken = min(len(cells) - most + 1, high - low)
            low += (high - low - taken) // 2
            joined = _joined(cells[low : low + taken], unit)
            cells = [*cells[:low], joined, *cells[low + taken :]]
    return cells


def _longest_run(cells: Sequence[Cell], kinds: frozenset[CellKind]) -> tuple[int, int]:
    """The longest stretch of cells of these kinds, without the first and the last cell."""
    best, low = (0, 0), 1
    for place in range(1, len(cells)):
        if place < len(cells) - 1 and cells[place].kind in kinds:
            continue
        if place - low > best[1] - best[0]:
            best = (low, place)
        low = place + 1
    return best


def _joined(cells: Sequence[Cell], unit: TimeUnit) -> Cell:
    counted = sum(cell.counted for cell in cells)
    days = (cells[-1].until - cells[0].day).days + 1
    kinds = {cell.kind for cell in cells}
    words = "ngày" if unit in _CALENDAR_UNITS else "ngày làm việc"
    label = f"… {counted} {words} …" if counted else _uncounted_words(kinds, days)
    return Cell(
        cells[0].day,
        cells[-1].until,
        _joined_kind(kinds, counted),
        label,
        counted,
        "; ".join(dict.fromkeys(cell.reason for cell in cells if cell.reason)),
        "; ".join(dict.fromkeys(cell.legal_basis for cell in cells if cell.legal_basis)),
    )


def _uncounted_words(kinds: set[CellKind], days: int) -> str:
    rest = kinds <= {CellKind.WEEKEND, CellKind.HOLIDAY}
    return f"… {days} ngày nghỉ …" if rest else f"… {days} ngày không tính …"


def _joined_kind(kinds: set[CellKind], counted: int) -> CellKind:
    if counted:
        return CellKind.COUNTED
    order = (CellKind.EXCLUDED, CellKind.RECEIVED, CellKind.HOLIDAY)
    return next((kind for kind in order if kind in kinds), CellKind.WEEKEND)
