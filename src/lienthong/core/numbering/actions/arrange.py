# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The head's decision: one joint book, or one for each kind of document, from a year on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.numbering.models import BookRule
from lienthong.core.numbering.queries import has_numbers
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import one_line


@part_of_act
def arrange_books(
    unit_id: int, *, kinds: Iterable[str], series: str | None, year: int, decided_by: str
) -> list[BookRule]:
    """Number these kinds in one ``series`` from 1 January of a year; None gives each its own.

    Either way it is kept who decided so. A year in which a number was taken already stays as it
    is. Raises ``InvalidInput`` for it and
    without a decision. Legal basis: 30/2020/NĐ-CP, Điều 15.
    """
    ground, chosen = one_line(decided_by)[:300], sorted(set(kinds))
    if not ground:
        words = _("Ghi số, ngày văn bản của người đứng đầu cơ quan.")
        raise InvalidInput(words, fields={"decided_by": words})
    start = date(year, 1, 1)
    rules = BookRule.objects.filter(unit_id=unit_id, kind__in=chosen)
    books = {
        *chosen,
        *([series] if series else []),
        *rules.on(start).values_list("series", flat=True),
    }
    if has_numbers(unit_id, books, year):
        words = _("Năm %(year)s đã cấp số theo cách cũ. Chọn từ năm sau.") % {"year": year}
        raise InvalidInput(words, fields={"year": words})
    rules.filter(valid_from__gte=start).delete()
    rules.lasting(start).update(valid_to=start)
    return [
        BookRule.objects.create(
            unit_id=unit_id, kind=kind, series=series or kind, decided_by=ground, valid_from=start
        )
        for kind in chosen
    ]
