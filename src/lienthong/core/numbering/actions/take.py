# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Take, confirm and void numbers. The book row is locked last and nothing slow follows."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, Number
from lienthong.core.numbering.rules import closed_book
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import IllegalState, InvalidInput

_NEXT = """
INSERT INTO numbering_book (unit_id, series, period, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (unit_id, series, period) DO UPDATE SET last = numbering_book.last + 1
WHERE numbering_book.closed_from IS NULL OR numbering_book.closed_from > %s
RETURNING id, last
"""


@part_of_act
def take_number(
    unit_id: int,
    series: str,
    period: str,
    *,
    subject_kind: str,
    subject_id: int | None,
    state: NumberState = NumberState.ISSUING,
    account_id: int | None = None,
    dated_on: date | None = None,
) -> Number:
    """The next number of a book, inside the caller's transaction: rolled back, it was never taken.

    The book row stays locked until the transaction ends. Raises ``OutsideAct`` outside one,
    ``IllegalState`` naming the successor when the book is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit_id, series, period, timezone.localdate()])
        taken = cursor.fetchone()
    if taken is None:
        raise closed_book(Book.objects.get(unit_id=unit_id, series=series, period=period))
    book_id, value = taken
    return Number.objects.create(
        book_id=book_id,
        value=value,
        state=state,
        subject_kind=subject_kind,
        subject_id=subject_id,
        at=timezone.now(),
        account_id=account_id,
        dated_on=dated_on,
    )


@part_of_act
def confirm_number(number: Number) -> Number:
    """The paper carrying the number was issued. Raises ``IllegalState`` for a void number."""
    if number.state == NumberState.VOID:
        raise IllegalState
    number.state = NumberState.ISSUED
    number.save(update_fields=["state"])
    return number


@part_of_act
def void_number(number: Number, *, reason: str) -> Number:
    """The number stays in the book as void, with the reason (up to 300 letters).

    Raises ``IllegalState`` once issued, ``InvalidInput`` without a reason.
    """
    if number.state == NumberState.ISSUED:
        raise IllegalState
    said = reason.strip()
    if not said:
        raise InvalidInput(_("Ghi lý do bỏ số."))
    number.state = NumberState.VOID
    number.reason = said[:300]
    number.save(update_fields=["state", "reason"])
    return number


@part_of_act
def open_book(unit_id: int, series: str, period: str, *, last: int = 0, reason: str = "") -> Book:
    """The book, made when missing; ``last`` continues an older system's count, for a reason.

    Raises ``InvalidInput`` for a count without a reason.
    """
    said = reason.strip()
    if last and not said:
        raise InvalidInput(_("Ghi vì sao sổ bắt đầu từ số này."))
    values = {"last": last, "carried": last, "carried_reason": said[:300]}
    book, _made = Book.objects.get_or_create(
        unit_id=unit_id, series=series, period=period, defaults=values
    )
    return book
