# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Long day strips become short: runs of days join into one cell, the quietest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lienthong.kernel.clock.cells import Cell
from lienthong.kernel.clock.enums import CellKind, TimeUnit
from lienthong.kernel.words import ngettext

_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)
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
        if len(cells) <= most:
            break
        cells = _rebuilt(cells, _spans(cells, kinds, len(cells) - most), unit)
    return cells


def _spans(cells: Sequence[Cell], kinds: frozenset[CellKind], excess: int) -> dict[int, int]:
    """Places to join, start to end: the longest runs first, only as much as needed."""
    spans: dict[int, int] = {}
    for low, high in sorted(_runs(cells, kinds), key=lambda run: run[0] - run[1]):
        if excess <= 0:
            break
        size = min(excess + 1, high - low)
        low += (high - low - size) // 2
        spans[low] = low + size
        excess -= size - 1
    return spans


def _runs(cells: Sequence[Cell], kinds: frozenset[CellKind]) -> Iterator[tuple[int, int]]:
    """Stretches of at least two cells of these kinds, without the first and the last cell."""
    low = 1
    for place in range(1, len(cells)):
        if place < len(cells) - 1 and cells[place].kind in kinds:
            continue
        if place - low > 1:
            yield low, place
        low = place + 1


def _rebuilt(cells: Sequence[Cell], spans: Mapping[int, int], unit: TimeUnit) -> list[Cell]:
    built: list[Cell] = []
    place = 0
    while place < len(cells):
        end = spans.get(place, place + 1)
        built.append(cells[place] if end == place + 1 else _joined(cells[place:end], unit))
        place = end
    return built


def _joined(cells: Sequence[Cell], unit: TimeUnit) -> Cell:
    counted = sum(cell.counted for cell in cells)
    days = (cells[-1].until - cells[0].day).days + 1
    kinds = {cell.kind for cell in cells}
    label = _counted_words(counted, unit) if counted else _uncounted_words(kinds, days)
    return Cell(
        cells[0].day,
        cells[-1].until,
        _joined_kind(kinds, counted),
        label,
        counted,
        "; ".join(dict.fromkeys(cell.reason for cell in cells if cell.reason)),
        "; ".join(dict.fromkeys(cell.legal_basis for cell in cells if cell.legal_basis)),
    )


def _counted_words(days: int, unit: TimeUnit) -> str:
    if unit in _CALENDAR_UNITS:
        words = ngettext("… %(days)s ngày …", "… %(days)s ngày …", days)
        return words % {"days": days}
    return ngettext("… %(days)s ngày làm việc …", "… %(days)s ngày làm việc …", days) % {
        "days": days
    }


def _uncounted_words(kinds: set[CellKind], days: int) -> str:
    if kinds <= {CellKind.WEEKEND, CellKind.HOLIDAY}:
        words = ngettext("… %(days)s ngày nghỉ …", "… %(days)s ngày nghỉ …", days)
        return words % {"days": days}
    return ngettext("… %(days)s ngày không tính …", "… %(days)s ngày không tính …", days) % {
        "days": days
    }


def _joined_kind(kinds: set[CellKind], counted: int) -> CellKind:
    if counted:
        return CellKind.COUNTED
    order = (CellKind.EXCLUDED, CellKind.RECEIVED, CellKind.HOLIDAY)
    return next((kind for kind in order if kind in kinds), CellKind.WEEKEND)
