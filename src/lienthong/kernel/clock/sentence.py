# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One Vietnamese sentence that says how a due date came about. Pure: same rows, same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from lienthong.kernel.clock.arithmetic import cutoff_of, nominal_end
from lienthong.kernel.clock.calendar import SpecialDay, WorkCalendar
from lienthong.kernel.clock.enums import AdjustmentKind, DayKind, TimeUnit
from lienthong.kernel.clock.folding import Applied, Due, Held
from lienthong.kernel.clock.words import (
    WEEKDAYS,
    day_range,
    full_date,
    listing,
    moment,
    plain_date,
    short_date,
    span,
)

_SHOWN_DAYS_OFF = 3
_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)
UNIT_WORDS = {
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.SAME_DAY: "ngày làm việc",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.MONTH: "tháng",
}


def sentence(due: Due, held: Held | None = None) -> str:
    """The whole reckoning in one sentence; ``held`` says that the date will be reckoned again.

    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    parts = [_head(due)]
    parts += [_adjusted(due, applied) for applied in worth_saying(due)]
    parts += _not_counted(due)
    if held is not None:
        since = plain_date(held.from_at.date())
        again = f"đang {lower_first(held.reason)} từ {since} nên ngày hẹn"
        return f"{', '.join(parts)}, {again} {plain_date(due.due_at.date())} sẽ được tính lại."
    so = "" if " nên " in parts[-1] else "nên "
    return f"{', '.join(parts)}, {so}hạn là {moment(due.due_at)}{_provisional(due)}."


def limit_words(due: Due) -> str:
    """``3 ngày làm việc``, ``trong ngày``."""
    if due.limit.unit is TimeUnit.SAME_DAY:
        return "trong ngày làm việc"
    return f"{due.limit.amount} {UNIT_WORDS[due.limit.unit]}"


def amount_words(unit: TimeUnit, amount: int) -> str:
    """An excluded amount in the deadline's own unit."""
    if unit is TimeUnit.HOUR:
        minutes = " phút" if amount > 60 and amount % 60 else ""
        return f"{span(amount)}{minutes} làm việc"
    return f"{amount} {UNIT_WORDS[TimeUnit.DAY if unit in _CALENDAR_UNITS else unit]}"


def days_off_words(specials: Sequence[SpecialDay]) -> list[str]:
    """Days off with their names, neighbours of one name joined."""
    words = []
    for name, run in groupby(specials, key=off_name):
        days = [special.day for special in run]
        words.append(f"{day_range(days[0], days[-1])} ({name})")
    return words


def off_name(special: SpecialDay) -> str:
    """``nghỉ Quốc khánh``; other kinds already say what they are."""
    return f"nghỉ {special.name}" if special.kind is DayKind.HOLIDAY else special.name


def rest_days_between(calendar: WorkCalendar, after: int, until: int) -> list[str]:
    """Names of the weekly rest days that occur in (after, until] and were not swapped."""
    first = date.fromordinal(after + 1).weekday()
    swapped = calendar.swaps[0]
    names = []
    for weekday in calendar.rest_weekdays:
        days = range(after + 1 + (weekday - first) % 7, until + 1, 7)
        if any(day not in swapped for day in days):
            names.append(WEEKDAYS[weekday])
    return names


def _head(due: Due) -> str:
    received = plain_date(due.start.date())
    unit = due.limit.unit
    if unit is TimeUnit.HOUR:
        return _head_hours(due)
    if unit is TimeUnit.SAME_DAY:
        return _head_same_day(due)
    tail = ", kể cả ngày nghỉ" if unit in _CALENDAR_UNITS else ""
    return f"Thời hạn {limit_words(due)} tính từ ngày sau ngày nhận {received}{tail}"


def _head_hours(due: Due) -> str:
    start = due.start
    begins = first_working_moment(due.calendar, start)
    if begins == start:
        return f"Thời hạn {limit_words(due)} tính từ {moment(start)}"
    return (
        f"Thời hạn {limit_words(due)}, nhận lúc {moment(start)} ngoài giờ làm việc "
        f"nên tính từ {moment(begins)}"
    )


def first_working_moment(calendar: WorkCalendar, start: datetime) -> datetime:
    """The moment itself inside working hours, else the next opening."""
    minute = start.hour * 60 + start.minute
    day = start.toordinal()
    place = calendar.table.index(day)
    if place is not None:
        for opens, closes in calendar.table.hours[place]:
            if minute < closes:
                return start if minute >= opens else start + timedelta(minutes=opens - minute)
    following = calendar.table.next_workday(day + 1)
    if following is None:
        raise calendar.past_end()
    opens = calendar.legal_hours(date.fromordinal(following))[0].opens
    midnight = datetime.min.time()
    return datetime.combine(date.fromordinal(following), midnight) + timedelta(minutes=opens)


def _head_same_day(due: Due) -> str:
    start, calendar = due.start, due.calendar
    cutoff = cutoff_of(due.limit, calendar)
    at = f"Nhận lúc {moment(start)}"
    if calendar.table.index(start.toordinal()) is None:
        return f"{at} là ngày nghỉ nên trả trong ngày làm việc kế tiếp"
    if start.time() > cutoff:
        return f"{at}, sau giờ chốt {cutoff:%H:%M} nên trả trong ngày làm việc kế tiếp"
    if due.original_due_at.date() != start.date():
        return f"{at}, sau giờ làm việc nên trả trong ngày làm việc kế tiếp"
    return f"{at}, chưa quá giờ chốt {cutoff:%H:%M} nên trả ngay trong ngày"


def worth_saying(due: Due) -> list[Applied]:
    """Adjustments without the calendar changes that moved nothing."""
    return [
        applied
        for applied in due.applied
        if applied.adjustment.kind is not AdjustmentKind.CALENDAR
        or applied.due_before != applied.due_after
    ]


def _adjusted(due: Due, applied: Applied) -> str:
    given = applied.adjustment
    reason = f" ({lower_first(given.reason)})" if given.reason else ""
    to_day = given.to_at.date() if given.to_at else None
    if given.kind is AdjustmentKind.RESTART and to_day:
        return f"tính lại từ đầu vì đủ hồ sơ ngày {plain_date(to_day)}{reason}"
    if given.kind is AdjustmentKind.EXCLUDE and given.from_at and to_day:
        amount = amount_words(due.limit.unit, applied.amount)
        why = lower_first(given.reason) or "chờ bổ sung"
        return f"không tính {amount} {why} từ {_from_to(given.from_at.date(), to_day)}"
    if given.kind is AdjustmentKind.EXTEND:
        return f"gia hạn đến {plain_date(applied.due_after.date())}{reason}"
    return f"tính lại theo lịch làm việc mới{reason}"


def lower_first(text: str) -> str:
    """A reason inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _from_to(first: date, last: date) -> str:
    written = short_date(first) if first.year == last.year else plain_date(first)
    return f"{written} đến {plain_date(last)}"


def _not_counted(due: Due) -> list[str]:
    if due.limit.unit in _CALENDAR_UNITS:
        return _rolled(due)
    after, until = due.running_from.toordinal(), due.due_at.toordinal()
    off = days_off_words(due.calendar.days_off_between(after, until))
    if len(off) > _SHOWN_DAYS_OFF:
        off = [*off[:_SHOWN_DAYS_OFF], f"{len(off) - _SHOWN_DAYS_OFF} dịp nghỉ khác"]
    skipped = rest_days_between(due.calendar, after, until) + off
    parts = [f"không tính {listing(skipped)}"] if skipped else []
    swaps = due.calendar.swaps_between(after, until)
    if swaps:
        days = listing([f"{short_date(s.day)} ({s.name})" for s in swaps])
        parts.append(f"tính cả {days}")
    return parts


def _rolled(due: Due) -> list[str]:
    last = last_nominal_day(due)
    if last == due.due_at.date():
        return []
    special = due.calendar.by_day.get(last)
    why = special.name if special else WEEKDAYS[last.weekday()]
    return [f"ngày cuối {short_date(last)} là {why} nên chuyển sang ngày làm việc kế tiếp"]


def last_nominal_day(due: Due) -> date:
    """The last day before it moved off a day off; for calendar days and months."""
    steps = [a for a in due.applied if a.adjustment.kind is not AdjustmentKind.CALENDAR]
    last = steps[-1] if steps else None
    found: date | None = None
    if last is None or last.adjustment.kind is AdjustmentKind.RESTART:
        found = nominal_end(due.limit, due.running_from, due.calendar)
    elif last is due.applied[-1] and last.adjustment.kind is AdjustmentKind.EXCLUDE:
        found = last.due_before.date() + timedelta(days=last.amount)
    elif last.adjustment.kind is AdjustmentKind.EXTEND and last.adjustment.to_at:
        found = last.adjustment.to_at.date()
    reached = found is not None and found <= due.due_at.date() and _is_off_until(due, found)
    return found if found is not None and reached else due.due_at.date()


def _is_off_until(due: Due, day: date) -> bool:
    return due.calendar.table.next_workday(day.toordinal()) == due.due_at.toordinal()


def _provisional(due: Due) -> str:
    if not due.is_provisional:
        return ""
    years = range(due.start.year, due.due_at.year + 1)
    named = [str(year) for year in years if due.calendar.by_year[year].provisional]
    return f" (lịch nghỉ năm {listing(named)} còn tạm thời)"


def received_words(due: Due) -> str:
    """When the limit was received, for the calculation list."""
    at = due.start
    return moment(at) if at.time() != datetime.min.time() else full_date(at)
