# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days of a calendar put in and taken out: plain data in, plain data out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

Days = Mapping[str, Any]
LONGEST = 31


def with_days_off(days: Days, first: date, last: date, *, kind: str, name: str, basis: str) -> Days:
    """The calendar with the days from ``first`` to ``last`` off; what stood there gives way."""
    count = (last - first).days + 1
    new = [_entry(first + timedelta(days=n), kind, name, basis) for n in range(count)]
    return _joined(days, new)


def with_swap(days: Days, off: date, work: date, *, name: str, basis: str) -> Days:
    """The calendar with a working day off that is worked on a rest day instead."""
    pair = [
        _entry(off, "swapped_off", name, basis) | {"swapped_with": work.isoformat()},
        _entry(work, "swapped_work", name, basis) | {"swapped_with": off.isoformat()},
    ]
    return _joined(days, pair)


def without_day(days: Days, day: date) -> Days:
    """The calendar without what was special about the day; a swap goes with its other half."""
    gone = {day.isoformat()}
    for entry in days["days"]:
        if entry["date"] in gone and entry.get("swapped_with"):
            gone = gone | {entry["swapped_with"]}
    return {**days, "days": [entry for entry in days["days"] if entry["date"] not in gone]}


def entry_of(days: Days, day: date) -> Mapping[str, Any] | None:
    """What is special about the day; None on an ordinary one."""
    return next((one for one in days["days"] if one["date"] == day.isoformat()), None)


def without_others(days: Days, kept: Collection[date]) -> Days:
    """The calendar without what is special about any day that is not among these."""
    for entry in days["days"]:
        day = date.fromisoformat(entry["date"])
        if day not in kept:
            days = without_day(days, day)
    return days


def changes_between(before: Days, after: Days) -> dict[str, list[str]]:
    """What became of which days, in words: ``days_in`` special now, ``days_out`` no longer."""
    was, now = _said(before), _said(after)
    found = {
        "days_in": [text for day, text in now.items() if was.get(day) != text],
        "days_out": [text for day, text in was.items() if day not in now],
    }
    return {name: texts for name, texts in found.items() if texts}


def _said(days: Days) -> dict[str, str]:
    entries = days["days"]
    return {e["date"]: f"{date.fromisoformat(e['date']):%d/%m/%Y} {e['name']}" for e in entries}


def _entry(day: date, kind: str, name: str, basis: str) -> dict[str, Any]:
    return {"date": day.isoformat(), "kind": kind, "name": name, "legal_basis": basis}


def _joined(days: Days, new: Iterable[dict[str, Any]]) -> Days:
    fresh = list(new)
    taken = {entry["date"] for entry in fresh}
    kept = [entry for entry in days["days"] if entry["date"] not in taken]
    years = _with_years(days["years"], fresh)
    ordered = sorted([*kept, *fresh], key=lambda entry: str(entry["date"]))
    return {**days, "years": years, "days": ordered}


def _with_years(years: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> list[Any]:
    """A year that nobody has fixed yet becomes known provisionally by its first special day."""
    known = {int(year["year"]): dict(year) for year in years}
    for entry in new:
        number = int(entry["date"][:4])
        basis = {"legal_basis": entry["legal_basis"], "provisional": True, "to_be_confirmed": True}
        known.setdefault(number, {"year": number} | basis)
    return [known[number] for number in sorted(known)]
