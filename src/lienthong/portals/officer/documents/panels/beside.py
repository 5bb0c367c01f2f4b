# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The registers beside the books, ready for the printed page.

Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lienthong.core.documents.api import originals_used_in, posted_in


@dataclass(frozen=True, slots=True)
class Register:
    """A register of a year: its lines in the columns of the law, first and last day."""

    rows: tuple[tuple[str, ...], ...]
    first_day: date | None = None
    last_day: date | None = None


def post_register(agency_id: int, year: int) -> Register:
    """The six columns of what went by post: an envelope for each receiver."""
    lines = posted_in(agency_id, year)
    days = [timezone.localdate(one.sent_at) for one in lines if one.sent_at]
    rows = tuple(
        (_day(day), one.document.number_text, one.name, "1", "", "")
        for day, one in zip(days, lines, strict=True)
    )
    return Register(rows, *_span(days))


def originals_register(agency_id: int, year: int) -> Register:
    """The nine columns of who used kept originals."""
    uses = originals_used_in(agency_id, year)
    rows = tuple(
        (
            _day(one.taken_on),
            one.user_name,
            f"{one.document.number_text}, {_day(one.document.dated_on)}",
            one.document.abstract,
            one.file_notation,
            "",
            _day(one.returned_on),
            one.allowed_by,
            one.note,
        )
        for one in uses
    )
    days = [one.taken_on for one in uses]
    return Register(rows, *_span(days))


def _span(days: list[date]) -> tuple[date | None, date | None]:
    return min(days, default=None), max(days, default=None)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
