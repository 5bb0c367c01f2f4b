# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clerk keeps the books: opens, arranges, keeps numbers back, inserts, voids, explains.

Legal basis: 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.permissions import KEEP_BOOKS
from lienthong.core.documents.queries.books import (
    earliest_year,
    kinds_of,
    kinds_with_rules,
    rules_of,
    special_series,
)
from lienthong.core.numbering.api import (
    KEEP,
    Book,
    BookRule,
    Number,
    NumberState,
    arrange_books,
    explain_gap,
    insert_number,
    open_book,
    reserve_numbers,
    void_number,
)
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold, mark_of_rows
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion


@action(KEEP_BOOKS)
def start_book(
    agency: Unit, *, series: str, year: int, last: int = 0, reason: str = "", actor: Actor
) -> Book:
    """Open a book of the agency for a year, going on after ``last`` of an older book.

    Raises ``InvalidInput`` for an unknown book or year or a count without a reason,
    ``IllegalState`` when the book is open already.
    """
    wrong: dict[str, str] = {}
    if series not in special_series() and series not in {kind.code for kind in kinds_of(agency.pk)}:
        wrong["series"] = _("Chọn một sổ trong danh sách.")
    if year not in {timezone.localdate().year, timezone.localdate().year + 1}:
        wrong["year"] = _("Mở sổ của năm nay hoặc năm sau.")
    if not 0 <= last <= 99_999:
        wrong["last"] = _("Số cuối của sổ cũ từ 0 đến 99999.")
    if wrong:
        raise InvalidInput(fields=wrong)
    if Book.objects.filter(unit=agency, series=series, period=str(year)).exists():
        raise IllegalState(_("Sổ này đã mở rồi."), code="book_open")
    return open_book(agency.pk, series, str(year), last=last, reason=reason)


@action(KEEP_BOOKS)
def choose_books(
    agency: Unit,
    *,
    joint: bool,
    year: int,
    decided_by: str,
    kinds: Collection[str] = (),
    actor: Actor,
) -> list[BookRule]:
    """Number ``kinds`` (none: all) in one joint book, or each kind in its own, from a year on.

    The kinds that the law gives a book of their own (certification) are left out. Raises
    ``InvalidInput`` field by field. Legal basis: 30/2020/NĐ-CP, Điều 15.
    """
    return _arrange(agency, joint, year, decided_by, kinds)


@action(KEEP)
def settle_books(
    agency: Unit,
    *,
    joint: bool,
    decided_by: str,
    year: int | None = None,
    kinds: Collection[str] = (),
    seen: str = "",
    actor: Actor,
) -> list[BookRule]:
    """The same by who keeps the books of all agencies; without a year from the earliest.

    ``seen`` is the mark of the rules that were seen. Raises ``StaleVersion`` for others.
    """
    hold(agency)
    if seen and mark_of_rows(rules_of(agency.pk)) != seen:
        raise StaleVersion
    first = year or earliest_year(agency.pk, kinds or [one.code for one in kinds_of(agency.pk)])
    return _arrange(agency, joint, first, decided_by, kinds)


def _arrange(
    agency: Unit, joint: bool, year: int, decided_by: str, kinds: Collection[str]
) -> list[BookRule]:
    codes = [kind.code for kind in kinds_of(agency.pk) if kind.may_join]
    wrong: dict[str, str] = {}
    if set(kinds) - set(codes):
        wrong["kinds"] = _("Chọn loại văn bản trong danh sách.")
    elif joint and len(set(kinds)) == 1:
        wrong["kinds"] = _("Sổ chung cần từ hai loại văn bản.")
    if year not in {timezone.localdate().year, timezone.localdate().year + 1}:
        wrong["year"] = _("Mở sổ của năm nay hoặc năm sau.")
    if wrong:
        raise InvalidInput(fields=wrong)
    ask: dict[str, Any] = {"year": year, "decided_by": decided_by}
    if not joint:
        return arrange_books(agency.pk, kinds=codes, series=None, **ask)
    together = set(kinds) or set(codes)
    leaving = kinds_with_rules(agency.pk, date(year, 1, 1)) - together
    made = arrange_books(agency.pk, kinds=together, series=special_series()[0], **ask)
    arrange_books(agency.pk, kinds=leaving, series=None, **ask)
    return made


@action(KEEP_BOOKS)
def hold_numbers(
    agency: Unit, *, book: Book, count: int, reason: str, until: date, actor: Actor
) -> list[int]:
    """Keep the next numbers of a book back; return them."""
    _of(agency, book)
    kept = reserve_numbers(
        book, count=count, reason=reason, until=until, account_id=actor.account_id
    )
    return [number.value for number in kept]


@action(KEEP_BOOKS)
def put_number_in(
    agency: Unit, *, book: Book, after: int, dated_on: date, reason: str, actor: Actor
) -> Number:
    """Insert a number after another (12a), kept for one document of that day."""
    _of(agency, book)
    return insert_number(
        book, after=after, dated_on=dated_on, reason=reason, account_id=actor.account_id
    )


@action(KEEP_BOOKS)
def give_number_up(agency: Unit, *, number: Number, reason: str, actor: Actor) -> Number:
    """Void a number that was kept and not used; a document's number goes with its document.

    Raises ``IllegalState`` for a number that is not kept.
    """
    _of(agency, number.book)
    number = Number.objects.select_for_update(of=("self",)).get(pk=number.pk)
    if number.state != NumberState.RESERVED:
        raise IllegalState(_("Chỉ bỏ được số đang giữ. Số của văn bản thì bỏ cùng văn bản."))
    return void_number(number, reason=reason)


@action(KEEP_BOOKS)
def explain_missing(
    agency: Unit, *, book: Book, first: int, last: int, reason: str, actor: Actor
) -> int:
    """Write missing numbers into the book as void with the reason; return how many."""
    _of(agency, book)
    return len(
        explain_gap(book, first=first, last=last, reason=reason, account_id=actor.account_id)
    )


def _of(agency: Unit, book: Book) -> None:
    if book.unit_id != agency.pk:
        raise IllegalState
