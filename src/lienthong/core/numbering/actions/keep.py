# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers kept back, put in between two others, or missing with an explanation."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.numbering.domain.letters import next_letter
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, Number
from lienthong.core.numbering.queries import gaps_in, number_rules, numbers_of
from lienthong.core.numbering.rules import closed_book, refuse_closed
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line


@part_of_act
def reserve_numbers(
    book: Book, *, count: int, reason: str, until: date, account_id: int | None = None
) -> list[Number]:
    """Keep the next numbers back for documents still to come; each stays visible with the reason.

    Raises ``InvalidInput`` without a reason, for too many, for too long, beyond the year or the
    day from which the book is closed.
    """
    said, day, rules = _reason(reason), timezone.localdate(), number_rules()
    wrong: dict[str, str] = {}
    if not 1 <= count <= rules.most_reserved:
        wrong["count"] = _("Giữ từ 1 đến %(most)s số một lần.") % {"most": rules.most_reserved}
    if not day <= until <= day + timedelta(days=rules.longest_held):
        wrong["until"] = _("Giữ số từ hôm nay, dài nhất %(days)s ngày.") % {
            "days": rules.longest_held
        }
    elif until.year != day.year:
        wrong["until"] = _("Sổ khép lại ngày 31/12. Giữ số muộn nhất đến ngày đó.")
    if str(day.year) != book.period:
        wrong["count"] = _("Chỉ giữ số ở sổ của năm nay.")
    if wrong:
        raise InvalidInput(fields=wrong)
    book = _locked(book)
    if book.is_closed_on(until):
        raise InvalidInput(fields={"until": str(closed_book(book))})
    first = book.last + 1
    book.last += count
    book.save(update_fields=["last"])
    return [
        _number(book, value, reason=said, account_id=account_id, held_until=until)
        for value in range(first, first + count)
    ]


@part_of_act
def insert_number(
    book: Book, *, after: int, dated_on: date, reason: str, account_id: int | None = None
) -> Number:
    """Put a number with the next letter after another, ``12a``; it is kept for one document.

    Its day lies between those of the numbers around it. Raises ``InvalidInput`` without a reason,
    for a number that was never given or when no letter is left, ``IllegalState`` in a closed book.
    """
    said, rules = _reason(reason), number_rules(on=dated_on)
    book = _locked(book)
    refuse_closed(book, timezone.localdate())
    around = numbers_of(book)
    same = [one for one in around if one.value == after]
    if not same:
        text = _("Sổ chưa cấp số %(value)s nên không chèn được sau số này.") % {"value": after}
        raise InvalidInput(text, fields={"after": text})
    letter = next_letter({one.suffix for one in same}, rules.letters)
    if letter is None:
        text = _("Sau số %(value)s đã chèn hết các chữ cái.") % {"value": after}
        raise InvalidInput(text, fields={"after": text})
    _check_day(around, after, dated_on, book.period)
    return _number(
        book, after, suffix=letter, reason=said, account_id=account_id, dated_on=dated_on
    )


@part_of_act
def use_reserved(
    number: Number, *, subject_kind: str, subject_id: int, dated_on: date | None = None
) -> Number:
    """Give a kept number to a document. Raises ``IllegalState`` when it is not kept any more.

    An inserted number brings its day along; any other day is refused with ``InvalidInput``. The
    book is locked too, so that it cannot be closed meanwhile; a closed one is ``IllegalState``.
    """
    rows = Number.objects.select_related("book").select_for_update(of=("self", "book"))
    number = rows.get(pk=number.pk)
    refuse_closed(number.book, timezone.localdate())
    if number.state != NumberState.RESERVED:
        raise IllegalState(_("Số này không còn được giữ."), code="not_reserved")
    if number.suffix and dated_on is not None and dated_on != number.dated_on:
        text = _("Số chèn chỉ dùng cho văn bản ngày %(day)s.") % {
            "day": f"{number.dated_on:%d/%m/%Y}"
        }
        raise InvalidInput(text, fields={"dated_on": text})
    number.state, number.dated_on = NumberState.ISSUING, number.dated_on or dated_on
    number.subject_kind, number.subject_id = subject_kind, subject_id
    number.save(update_fields=["state", "subject_kind", "subject_id", "dated_on"])
    return number


@part_of_act
def explain_gap(
    book: Book, *, first: int, last: int, reason: str, account_id: int | None = None
) -> list[Number]:
    """Write a run of missing numbers into the book as void, with the reason.

    Raises ``InvalidInput`` without a reason or when the book does not miss exactly these.
    """
    said = _reason(reason)
    book = _locked(book)
    missing = gaps_in(book, numbers_of(book))
    if not any(gap.first <= first <= last <= gap.last for gap in missing):
        raise InvalidInput(_("Sổ không thiếu những số này."), fields={"first": ""})
    return [
        _number(book, value, reason=said, account_id=account_id, state=NumberState.VOID)
        for value in range(first, last + 1)
    ]


def _check_day(around: list[Number], after: int, day: date, period: str) -> None:
    """The day of an inserted number lies between its neighbours' days, in the book's year."""
    before = [_day_of(one) for one in around if one.value == after]
    later = [_day_of(one) for one in around if one.value > after]
    first, last = max(before), min([*later, timezone.localdate()])
    if not first <= day <= last or str(day.year) != period:
        text = _("Ngày của số chèn phải từ %(first)s đến %(last)s.") % {
            "first": f"{first:%d/%m/%Y}",
            "last": f"{last:%d/%m/%Y}",
        }
        raise InvalidInput(text, fields={"dated_on": text})


def _day_of(number: Number) -> date:
    return number.dated_on or timezone.localdate(number.at)


def _reason(text: str) -> str:
    said = one_line(text)[:300]
    if not said:
        words = _("Ghi lý do.")
        raise InvalidInput(words, fields={"reason": words})
    return said


def _locked(book: Book) -> Book:
    return Book.objects.select_for_update(of=("self",)).get(pk=book.pk)


def _number(
    book: Book,
    value: int,
    *,
    reason: str,
    account_id: int | None,
    suffix: str = "",
    state: NumberState = NumberState.RESERVED,
    dated_on: date | None = None,
    held_until: date | None = None,
) -> Number:
    return Number.objects.create(
        book=book,
        value=value,
        suffix=suffix,
        state=state,
        subject_kind="",
        subject_id=None,
        reason=reason,
        at=timezone.now(),
        dated_on=dated_on,
        held_until=held_until,
        account_id=account_id,
    )
