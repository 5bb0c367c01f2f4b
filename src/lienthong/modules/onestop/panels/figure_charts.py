# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Charts as numbers ready to draw: bars of days, the heat map, the line of months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel import clock
from lienthong.kernel.money import number
from lienthong.modules.onestop.panels.figure_links import Links, percent
from lienthong.modules.onestop.queries.figure_charts import MonthFigures, monday_of

HEAT_STEPS = ((10, 4), (6, 3), (3, 2), (1, 1), (0, 0))
"""From so many on, the step of the scale."""
LEGEND = ("0", "1–2", "3–5", "6–9", "10+")
BAR_TOP, BAR_FOOT, BAR_STEP, BAR_WIDTH = 24, 128, 40, 28
PLOT = (44, 560, 16, 132)
"""Left, right, top and foot of the line of months."""


def bars(found: Sequence[tuple[date, int]], today: date, links: Links) -> list[dict[str, Any]]:
    """A bar for each day: the tallest in the colour of attention, today in its own."""
    most = max((count for _day, count in found), default=0)
    drawn = []
    for place, (day, count) in enumerate(found):
        weekday = clock.short_weekday(day.weekday())
        height = round((BAR_FOOT - BAR_TOP) * count / most) if most else 0
        kind = "today" if day == today else "most" if count == most and most else ""
        drawn.append(
            {
                "x": 6 + place * BAR_STEP,
                "middle": 6 + place * BAR_STEP + BAR_WIDTH // 2,
                "y": BAR_FOOT - height,
                "top": BAR_FOOT - height - 6,
                "height": height,
                "count": number(count),
                "kind": kind,
                "weekday": weekday,
                "day": f"{day:%d/%m}",
                "words": f"{weekday} {day:%d/%m/%Y}",
                "url": links.figure("coming", tu=day.isoformat(), den=day.isoformat()),
            }
        )
    return drawn


def heat_rows(
    found: Mapping[int, Mapping[date, int]],
    names: Mapping[int, str],
    until: date,
    weeks: int,
    links: Links,
) -> dict[str, Any]:
    """Units by weeks, the most late first; each cell opens its dossiers."""
    last = monday_of(until)
    mondays = [last - timedelta(weeks=weeks - 1 - place) for place in range(weeks)]
    order = sorted(found, key=lambda unit: (-sum(found[unit].values()), names.get(unit, "")))
    return {
        "weeks": [f"{monday:%d/%m}" for monday in mondays],
        "rows": [_heat_row(unit, found[unit], names, mondays, until, links) for unit in order],
        "legend": [{"step": step, "words": words} for step, words in enumerate(LEGEND)],
    }


def _heat_row(
    unit: int,
    counts: Mapping[date, int],
    names: Mapping[int, str],
    mondays: Sequence[date],
    until: date,
    links: Links,
) -> dict[str, Any]:
    return {
        "name": names.get(unit, ""),
        "url": links.board(don_vi=unit),
        "total": number(sum(counts.values())),
        "cells": [_heat_cell(unit, monday, counts, until, links) for monday in mondays],
    }


def _heat_cell(
    unit: int, monday: date, counts: Mapping[date, int], until: date, links: Links
) -> dict[str, Any]:
    count = counts.get(monday, 0)
    end = min(monday + timedelta(days=6), until)
    span = {"tu": monday.isoformat(), "den": end.isoformat(), "don_vi": unit}
    return {
        "count": number(count) if count else "·",
        "step": next(step for least, step in HEAT_STEPS if count >= least),
        "url": links.figure("lapsed", **span) if count else "",
    }


def line(months: Sequence[MonthFigures]) -> dict[str, Any]:
    """Share resolved without delay by month as a line; received and resolved as bars below."""
    known = [each for each in months if each.share is not None]
    left, right, top, foot = PLOT
    lowest = min((each.share or 0.0 for each in known), default=100.0)
    axis = 0 if lowest < 50 else 5 * int((lowest - 1) // 5)
    step = (right - left) / max(1, len(months) - 1)
    points = []
    for place, each in enumerate(months):
        if each.share is not None:
            height = (each.share - axis) / (100 - axis)
            points.append(_point(each, left + place * step, foot - (foot - top) * height))
    labels = [
        {"x": f"{left + place * step:.1f}", "text": f"{each.month:%m/%y}"}
        for place, each in enumerate(months)
    ]
    return {
        "path": " ".join(f"{p['x']},{p['y']}" for p in points),
        "points": points,
        "labels": labels[:: 1 if len(labels) < 7 else 2] if labels else [],
        "axis": axis,
        "axis_words": _("Trục bắt đầu từ %(axis)s %%") % {"axis": axis} if axis else "",
    }


def _point(each: MonthFigures, x: float, y: float) -> dict[str, str]:
    return {"x": f"{x:.1f}", "y": f"{y:.1f}", "top": f"{y - 7:.1f}", "words": percent(each.share)}
