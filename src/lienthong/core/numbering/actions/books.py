# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Open a book, and correct where it goes on as long as no number was taken from it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from lienthong.core.numbering.actions.take import open_book
from lienthong.core.numbering.models import Book
from lienthong.core.numbering.permissions import KEEP
from lienthong.core.numbering.rules import closed_book
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput

HIGHEST = 1_000_000
_PERIOD = re.compile(r"20\d{2}(-\d{2}-\d{2})?")


@action(KEEP)
def begin_book(
    unit: Unit, *, series: str, period: str, last: int, reason: str = "", actor: Actor
) -> Book:
    """A new book that goes on after ``last``, for a reason. Raises ``InvalidInput``."""
    _refuse(last, reason)
    if not _PERIOD.fullmatch(period):
        raise InvalidInput(fields={"period": _("Kỳ là năm (2026) hoặc ngày (2026-11-27).")})
    if Book.objects.filter(unit=unit, series=series, period=period).exists():
        raise InvalidInput(fields={"series": _("Đơn vị đã có sổ này trong kỳ này.")})
    return open_book(unit.pk, series, period, last=last, reason=reason)


@action(KEEP)
def continue_book(book: Book, *, last: int, reason: str = "", seen: str = "", actor: Actor) -> Book:
    """The book goes on after another number. Raises ``IllegalState`` once one was taken."""
    locked = hold(book, seen=seen)
    _refuse(last, reason)
    if locked.closed_from is not None:
        raise closed_book(locked)
    if locked.numbers.exists():
        raise IllegalState(_("Sổ đã lấy số nên không đổi được chỗ bắt đầu."))
    locked.last = locked.carried = last
    locked.carried_reason = reason.strip()[:300]
    locked.save(update_fields=["last", "carried", "carried_reason"])
    return locked


def _refuse(last: int, reason: str) -> None:
    if not 0 <= last < HIGHEST:
        raise InvalidInput(fields={"last": _("Số từ 0 đến dưới một triệu.")})
    if last and not reason.strip():
        raise InvalidInput(fields={"why": _("Ghi vì sao sổ bắt đầu từ số này.")})
