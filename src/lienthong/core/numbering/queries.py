# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked about books and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from lienthong.core.numbering.domain.letters import Gap, gaps
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, BookRule, Number
from lienthong.core.references.api import packaged_setting
from lienthong.kernel import clock
from lienthong.kernel.prepared import Prepared

_NUMBERS = Path(__file__).parent / "reference" / "numbers.yaml"


@dataclass(frozen=True, slots=True)
class NumberRules:
    """Letters of inserted numbers, how many numbers may be kept back at once, for how many days."""

    letters: str
    most_reserved: int
    longest_held: int


def number_rules(*, on: date | None = None) -> NumberRules:
    """Return the rules in force on a day (today). Legal basis: 30/2020/NĐ-CP, Điều 15."""
    return NumberRules(**packaged_setting("numbering.numbers", _NUMBERS, on=on))


def series_of(unit_id: int, kind: str, *, on: date | None = None) -> str:
    """Return the series in which the unit numbers a kind of document on a day (today)."""
    found = _RULES.first(unit_id, kind, on or timezone.localdate())
    return found.series if found else kind


def _rules_of(unit_id: int, kind: str, day: date) -> QuerySet[BookRule]:
    rows = BookRule.objects.filter(unit_id=unit_id, kind=kind).on(day)
    return cast("QuerySet[BookRule]", rows.order_by("-valid_from", "-pk"))


_RULES = Prepared(_rules_of)


def book_rules_of(unit_id: int, *, on: date | None = None) -> dict[str, str]:
    """Return kind → series for the kinds that share a book of the unit on a day (today)."""
    rules = BookRule.objects.filter(unit_id=unit_id).on(on or timezone.localdate())
    return dict(rules.order_by("valid_from", "pk").values_list("kind", "series"))


def has_numbers(unit_id: int, series: Iterable[str], year: int) -> bool:
    """Return whether a number was taken in one of these series of the unit in a year."""
    books = Book.objects.filter(unit_id=unit_id, series__in=list(series), period=str(year))
    return Number.objects.filter(book__in=books).exists()


def next_value(unit_id: int, kind: str, *, on: date | None = None) -> int:
    """Return the number that the book would give on a day (today); only the act takes it."""
    day = on or timezone.localdate()
    series = series_of(unit_id, kind, on=day)
    books = Book.objects.filter(unit_id=unit_id, series=series, period=str(day.year))
    return int(books.values_list("last", flat=True).first() or 0) + 1


def kinds_in(book: Book, *, on: date) -> list[str]:
    """Return the kinds of document that the book's unit numbers in it on a day."""
    rules = BookRule.objects.filter(unit_id=book.unit_id).on(on)
    ruled = dict(rules.order_by("valid_from", "pk").values_list("kind", "series"))
    return sorted(kind for kind, series in {book.series: book.series, **ruled}.items()
                  if series == book.series)  # fmt: skip


def held_in(book: Book) -> list[Number]:
    """Return the numbers of the book that are kept and not used, in the order of the register."""
    return list(book.numbers.filter(state=NumberState.RESERVED).order_by("value", "suffix"))


def taken_elsewhere(book: Book) -> Number | None:
    """Return the newest number taken since the book is closed where it is numbered instead.

    That is the successor, and whatever book the unit's own rules name by then.
    """
    if book.closed_from is None:
        return None
    begins = clock.midnight(book.closed_from)
    series = series_of(book.unit_id, book.series, on=max(book.closed_from, timezone.localdate()))
    own = Q(book__unit_id=book.unit_id, book__series=series, book__period=book.period)
    later = Number.objects.filter(own | Q(book_id=book.successor_id), at__gte=begins)
    found = later.exclude(book_id=book.pk).select_related("book").order_by("-at", "-pk")
    return found.first()


def numbers_of(book: Book) -> list[Number]:
    """Return every number of the book in the order of the register: 12, 12a, 12b, 13."""
    return list(book.numbers.select_related("account").order_by("value", "suffix"))


def gaps_in(book: Book, numbers: Iterable[Number]) -> list[Gap]:
    """Return the runs of numbers for which the book has no line and no explanation."""
    return gaps((one.value for one in numbers), carried=book.carried, last=book.last)
