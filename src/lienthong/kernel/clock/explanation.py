# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why this date: a sentence, a day strip and a calculation list. Pure, computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lienthong.kernel.clock.calendar import SpecialDay
from lienthong.kernel.clock.cells import Cell
from lienthong.kernel.clock.enums import AdjustmentKind, TimeUnit
from lienthong.kernel.clock.folding import EXCLUDE_RULE, Applied, Due, Held
from lienthong.kernel.clock.rules import Rule, rule
from lienthong.kernel.clock.sentence import (
    amount_words,
    days_off_words,
    is_added_to_moved_day,
    limit_words,
    received_words,
    sentence,
    worth_saying,
)
from lienthong.kernel.clock.strip import strip
from lienthong.kernel.clock.words import moment, short_date
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import gettext_noop

_COUNTING = "Bộ luật Dân sự 91/2015/QH13, Điều 147 và 148"
_KIND_WORDS = {
    AdjustmentKind.RESTART: gettext_noop("Tính lại từ đầu"),
    AdjustmentKind.EXCLUDE: gettext_noop("Thời gian không tính"),
    AdjustmentKind.EXTEND: gettext_noop("Gia hạn"),
    AdjustmentKind.CALENDAR: gettext_noop("Lịch làm việc thay đổi"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the calculation list."""

    term: str
    detail: str
    legal_basis: str = ""

    def as_dict(self) -> dict[str, str]:
        """Plain data."""
        return {"term": self.term, "detail": self.detail, "legal_basis": self.legal_basis}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a screen, a receipt or a PDF says about one due date."""

    sentence: str
    strip: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    legal_bases: tuple[str, ...]
    due_at: datetime
    original_due_at: datetime
    is_provisional: bool

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON data, the contract with templates, print and the command line."""
        return {
            "sentence": self.sentence,
            "due_date": self.due_at.date().isoformat(),
            "due_at": self.due_at.isoformat(timespec="minutes"),
            "original_due_at": self.original_due_at.isoformat(timespec="minutes"),
            "provisional": self.is_provisional,
            "cells": [cell.as_dict() for cell in self.strip],
            "facts": [fact.as_dict() for fact in self.facts],
            "legal_bases": list(self.legal_bases),
        }


def explain(due: Due, *, now: datetime | None = None, held: Held | None = None) -> Explanation:
    """The explanation of a due date; ``now`` (local) marks a promise that has passed.

    ``held``: something is awaited, the date will be reckoned again.

    Legal basis: 91/2015/QH13, Điều 147 and 148; 61/2018/NĐ-CP, Điều 19.
    """
    cells = strip(due, now=now, held=held)
    return Explanation(
        sentence(due, held),
        cells,
        (*_facts(due), *_waiting(held)),
        tuple(dict.fromkeys(_bases(due))),
        due.due_at,
        due.original_due_at,
        due.is_provisional,
    )


def _facts(due: Due) -> Iterator[Fact]:
    yield Fact(_("Nhận"), received_words(due))
    yield Fact(_("Thời hạn"), limit_words(due), _COUNTING)
    said = worth_saying(due)
    if said:
        yield Fact(_("Hạn ban đầu"), moment(due.original_due_at))
    for applied in said:
        given = applied.adjustment
        yield Fact(_(_KIND_WORDS[given.kind]), _adjusted(due, applied), given.legal_basis)
        if applied.counted_from is not None:
            choice = rule(EXCLUDE_RULE, due.start.date())
            yield Fact(_("Cộng vào ngày"), _choice_words(applied), choice_basis(choice))
    for special in _days_off(due):
        yield Fact(_("Ngày nghỉ"), days_off_words([special])[0], special.legal_basis)
    for special in due.calendar.swaps_between(due.start.toordinal(), due.due_at.toordinal()):
        detail = f"{short_date(special.day)} ({_(special.name)})"
        yield Fact(_("Ngày làm bù"), detail, special.legal_basis)
    yield Fact(_("Hẹn trả"), moment(due.due_at))


def _choice_words(applied: Applied) -> str:
    """To which of two days an excluded time was added."""
    day = applied.counted_from or applied.due_before.date()
    if is_added_to_moved_day(applied):
        text = _("%(day)s, là ngày hẹn đã chuyển vì ngày cuối là ngày nghỉ")
    else:
        text = _("%(day)s, là ngày cuối khi chưa chuyển vì ngày nghỉ")
    return text % {"day": short_date(day)}


def choice_basis(choice: Rule) -> str:
    """The legal basis of a rule, with the mark of one that is not confirmed yet."""
    if not choice.to_be_confirmed:
        return choice.legal_basis
    return _("%(basis)s (cần xác nhận)") % {"basis": choice.legal_basis}


def exclude_words(choice: Rule) -> str:
    """To which day a limit in calendar days or months has an excluded time added, and why.

    ``choice`` is the rule in force; one that is not confirmed yet is marked.
    """
    if choice.value:
        text = _(
            "Trừ thời gian chờ: hạn tính theo ngày hoặc tháng mà đã chuyển vì ngày nghỉ"
            " thì cộng vào ngày đã chuyển. %(basis)s."
        )
    else:
        text = _(
            "Trừ thời gian chờ: hạn tính theo ngày hoặc tháng mà đã chuyển vì ngày nghỉ"
            " thì cộng vào ngày cuối khi chưa chuyển, rồi mới tránh ngày nghỉ. %(basis)s."
        )
    return text % {"basis": choice_basis(choice)}


def _waiting(held: Held | None) -> Iterator[Fact]:
    if held is not None:
        yield Fact(held.reason, _("từ %(moment)s") % {"moment": moment(held.from_at)})


def _adjusted(due: Due, applied: Applied) -> str:
    given = applied.adjustment
    parts = [given.reason] if given.reason else []
    if given.kind is AdjustmentKind.EXCLUDE:
        parts.append(amount_words(due.limit.unit, applied.amount))
    parts.append(_("hạn mới %(moment)s") % {"moment": moment(applied.due_after)})
    return ", ".join(parts)


def _days_off(due: Due) -> list[SpecialDay]:
    if due.limit.unit in (TimeUnit.DAY, TimeUnit.MONTH):
        last = due.due_at.toordinal()
        return due.calendar.days_off_between(last - 14, last)[-1:] if _was_rolled(due) else []
    return due.calendar.days_off_between(due.start.toordinal(), due.due_at.toordinal())


def _was_rolled(due: Due) -> bool:
    yesterday = due.due_at.toordinal() - 1
    special = due.calendar.days_off_between(yesterday - 1, yesterday)
    return bool(special)


def _bases(due: Due) -> Iterator[str]:
    yield _COUNTING
    if due.limit.unit is TimeUnit.SAME_DAY and due.calendar.cutoff_basis:
        yield due.calendar.cutoff_basis
    for fact in _facts(due):
        if fact.legal_basis:
            yield fact.legal_basis
