# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How promises were kept: from what modules count, shown with period and denominator.

Legal basis: 61/2018/NĐ-CP, Điều 31 (results are published).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from lienthong.core.units.api import names_of
from lienthong.kernel.figures import Decided
from lienthong.kernel.money import number
from lienthong.kernel.registry import modules, resolve

MONTHS = 6
FEWEST = 30
"""Below so many decided cases a percentage says nothing, and nothing is shown."""
KEPT_SECONDS = 600
BAR_HEIGHT = 100
DECIDED_SLOT = "citizen.decided"
"""``(since, until, *, by_agency) -> list[Decided]`` of a module's decided cases by month."""
_KEY = "citizen.kept_promises"


@dataclass(frozen=True, slots=True)
class Month:
    """One full month: how many were decided, how many of them late; the bar for the chart."""

    label: str
    total: int
    late: int
    is_last: bool = False

    @property
    def short(self) -> str:
        """``05/26``, under its bar."""
        return f"{self.label[:-4]}{self.label[-2:]}"

    @property
    def texts(self) -> Mapping[str, str]:
        """Numbers with points between thousands."""
        return {"total": number(self.total), "late": number(self.late)}

    @property
    def share(self) -> float:
        """Percent on time, one decimal."""
        return round(100 * (self.total - self.late) / self.total, 1) if self.total else 0.0

    @property
    def words(self) -> str:
        """``99,4``."""
        return f"{self.share:.1f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class KeptPromises:
    """Six full months: the whole and each month; texts are ready to print."""

    months: tuple[Month, ...]

    @property
    def whole(self) -> Month:
        """All months together."""
        total, late = (sum(getattr(m, name) for m in self.months) for name in ("total", "late"))
        return Month("", total, late)

    @property
    def texts(self) -> Mapping[str, str]:
        """Numbers with points between thousands."""
        whole = self.whole
        return {
            "share": whole.words,
            "on_time": number(whole.total - whole.late),
            "total": number(whole.total),
            "late": number(whole.late),
        }

    @property
    def axis(self) -> int:
        """Where the axis of the chart begins, in percent: 0, or a round number below all bars."""
        lowest = min(month.share for month in self.months)
        return max(0, int(lowest // 2) * 2 - 2) if lowest >= 60 else 0

    @property
    def bars(self) -> list[dict[str, Any]]:
        """Bars of the chart, 0 to 100 units high."""
        span = 100 - self.axis
        heights = [round(BAR_HEIGHT * (m.share - self.axis) / span) for m in self.months]
        return [
            {
                "x": 20 + 56 * place,
                "middle": 40 + 56 * place,
                "y": 20 + BAR_HEIGHT - height,
                "top": 14 + BAR_HEIGHT - height,
                "height": height,
                "month": month,
            }
            for place, (month, height) in enumerate(zip(self.months, heights, strict=True))
        ]


def kept_promises(today: date | None = None) -> KeptPromises | None:
    """The last six full months; None when there is too little to be honest about."""
    cache = caches["process"]
    kept: tuple[Month, ...] | None = cache.get(_KEY) if today is None else None
    if kept is None:
        kept = _count(today or timezone.localdate())
        cache.set(_KEY, kept, KEPT_SECONDS)
    enough = sum(month.total for month in kept) >= FEWEST and all(m.total for m in kept)
    return KeptPromises(kept) if kept and enough else None


def by_agency(today: date | None = None) -> list[dict[str, Any]]:
    """The same months by agency, most late first: the list behind the figure."""
    total, late = Counter[int](), Counter[int]()
    for row in _decided(today or timezone.localdate(), by_agency=True):
        total[row.agency_id] += row.total
        late[row.agency_id] += row.late
    names = names_of(set(total))
    return [
        {
            "name": names.get(agency, ""),
            "month": Month("", total[agency], late[agency]),
            "total": number(total[agency]),
            "late": number(late[agency]),
        }
        for agency in sorted(total, key=lambda key: (-late[key], -total[key], key))
    ]


def _count(today: date) -> tuple[Month, ...]:
    total, late = Counter[int](), Counter[int]()
    for row in _decided(today):
        total[row.month.month] += row.total
        late[row.month.month] += row.late
    counted = {month: (total[month], late[month]) for month in total}
    return tuple(_months(_period(today)[0], counted))


def _months(start: date, counted: Mapping[int, tuple[int, int]]) -> Iterable[Month]:
    for place in range(MONTHS):
        years, months = divmod(start.month + place - 1, 12)
        total, late = counted.get(months + 1, (0, 0))
        yield Month(
            f"{months + 1:02d}/{start.year + years}", total, late, is_last=place == MONTHS - 1
        )


def _decided(today: date, *, by_agency: bool = False) -> Iterator[Decided]:
    for declared in modules():
        if DECIDED_SLOT in declared.panels:
            counted = resolve(declared, declared.panels[DECIDED_SLOT])
            yield from counted(*_period(today), by_agency=by_agency)


def _period(today: date) -> tuple[date, date]:
    """First day of the sixth month before this one, and of this month."""
    begin = today.year * 12 + today.month - 1 - MONTHS
    return date(begin // 12, begin % 12 + 1, 1), today.replace(day=1)
