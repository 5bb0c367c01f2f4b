# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of numbering."""

from __future__ import annotations

from lienthong.core.numbering.actions.arrange import arrange_books
from lienthong.core.numbering.actions.close import close_book, reopen_book
from lienthong.core.numbering.actions.keep import (
    explain_gap,
    insert_number,
    reserve_numbers,
    use_reserved,
)
from lienthong.core.numbering.actions.take import (
    confirm_number,
    open_book,
    take_number,
    void_number,
)
from lienthong.core.numbering.domain.letters import Gap
from lienthong.core.numbering.domain.series import register_series
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, BookRule, Number
from lienthong.core.numbering.permissions import KEEP
from lienthong.core.numbering.queries import (
    NumberRules,
    book_rules_of,
    gaps_in,
    has_numbers,
    next_value,
    number_rules,
    numbers_of,
    series_of,
)
from lienthong.core.numbering.rules import closed_book

__all__ = [
    "KEEP",
    "Book",
    "BookRule",
    "Gap",
    "Number",
    "NumberRules",
    "NumberState",
    "arrange_books",
    "book_rules_of",
    "close_book",
    "closed_book",
    "confirm_number",
    "explain_gap",
    "gaps_in",
    "has_numbers",
    "insert_number",
    "next_value",
    "number_rules",
    "numbers_of",
    "open_book",
    "register_series",
    "reopen_book",
    "reserve_numbers",
    "series_of",
    "take_number",
    "use_reserved",
    "void_number",
]
