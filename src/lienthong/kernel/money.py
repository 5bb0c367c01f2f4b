# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Amounts of money: whole đồng, written as Vietnamese papers write them."""

from __future__ import annotations

from lienthong.kernel.words import gettext as _

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


def number(value: int) -> str:
    """An integer with points between thousands: ``87.669``."""
    return f"{value:,}".replace(",", ".")


def dong(amount: int) -> str:
    """An amount in đồng for the screen: ``15.000 đ`` (no-break space), ``Miễn phí`` for nothing."""
    return _("Miễn phí") if amount == 0 else exact_dong(amount)


def exact_dong(amount: int) -> str:
    """A sum in đồng that says nothing about why it is nothing: ``0 đ``, ``15.000 đ``."""
    return f"{number(amount)}\u00a0đ"


def _three_digits(value: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or leading:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words.append("lẻ")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens >= 1:
        return "lăm"
    return _DIGITS[ones]


def in_words(amount: int) -> str:
    """An amount of 0 to 999 999 999 999 đồng in words, as receipts require it.

    Raises ``ValueError`` outside that range.
    """
    if not 0 <= amount < 10**12:
        raise ValueError(f"amount out of range: {amount}")
    if amount == 0:
        return "Không đồng"
    groups: list[int] = []
    rest = amount
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    words: list[str] = []
    for position in range(len(groups) - 1, -1, -1):
        if groups[position]:
            words += _three_digits(groups[position], leading=bool(words))
            words.append(_GROUPS[position])
    text = " ".join(word for word in words if word)
    return text[0].upper() + text[1:] + " đồng"
