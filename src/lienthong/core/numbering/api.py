# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of numbering."""

from __future__ import annotations

from lienthong.core.numbering.actions.take import (
    confirm_number,
    open_book,
    take_number,
    void_number,
)
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, Number

__all__ = [
    "Book",
    "Number",
    "NumberState",
    "confirm_number",
    "open_book",
    "take_number",
    "void_number",
]
