# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Closing a book and undoing it, as administrators see them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.numbering.actions.close import close_book, reopen_book
from lienthong.core.numbering.domain.series import is_fixed, series_titles
from lienthong.core.numbering.models import Book, Number
from lienthong.core.numbering.permissions import KEEP
from lienthong.core.numbering.queries import held_in, kinds_in, taken_elsewhere
from lienthong.core.numbering.rules import book_name
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import WHY, Act, Field, FieldKind, Preview, for_reason, today
from lienthong.kernel.directories.declare import Values

CLOSING: tuple[tuple[str, str | None], ...] = (
    ("closed_from", None),
    ("closed_reason", ""),
    ("successor", None),
)


def do_closing(book: Book, values: Values, seen: str, actor: Actor) -> Book:
    """Close the book as the fields say."""
    return close_book(
        book,
        since=values["closed_from"],
        reason=values["closed_reason"],
        successor=values["successor"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def undo_closing(book: Book, values: Values, seen: str, actor: Actor) -> Book:
    """Open the book again."""
    return reopen_book(book, seen=seen, actor=for_reason(actor, values))


def _preview(book: Book, values: Values, _actor: Actor) -> Preview:
    """Kept numbers that can only be used before the day, and where kinds of document go on."""
    since, successor = values["closed_from"], values["successor"]
    day = f"{since:%d/%m/%Y}"
    told = gettext(
        "Từ ngày %(day)s sổ không cấp số mới. Các số đã cấp vẫn xem và in được như trước."
    )
    goes_on = successor is not None and successor.unit_id == book.unit_id
    then = book_name(successor) if goes_on else gettext("không lấy được số")
    named = series_titles()
    kinds = kinds_in(book, on=since)
    rows = [
        (named[kind], book_name(book), then)
        for kind in kinds
        if kind in named and (kind != book.series or len(kinds) == 1)
    ]
    held = held_in(book)
    rows += [_held_row(number, day) for number in held]
    warnings = []
    if held:
        said = {"count": len(held), "day": day}
        warnings.append(gettext("%(count)s số đang giữ chỉ dùng được trước ngày %(day)s.") % said)
    if successor is None:
        warnings.append(gettext("Chưa chọn sổ tiếp nhận: sau đó không còn chỗ lấy số trong kỳ."))
    return Preview(told % {"day": day}, rows, warnings)


def _held_row(number: Number, day: str) -> tuple[str, str, str]:
    said = {"reason": number.reason}
    now = gettext("đang giữ: %(reason)s") % said
    if number.held_until is not None:
        said["until"] = f"{number.held_until:%d/%m/%Y}"
        now = gettext("đang giữ đến hết ngày %(until)s: %(reason)s") % said
    then = gettext("không dùng được từ ngày %(day)s") % {"day": day}
    return gettext("Số %(number)s") % {"number": number}, now, then


def closing_facts(book: Book, _actor: Actor) -> Sequence[tuple[object, object]]:
    """Why the book is closed and where it goes on; nothing of an open one."""
    if book.closed_from is None:
        return ()
    after = book.successor
    return (
        (_("Vì sao khép sổ"), book.closed_reason),
        (_("Sổ tiếp nhận"), book_name(after, book.unit_id) if after is not None else ""),
    )


CLOSED = (
    Field(
        "closed_from",
        _("Khép từ ngày"),
        FieldKind.DATE,
        hint=_("Từ ngày này sổ không cấp số mới."),
        default=today,
    ),
    Field("closed_reason", _("Vì sao khép sổ"), most=300),
    Field(
        "successor",
        _("Sổ tiếp nhận"),
        FieldKind.PICK,
        hint=_("Sổ cùng kỳ cấp số thay. Để trống nếu không có."),
        required=False,
        of="books",
    ),
)
CLOSING_ACTS = (
    Act(
        "khep",
        _("Khép sổ"),
        KEEP,
        do_closing,
        CLOSED,
        icon="lock",
        is_grave=True,
        applies=lambda book: book.closed_from is None and not is_fixed(book.series),
        preview=_preview,
        done=_("Đã khép sổ."),
    ),
    Act(
        "mo-lai",
        _("Mở lại sổ"),
        KEEP,
        undo_closing,
        (WHY,),
        explanation=_("Chỉ mở lại được khi chưa cấp số nào ở sổ tiếp nhận từ ngày khép."),
        icon="lock-open",
        applies=lambda book: book.closed_from is not None and taken_elsewhere(book) is None,
        done=_("Đã mở lại sổ."),
    ),
)
