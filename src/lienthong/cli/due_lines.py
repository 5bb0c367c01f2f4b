# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What people write on the command line and in batch files, read strictly.

Every refusal is a ``ClockError`` with a code and a Vietnamese sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, cast

from lienthong.kernel.clock.arithmetic import Limit
from lienthong.kernel.clock.calendar import WorkCalendar
from lienthong.kernel.clock.enums import AdjustmentKind, TimeUnit
from lienthong.kernel.clock.errors import ClockError
from lienthong.kernel.clock.folding import Adjustment, Due, fold
from lienthong.kernel.clock.loading import packaged_calendar, parse_time
from lienthong.kernel.clock.rules import rule

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::[0-5]\d(?:[.,]\d{1,9})?)?)?", re.ASCII
)
_ZONE = re.compile(r".*\d(?:Z|z|[+-]\d{2}:?\d{0,2}(?::?\d{2})?)", re.ASCII)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)
_UNITS = {unit.value: unit for unit in TimeUnit}
_KINDS = {kind.value: kind for kind in AdjustmentKind}
_KEYS = ("start", "amount", "unit")
_MOST_ADJUSTMENTS = 100
_BOM = b"\xef\xbb\xbf"


def read_line(raw: bytes, number: int) -> dict[str, Any]:
    """The object on one line of a batch file."""
    if number == 1:
        raw = raw.removeprefix(_BOM)
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ClockError("bad_encoding", "Dòng này không phải chữ UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ClockError("bad_json", "Dòng này không phải JSON.") from error
    if not isinstance(found, dict):
        raise ClockError("not_an_object", "Dòng này phải là một đối tượng JSON.")
    return found


def reckon(line: Mapping[str, Any], calendar: str, cutoff: time | None) -> Due:
    """The due date one object asks for; ``calendar`` and ``cutoff`` stand in for missing keys."""
    for key in _KEYS:
        if key not in line:
            raise ClockError("missing_key", f"Thiếu “{key}”.")
    own_cutoff = parse_cutoff(line.get("cutoff"))
    limit = Limit(parse_unit(line["unit"]), _amount(line["amount"]), own_cutoff or cutoff)
    start = parse_start(line["start"])
    found = find_calendar(line.get("calendar", calendar))
    given = parse_adjustments(line.get("adjustments"))
    if not given:
        return fold(limit, start, found)
    allowed = rule("extensions_allowed", start.date()).value
    return fold(limit, start, found, given, extensions_allowed=allowed)


def find_calendar(code: object) -> WorkCalendar:
    """A packaged calendar by code."""
    if not isinstance(code, str):
        raise ClockError("unknown_calendar", "Mã lịch làm việc phải là chữ.")
    return packaged_calendar(code)


def parse_start(value: object) -> datetime:
    """ISO local time, or a date for its first minute."""
    return value if isinstance(value, datetime) else _moment(value, "bad_start", "start")


def parse_unit(value: object) -> TimeUnit:
    """A unit by its word."""
    found = _UNITS.get(value) if isinstance(value, str) else None
    if found is None:
        raise ClockError("bad_unit", f"Đơn vị phải là một trong: {', '.join(_UNITS)}.")
    return found


def parse_whole(text: str) -> int:
    """A whole number in decimal digits."""
    if not _WHOLE.fullmatch(text):
        raise ClockError("bad_amount", "Thời hạn phải là số nguyên từ 1 trở lên.")
    return int(text)


def parse_cutoff(text: object) -> time | None:
    """A cut-off time, None when not given."""
    if text is None:
        return None
    try:
        return parse_time(text)
    except ClockError as error:
        raise ClockError("bad_cutoff", error.message) from error


def parse_adjustments(value: object) -> list[Adjustment]:
    """The adjustments of a line in their order."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ClockError("bad_adjustment", "“adjustments” phải là một danh sách.")
    if len(value) > _MOST_ADJUSTMENTS:
        raise ClockError("bad_adjustment", f"Nhiều nhất {_MOST_ADJUSTMENTS} lần điều chỉnh.")
    return [_adjustment(entry) for entry in value]


def _adjustment(entry: object) -> Adjustment:
    if not isinstance(entry, dict):
        raise ClockError("bad_adjustment", "Mỗi điều chỉnh phải là một đối tượng JSON.")
    given = cast("dict[str, object]", entry)
    name = given.get("kind")
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise ClockError("bad_adjustment", f"“kind” phải là một trong: {', '.join(_KINDS)}.")
    return Adjustment(kind, _edge(given, "from"), _edge(given, "to"))


def _edge(given: Mapping[str, object], key: str) -> datetime | None:
    value = given.get(key)
    return None if value is None else _moment(value, "bad_adjustment", key)


def _amount(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ClockError("bad_amount", "Thời hạn phải là số nguyên từ 1 trở lên.")
    return value


def _moment(value: object, code: str, key: str) -> datetime:
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        if isinstance(value, str) and len(value) < 64 and _ZONE.fullmatch(value):
            raise ClockError("timezone_given", "Hãy ghi giờ địa phương, không kèm múi giờ.")
        raise ClockError(code, f"“{key}” phải là giờ địa phương, ví dụ 2026-11-20T10:14.")
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}")
    except ValueError as error:
        raise ClockError(code, f"“{key}” không phải ngày giờ có thật.") from error
