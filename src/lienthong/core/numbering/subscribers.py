# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books of a unit that ends are closed; how its books are kept goes to who continues it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.numbering.actions.take import void_number
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import BookRule, Number
from lienthong.core.units.events import UnitSucceeded
from lienthong.kernel.directories import reopened
from lienthong.kernel.events import project
from lienthong.kernel.language import of_record


@project(UnitSucceeded)
def close_books(event: UnitSucceeded) -> None:
    """Kept numbers become void with the reason; rules go on where the successor has none.

    Legal basis: 30/2020/NĐ-CP, Điều 15.
    """
    kept = Number.objects.filter(
        book__unit_id=event.from_unit_id, state=NumberState.RESERVED
    ).order_by("book_id", "pk")
    with of_record():
        why = _("Cơ quan kết thúc từ ngày %(day)s.") % {"day": f"{event.on:%d/%m/%Y}"}
    for number in kept:
        void_number(number, reason=why)
    rules = BookRule.objects.filter(unit_id=event.from_unit_id).on(event.on)
    for rule in list(rules.select_for_update(of=("self",)).order_by("pk")):
        own = BookRule.objects.filter(unit_id=event.to_unit_id, kind=rule.kind).on(event.on)
        reopened(rule, event.on, skip=own.exists(), unit_id=event.to_unit_id)
