# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings

from lienthong.kernel.clock import (
    ClockError,
    DayKind,
    Interval,
    WorkCalendar,
    from_dict,
    midnight,
    packaged_calendar,
    packaged_codes,
    parse_time,
    rule,
    to_aware,
    to_dict,
    to_local,
)
from lienthong.kernel.clock.tests.oracle import calendars

DEFAULT = packaged_calendar("default")


def _default(**changes: Any) -> dict[str, Any]:
    return to_dict(DEFAULT) | changes


def test_default_has_the_hours_and_the_cutoff_of_an_office() -> None:
    assert DEFAULT.hours[0] == (Interval(420, 690), Interval(810, 1020))
    assert DEFAULT.cutoff == time(15)
    assert DEFAULT.rest_weekdays == (5, 6)
    assert packaged_codes() == ["default"]


def test_default_lists_days_off_and_swaps_of_three_years() -> None:
    off = {s.day for s in DEFAULT.days if s.is_off and s.day.weekday() < 5}
    assert len([day for day in off if day.year == 2025]) == 12
    assert len([day for day in off if day.year == 2026]) == 14
    swapped = [s.day for s in DEFAULT.days if s.kind is DayKind.SWAPPED_WORK]
    assert swapped == [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
    assert [y.year for y in DEFAULT.years if y.provisional] == [2027]


def test_swapped_saturday_has_ordinary_hours_in_both_layers() -> None:
    saturday = date(2026, 1, 10)
    assert DEFAULT.legal_hours(saturday) == DEFAULT.hours[4]
    assert DEFAULT.reception_hours(saturday) == DEFAULT.hours[4]


def test_reception_on_saturday_is_no_working_day() -> None:
    week = to_dict(DEFAULT)["hours"]
    calendar = from_dict(_default(reception=week | {"sat": ["07:00-11:00"]}))
    saturday = date(2026, 11, 21)
    assert calendar.reception_hours(saturday) == (Interval(420, 660),)
    assert not calendar.is_working(saturday)
    assert calendar.reception_hours(date(2026, 11, 24)) == ()


@settings(max_examples=30, deadline=None)
@given(calendars())
def test_to_dict_when_read_back_then_equal(calendar: WorkCalendar) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(calendar)))) == calendar


def test_default_when_written_and_read_back_then_equal() -> None:
    assert from_dict(json.loads(json.dumps(to_dict(DEFAULT)))) == DEFAULT


_DAY = {"date": "2026-03-02", "kind": "local_off", "name": "n", "legal_basis": "b"}


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": {}},
        {"hours": {"mon": ["11:00-07:00"]}},
        {"hours": {"mon": ["07:00-11:00", "10:00-12:00"]}},
        {"hours": {"monday": ["07:00-11:00"]}},
        {"hours": {"mon": ["7-11"]}},
        {"hours": 3},
        {"years": []},
        {"years": [{"year": 2026}, {"year": 2026}], "days": []},
        {"years": [{"year": "x"}]},
        {"cutoff": "24:00"},
        {"days": [_DAY, _DAY]},
        {"days": [_DAY | {"date": "2030-03-02"}]},
        {"days": [_DAY | {"legal_basis": ""}]},
        {"days": [_DAY | {"kind": "swapped_work"}]},
        {"days": [_DAY | {"kind": "party"}]},
        {"days": [{"kind": "holiday"}]},
    ],
)
def test_from_dict_when_calendar_is_wrong_then_refused(changes: Any) -> None:
    with pytest.raises(ClockError) as refusal:
        from_dict(_default(**changes))
    assert refusal.value.code in {"bad_calendar", "bad_time"}


@pytest.mark.parametrize("code", ["", "none", "../default", "Default", "a" * 300, "a\0b"])
def test_packaged_calendar_when_unknown_then_refused(code: str) -> None:
    with pytest.raises(ClockError) as refusal:
        packaged_calendar(code)
    assert refusal.value.as_dict()["error"] == "unknown_calendar"


@pytest.mark.parametrize("text", ["", "9:00", "24:00", "12:60", "\uff11\uff12:00", 900, None])
def test_parse_time_when_no_time_then_refused(text: object) -> None:
    with pytest.raises(ClockError):
        parse_time(text)


def test_rule_when_dated_then_carries_its_basis() -> None:
    found = rule("supplement_within_working_days", date(2026, 11, 20))
    assert (found.value, found.to_be_confirmed) == (3, True)
    assert "61/2018/NĐ-CP" in found.legal_basis
    assert rule("extensions_allowed", date(2000, 1, 1)).value == 1


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    assert midnight(date(2026, 11, 27)).astimezone(UTC) == datetime(2026, 11, 26, 17, tzinfo=UTC)


def test_zone_converts_both_ways() -> None:
    local = datetime.fromisoformat("2026-11-26T17:00")
    assert to_aware(local).astimezone(UTC) == datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert to_local(datetime(2026, 11, 26, 10, 0, 59, tzinfo=UTC)) == local
    with pytest.raises(ValueError, match="aware"):
        to_local(local)
