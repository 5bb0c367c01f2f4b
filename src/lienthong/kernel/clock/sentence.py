# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One sentence that says how a due date came about. Pure: same rows, same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from lienthong.kernel.clock.arithmetic import cutoff_of, nominal_end
from lienthong.kernel.clock.calendar import SpecialDay, WorkCalendar
from lienthong.kernel.clock.enums import AdjustmentKind, DayKind, TimeUnit
from lienthong.kernel.clock.folding import Applied, Due, Held
from lienthong.kernel.clock.words import (
    day_range,
    full_date,
    listing,
    moment,
    plain_date,
    short_date,
    span,
    weekday,
)
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import ngettext

_SHOWN_DAYS_OFF = 3
_CALENDAR_UNITS = (TimeUnit.DAY, TimeUnit.MONTH)


def sentence(due: Due, held: Held | None = None) -> str:
    """The whole reckoning in one sentence; ``held`` says that the date will be reckoned again.

    Legal basis: 91/2015/QH13, Điều 147 and 148.
    """
    head, concludes = _head(due)
    parts = [head, *(_adjusted(due, applied) for applied in worth_saying(due))]
    uncounted, rolls = _not_counted(due)
    said = ", ".join([*parts, *uncounted])
    if held is not None:
        values = {
            "said": said,
            "reason": lower_first(held.reason),
            "since": plain_date(held.from_at.date()),
            "due": plain_date(due.due_at.date()),
        }
        waiting = _("%(said)s, đang %(reason)s từ %(since)s nên ngày hẹn %(due)s sẽ được tính lại.")
        return waiting % values
    last_concludes = rolls if uncounted else concludes and len(parts) == 1
    text = _("%(said)s, hạn là %(due)s.") if last_concludes else _("%(said)s, nên hạn là %(due)s.")
    return text % {"said": said, "due": f"{moment(due.due_at)}{_provisional(due)}"}


def limit_words(due: Due) -> str:
    """``3 ngày làm việc``, ``trong ngày``."""
    if due.limit.unit is TimeUnit.SAME_DAY:
        return _("trong ngày làm việc")
    return counted(due.limit.unit, due.limit.amount)


def counted(unit: TimeUnit, amount: int) -> str:
    """``3 ngày làm việc``: an amount of a unit."""
    words = {
        TimeUnit.HOUR: ngettext("%(amount)s giờ làm việc", "%(amount)s giờ làm việc", amount),
        TimeUnit.DAY: ngettext("%(amount)s ngày", "%(amount)s ngày", amount),
        TimeUnit.MONTH: ngettext("%(amount)s tháng", "%(amount)s tháng", amount),
    }
    working = ngettext("%(amount)s ngày làm việc", "%(amount)s ngày làm việc", amount)
    return words.get(unit, working) % {"amount": amount}


def amount_words(unit: TimeUnit, amount: int) -> str:
    """An excluded amount in the deadline's own unit."""
    if unit is TimeUnit.HOUR:
        if amount > 60 and amount % 60:
            return _("%(span)s phút làm việc") % {"span": span(amount)}
        return _("%(span)s làm việc") % {"span": span(amount)}
    return counted(TimeUnit.DAY if unit in _CALENDAR_UNITS else unit, amount)


def days_off_words(specials: Sequence[SpecialDay]) -> list[str]:
    """Days off with their names, neighbours of one name joined."""
    words = []
    for name, run in groupby(specials, key=off_name):
        days = [special.day for special in run]
        words.append(f"{day_range(days[0], days[-1])} ({name})")
    return words


def off_name(special: SpecialDay) -> str:
    """``nghỉ Quốc khánh``; other kinds already say what they are."""
    if special.kind is not DayKind.HOLIDAY:
        return _(special.name)
    return _("nghỉ %(name)s") % {"name": _(special.name)}


def rest_days_between(calendar: WorkCalendar, after: int, until: int) -> list[str]:
    """Names of the weekly rest days that occur in (after, until] and were not swapped."""
    first = date.fromordinal(after + 1).weekday()
    swapped = calendar.swaps[0]
    names = []
    for number in calendar.rest_weekdays:
        days = range(after + 1 + (number - first) % 7, until + 1, 7)
        if any(day not in swapped for day in days):
            names.append(weekday(number))
    return names


def _head(due: Due) -> tuple[str, bool]:
    """How the limit begins, and whether that already draws a conclusion (“nên …”)."""
    unit = due.limit.unit
    if unit is TimeUnit.HOUR:
        return _head_hours(due)
    if unit is TimeUnit.SAME_DAY:
        return _head_same_day(due), True
    values = {"limit": limit_words(due), "received": plain_date(due.start.date())}
    if unit in _CALENDAR_UNITS:
        text = _("Thời hạn %(limit)s tính từ ngày sau ngày nhận %(received)s, kể cả ngày nghỉ")
    else:
        text = _("Thời hạn %(limit)s tính từ ngày sau ngày nhận %(received)s")
    return text % values, False


def _head_hours(due: Due) -> tuple[str, bool]:
    start = due.start
    begins = first_working_moment(due.calendar, start)
    values = {"limit": limit_words(due), "start": moment(start), "begins": moment(begins)}
    if begins == start:
        return _("Thời hạn %(limit)s tính từ %(start)s") % values, False
    text = _("Thời hạn %(limit)s, nhận lúc %(start)s ngoài giờ làm việc nên tính từ %(begins)s")
    return text % values, True


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
    values = {"at": moment(start), "cutoff": f"{cutoff:%H:%M}"}
    if calendar.table.index(start.toordinal()) is None:
        text = _("Nhận lúc %(at)s là ngày nghỉ nên trả trong ngày làm việc kế tiếp")
    elif start.time() > cutoff:
        text = _("Nhận lúc %(at)s, sau giờ chốt %(cutoff)s nên trả trong ngày làm việc kế tiếp")
    elif due.original_due_at.date() != start.date():
        text = _("Nhận lúc %(at)s, sau giờ làm việc nên trả trong ngày làm việc kế tiếp")
    else:
        text = _("Nhận lúc %(at)s, chưa quá giờ chốt %(cutoff)s nên trả ngay trong ngày")
    return text % values


_SILENT = frozenset({AdjustmentKind.CALENDAR, AdjustmentKind.EXCLUDE})
"""What is not told when it moved nothing."""


def worth_saying(due: Due) -> list[Applied]:
    """Adjustments without the changes of calendar and the waits of a moment that moved nothing."""
    return [
        applied
        for applied in due.applied
        if applied.due_before != applied.due_after
        or applied.adjustment.kind not in _SILENT
        or applied.amount
    ]


def _adjusted(due: Due, applied: Applied) -> str:
    given = applied.adjustment
    reason = f" ({lower_first(given.reason)})" if given.reason else ""
    to_day = given.to_at.date() if given.to_at else None
    if given.kind is AdjustmentKind.RESTART and to_day:
        complete = _("tính lại từ đầu vì đủ hồ sơ ngày %(day)s")
        return complete % {"day": plain_date(to_day)} + reason
    if given.kind is AdjustmentKind.EXCLUDE and given.from_at and to_day:
        values = {
            "amount": amount_words(due.limit.unit, applied.amount),
            "why": lower_first(given.reason) or _("chờ bổ sung"),
            "days": _from_to(given.from_at.date(), to_day),
        }
        said = _("không tính %(amount)s %(why)s từ %(days)s") % values
        return f"{said}, {_added_to(applied)}" if applied.counted_from else said
    if given.kind is AdjustmentKind.EXTEND:
        day = plain_date(applied.due_after.date())
        return _("gia hạn đến %(day)s") % {"day": day} + reason
    return _("tính lại theo lịch làm việc mới") + reason


def is_added_to_moved_day(applied: Applied) -> bool:
    """Whether an excluded time was added to the day that had moved off a day off."""
    return applied.counted_from == applied.due_before.date()


def _added_to(applied: Applied) -> str:
    if is_added_to_moved_day(applied):
        text = _("cộng vào ngày hẹn %(day)s đã chuyển vì ngày cuối là ngày nghỉ")
    else:
        text = _("cộng vào ngày cuối %(day)s khi chưa chuyển vì ngày nghỉ")
    return text % {"day": short_date(applied.counted_from or applied.due_before.date())}


def lower_first(text: str) -> str:
    """A reason inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _from_to(first: date, last: date) -> str:
    written = short_date(first) if first.year == last.year else plain_date(first)
    return _("%(first)s đến %(last)s") % {"first": written, "last": plain_date(last)}


def _not_counted(due: Due) -> tuple[list[str], bool]:
    """What was left out, and whether it already draws a conclusion."""
    if due.limit.unit in _CALENDAR_UNITS:
        return _rolled(due), True
    after, until = due.running_from.toordinal(), due.due_at.toordinal()
    off = days_off_words(due.calendar.days_off_between(after, until))
    if len(off) > _SHOWN_DAYS_OFF:
        count = len(off) - _SHOWN_DAYS_OFF
        more = ngettext("%(count)s dịp nghỉ khác", "%(count)s dịp nghỉ khác", count)
        more %= {"count": count}
        off = [*off[:_SHOWN_DAYS_OFF], more]
    skipped = rest_days_between(due.calendar, after, until) + off
    parts = [_("không tính %(days)s") % {"days": listing(skipped)}] if skipped else []
    swaps = due.calendar.swaps_between(after, until)
    if swaps:
        days = listing([f"{short_date(s.day)} ({_(s.name)})" for s in swaps])
        parts.append(_("tính cả %(days)s") % {"days": days})
    return parts, False


def _rolled(due: Due) -> list[str]:
    last = last_nominal_day(due)
    if last == due.due_at.date():
        return []
    special = due.calendar.by_day.get(last)
    why = _(special.name) if special else weekday(last.weekday())
    text = _("ngày cuối %(day)s là %(why)s nên chuyển sang ngày làm việc kế tiếp")
    return [text % {"day": short_date(last), "why": why}]


def last_nominal_day(due: Due) -> date:
    """The last day before it moved off a day off; for calendar days and months."""
    steps = [a for a in due.applied if a.adjustment.kind is not AdjustmentKind.CALENDAR]
    last = steps[-1] if steps else None
    found: date | None = None
    if last is None or last.adjustment.kind is AdjustmentKind.RESTART:
        found = nominal_end(due.limit, due.running_from, due.calendar)
    elif last is due.applied[-1] and last.adjustment.kind is AdjustmentKind.EXCLUDE:
        found = (last.counted_from or last.due_before.date()) + timedelta(days=last.amount)
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
    return " " + _("(lịch nghỉ năm %(years)s còn tạm thời)") % {"years": listing(named)}


def received_words(due: Due) -> str:
    """When the limit was received, for the calculation list."""
    at = due.start
    return moment(at) if at.time() != datetime.min.time() else full_date(at)
