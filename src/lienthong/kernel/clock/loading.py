# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Calendars as plain data: the packaged YAML files and the rows of the database share one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, cast

from lienthong.kernel.clock.calendar import CalendarYear, SpecialDay, Week, WorkCalendar
from lienthong.kernel.clock.enums import DayKind
from lienthong.kernel.clock.errors import ClockError
from lienthong.kernel.clock.tables import Hours, Interval
from lienthong.kernel.clock.words import clock_time
from lienthong.kernel.reference import read_yaml

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_time(text: object) -> time:
    """``HH:MM`` as a time of day. Raises ClockError ``bad_time``."""
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ClockError("bad_time", "Hãy ghi giờ theo dạng HH:MM, ví dụ 15:00.")
    return time(int(found[1]), int(found[2]))


@lru_cache(maxsize=64)
def packaged_calendar(code: str) -> WorkCalendar:
    """A calendar shipped with the platform. Raises ClockError ``unknown_calendar``."""
    folder = resources.files("lienthong.kernel.clock") / "calendars"
    source = folder / f"{code}.yaml"
    if not _CODE.fullmatch(code) or not source.is_file():
        raise ClockError("unknown_calendar", "Không có lịch làm việc mang mã này.")
    return from_dict(cast("Mapping[str, Any]", read_yaml(source.read_text(encoding="utf-8"))))


def packaged_codes() -> list[str]:
    """Codes of the calendars shipped with the platform."""
    folder = resources.files("lienthong.kernel.clock") / "calendars"
    names = (entry.name for entry in folder.iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def from_dict(data: Mapping[str, Any]) -> WorkCalendar:
    """A checked calendar from plain data. Raises ClockError ``bad_calendar``."""
    try:
        calendar = _calendar(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ClockError("bad_calendar", f"Tệp lịch làm việc sai cấu trúc: {error}.") from error
    _check(calendar)
    return calendar


def to_dict(calendar: WorkCalendar) -> dict[str, Any]:
    """Plain JSON data that ``from_dict`` reads back to an equal calendar."""
    return {
        "code": calendar.code,
        "name": calendar.name,
        "cutoff": calendar.cutoff.isoformat("minutes"),
        "cutoff_basis": calendar.cutoff_basis,
        "instrument": calendar.instrument,
        "hours": _week_dict(calendar.hours),
        "reception": _week_dict(calendar.reception),
        "years": [_year_dict(year) for year in calendar.years],
        "days": [_day_dict(special) for special in calendar.days],
    }


def _calendar(data: Mapping[str, Any]) -> WorkCalendar:
    specials = (special for entry in data.get("days") or () for special in _specials(entry))
    return WorkCalendar(
        code=str(data["code"]),
        name=str(data["name"]),
        hours=_week(data["hours"]),
        reception=_week(data.get("reception") or data["hours"]),
        cutoff=parse_time(data["cutoff"]),
        cutoff_basis=str(data.get("cutoff_basis", "")),
        years=tuple(_year(entry) for entry in data["years"]),
        days=tuple(sorted(specials, key=lambda special: special.day)),
        instrument=str(data.get("instrument", "")),
    )


def _week(data: Mapping[str, Any]) -> Week:
    unknown = set(data) - set(_WEEK)
    if unknown:
        raise ValueError(f"weekday {sorted(unknown)[0]}")
    return cast("Week", tuple(_hours(data.get(name) or ()) for name in _WEEK))


def _hours(texts: Iterable[str]) -> Hours:
    intervals = []
    for text in texts:
        opens, closes = (parse_time(part) for part in text.split("-"))
        intervals.append(Interval(opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute))
    return tuple(intervals)


def _year(entry: Mapping[str, Any]) -> CalendarYear:
    return CalendarYear(
        int(entry["year"]),
        str(entry.get("legal_basis", "")),
        bool(entry.get("provisional", False)),
        bool(entry.get("to_be_confirmed", False)),
    )


def _specials(entry: Mapping[str, Any]) -> Iterable[SpecialDay]:
    first = _date(entry["date"] if "date" in entry else entry["from"])
    last = _date(entry["to"]) if "to" in entry else first
    swapped = entry.get("swapped_with")
    for number in range((last - first).days + 1):
        yield SpecialDay(
            first + timedelta(days=number),
            DayKind(entry["kind"]),
            str(entry["name"]),
            str(entry["legal_basis"]),
            bool(entry.get("to_be_confirmed", False)),
            _date(swapped) if swapped else None,
            _hours(entry.get("hours") or ()),
        )


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _week_dict(week: Week) -> dict[str, list[str]]:
    return {name: _hours_list(hours) for name, hours in zip(_WEEK, week, strict=True) if hours}


def _hours_list(hours: Hours) -> list[str]:
    return [f"{clock_time(opens)}-{clock_time(closes)}" for opens, closes in hours]


def _year_dict(year: CalendarYear) -> dict[str, Any]:
    return {
        "year": year.year,
        "legal_basis": year.legal_basis,
        "provisional": year.provisional,
        "to_be_confirmed": year.to_be_confirmed,
    }


def _day_dict(special: SpecialDay) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "date": special.day.isoformat(),
        "kind": special.kind.value,
        "name": special.name,
        "legal_basis": special.legal_basis,
        "to_be_confirmed": special.to_be_confirmed,
    }
    if special.swapped_with is not None:
        entry["swapped_with"] = special.swapped_with.isoformat()
    if special.hours:
        entry["hours"] = _hours_list(special.hours)
    return entry


def _check(calendar: WorkCalendar) -> None:
    rules: tuple[tuple[Callable[[WorkCalendar], bool], str], ...] = (
        (_has_ordered_hours, "giờ làm việc phải theo thứ tự và không chồng nhau"),
        (lambda c: any(c.hours), "tuần phải có giờ làm việc"),
        (lambda c: bool(c.years), "phải có ít nhất một năm"),
        (lambda c: len(c.by_year) == len(c.years), "một năm được ghi hai lần"),
        (lambda c: len(c.by_day) == len(c.days), "một ngày được ghi hai lần"),
        (lambda c: all(s.day.year in c.by_year for s in c.days), "có ngày ngoài các năm đã biết"),
        (lambda c: all(s.legal_basis for s in c.days), "ngày đặc biệt phải có căn cứ"),
        (_swaps_are_rest_days, "ngày làm bù phải rơi vào ngày nghỉ hằng tuần"),
    )
    for holds, sentence in rules:
        if not holds(calendar):
            raise ClockError("bad_calendar", f"Lịch {calendar.code}: {sentence}.")


def _has_ordered_hours(calendar: WorkCalendar) -> bool:
    every = [*calendar.hours, *calendar.reception, *(s.hours for s in calendar.days)]
    for hours in every:
        edges = [edge for interval in hours for edge in interval]
        if any(left >= right for left, right in pairwise(edges)):
            return False
    return True


def _swaps_are_rest_days(calendar: WorkCalendar) -> bool:
    return not any(
        calendar.hours[s.day.weekday()] for s in calendar.days if s.kind is DayKind.SWAPPED_WORK
    )
