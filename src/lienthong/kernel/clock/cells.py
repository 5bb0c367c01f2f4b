# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A cell of the day strip: one day, or a run of days that look alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lienthong.kernel.clock.enums import CellKind
from lienthong.kernel.clock.words import day_range, full_date, short_weekday


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
        first, last = short_weekday(self.day.weekday()), short_weekday(self.until.weekday())
        run = self.is_run
        return {
            "date": self.day.isoformat(),
            "until": self.until.isoformat(),
            "weekday": f"{first}–{last}" if run else first,
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
