# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How annexes are numbered and marked. Legal basis: 30/2020/NĐ-CP, Phụ lục I."""

_NUMERALS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
OWNER_KIND = "documents.document"
"""Owner of the files of annexes: the document they stand beside."""
MOST = 50
"""Annexes of one document."""


def roman(number: int) -> str:
    """Return a number from 1 to 50 in Roman numerals, as annexes are numbered."""
    text = ""
    for value, letters in _NUMERALS:
        text += letters * (number // value)
        number %= value
    return text


def heading_of(position: int) -> str:
    """Return what an annex is called in its document: ``Phụ lục II``."""
    return f"Phụ lục {roman(position)}"


def mark_lines(number_text: str) -> tuple[str, ...]:
    """Return what the mark of an annex says besides the time: whose annex it is."""
    return (f"Số: {number_text}",)
