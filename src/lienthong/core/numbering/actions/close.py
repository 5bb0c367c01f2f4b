# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Close a book from a day, and undo it as long as nothing was numbered elsewhere since.

Legal basis: 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.numbering.domain.series import is_fixed
from lienthong.core.numbering.models import Book, BookRule, Number
from lienthong.core.numbering.permissions import KEEP
from lienthong.core.numbering.queries import kinds_in, taken_elsewhere
from lienthong.core.numbering.rules import book_name, closed_book, closing_days
from lienthong.kernel import clock
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold, reopened
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line


@action(KEEP)
def close_book(
    book: Book,
    *,
    since: date,
    reason: str,
    successor: Book | None = None,
    seen: str = "",
    actor: Actor,
) -> Book:
    """From ``since`` on the book gives no number; the numbers taken stay as they are.

    The kinds of document numbered in it go on in a ``successor`` of the same unit by a ``BookRule``
    from that day. Raises ``InvalidInput`` by field (``closed_from``, ``closed_reason``,
    ``successor``), ``IllegalState`` when the book is closed already or none can stand in for it.
    """
    if is_fixed(book.series):
        raise IllegalState(_("Hệ thống tự lấy số ở sổ này, không sổ nào thay được nên không khép."))
    locked = _both(book, successor, seen)
    if locked.closed_from is not None:
        raise closed_book(locked)
    said = one_line(reason)[:300]
    wrong = _wrong_day(locked, since) | _wrong_successor(locked, successor, since)
    if not said:
        wrong["closed_reason"] = _("Ghi vì sao khép sổ.")
    if wrong:
        raise InvalidInput(fields=wrong)
    locked.closed_from, locked.closed_reason, locked.successor = since, said, successor
    locked.save(update_fields=["closed_from", "closed_reason", "successor"])
    if successor is not None and successor.unit_id == locked.unit_id:
        _lead_on(locked, successor, since, said)
    return locked


@action(KEEP)
def reopen_book(book: Book, *, seen: str = "", actor: Actor) -> Book:
    """Undo a closing. Raises ``IllegalState`` once a later number was taken from the successor."""
    locked = _both(book, Book.objects.get(pk=book.pk).successor, seen)
    if locked.closed_from is None:
        raise IllegalState(_("Sổ này đang mở."))
    later = taken_elsewhere(locked)
    if later is not None:
        said = {"number": later, "book": book_name(later.book, locked.unit_id)}
        raise IllegalState(_("Đã cấp số %(number)s ở sổ %(book)s nên không mở lại được.") % said)
    if locked.successor is not None and locked.successor.unit_id == locked.unit_id:
        _lead_back(locked, locked.successor, locked.closed_from)
    locked.closed_from, locked.closed_reason, locked.successor = None, "", None
    locked.save(update_fields=["closed_from", "closed_reason", "successor"])
    return locked


def _both(book: Book, other: Book | None, seen: str) -> Book:
    """The book, locked with the other one in the order of their ids."""
    if other is not None and other.pk < book.pk:
        hold(other)
    locked = hold(book, seen=seen)
    if other is not None and other.pk > book.pk:
        hold(other)
    return locked


def _wrong_day(book: Book, since: date) -> dict[str, str]:
    first, last = closing_days(book.period)
    if not first <= since <= last:
        said = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        text = _("Sổ của kỳ này khép được từ ngày %(first)s đến ngày %(last)s.") % said
        return {"closed_from": text}
    begins = clock.midnight(since)
    later = Number.objects.filter(book=book, at__gte=begins).order_by("-at").first()
    if later is None:
        return {}
    said = {"number": str(later), "day": f"{timezone.localdate(later.at):%d/%m/%Y}"}
    text = _("Số %(number)s đã cấp ngày %(day)s. Chọn ngày sau đó.") % said
    return {"closed_from": text}


def _wrong_successor(book: Book, successor: Book | None, since: date) -> dict[str, str]:
    if successor is None:
        return {}
    if successor.pk == book.pk or successor.period != book.period:
        return {"successor": _("Chọn một sổ khác của cùng kỳ.")}
    now = Book.objects.get(pk=successor.pk)
    if now.closed_from is not None:
        return {"successor": str(closed_book(now))}
    return {}


def _lead_on(book: Book, successor: Book, since: date, reason: str) -> None:
    """The kinds that were numbered in the book are numbered in its successor from the day on.

    What was decided for a later year stays.
    """
    for kind in kinds_in(book, on=since):
        rules = BookRule.objects.filter(unit_id=book.unit_id, kind=kind).select_for_update()
        rule = rules.on(since).first()
        if rule is not None:
            reopened(rule, since, series=successor.series, decided_by=reason)
            continue
        later = rules.filter(valid_from__gt=since).order_by("valid_from").first()
        until = later.valid_from if later is not None else None
        BookRule.objects.create(
            unit_id=book.unit_id,
            kind=kind,
            series=successor.series,
            decided_by=reason,
            valid_from=since,
            valid_to=until,
        )


def _lead_back(book: Book, successor: Book, since: date) -> None:
    """What the closing had led on is numbered in the book again."""
    of_unit = BookRule.objects.filter(unit_id=book.unit_id).select_for_update()
    led = of_unit.filter(
        valid_from=since, series=successor.series, decided_by=book.closed_reason
    ).order_by("pk")
    for rule in list(led):
        before = of_unit.filter(kind=rule.kind, valid_to=since).first()
        if before is None and rule.kind != book.series:
            rule.series = book.series
            rule.save(update_fields=["series"])
            continue
        rule.delete()
        if before is not None:
            before.valid_to = rule.valid_to
            before.save(update_fields=["valid_to"])
