# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a closed book still gives: no new number, and the name of the book that goes on."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from lienthong.core.numbering.models import Book
from lienthong.core.units.api import name_of
from lienthong.kernel.errors import IllegalState


def closed_book(book: Book) -> IllegalState:
    """The refusal of a closed book in a plain sentence, with the successor where there is one."""
    said = {"book": book_name(book), "day": f"{book.closed_from:%d/%m/%Y}"}
    text = _("Sổ %(book)s khép từ ngày %(day)s, không cấp số mới.") % said
    if book.successor is not None:
        text += " " + _("Lấy số ở sổ %(book)s.") % {"book": book_name(book.successor, book.unit_id)}
    return IllegalState(text, code="book_closed")


def refuse_closed(book: Book, day: date) -> None:
    """Raise ``IllegalState`` when the book gives no new number on the day."""
    if book.is_closed_on(day):
        raise closed_book(book)


def book_name(book: Book, seen_from: int | None = None) -> str:
    """A book by title and period, and by its unit where that is not the one it is seen from."""
    named = _("“%(title)s” %(period)s") % {"title": book.title, "period": book.period_text}
    if seen_from is None or seen_from == book.unit_id:
        return named
    return _("%(book)s của %(unit)s") % {"book": named, "unit": name_of(book.unit_id)}


def closing_days(period: str) -> tuple[date, date]:
    """The first and the last day from which a book of a period (``2026``) can be closed."""
    if len(period) == len("2026"):
        year = int(period)
        return date(year, 1, 1), date(year + 1, 1, 1)
    day = date.fromisoformat(period)
    return day, day + timedelta(days=1)
