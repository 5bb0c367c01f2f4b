# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and money in Vietnamese writing: thousands point, decimal comma, đồng."""

import re

from lienthong.core.forms.domain.cleaning import clean_line
from lienthong.core.forms.domain.problems import WrongAnswer

MOST_DIGITS = 15
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d+))?")
_MONEY = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d+)\s*(?:đ|đồng|vnd|vnđ|₫)?")


def read_number(text: str, *, decimals: int = 0) -> int | float | None:
    """A number; whole ones are int. Raises WrongAnswer for points used as a decimal sign."""
    given = clean_line(text)
    if not given:
        return None
    match = _NUMBER.fullmatch(given) if given.isascii() else None
    if match is None:
        raise WrongAnswer("number_invalid", given=given[:40])
    sign, whole, fraction = match[1], re.sub(r"[. ]", "", match[2]), (match[3] or "").rstrip("0")
    if len(whole.lstrip("0")) + len(fraction) > MOST_DIGITS:
        raise WrongAnswer("number_digits")
    if fraction and decimals == 0:
        raise WrongAnswer("number_whole", given=given[:40])
    if len(fraction) > decimals:
        raise WrongAnswer("number_decimals", given=given[:40], limit=decimals)
    return float(f"{sign}{whole}.{fraction}") if fraction else int(sign + whole)


def write_number(value: float) -> str:
    """The number as people write it: 1.234,5 (no trailing zeros)."""
    whole, _, fraction = (
        format(value, "f").partition(".") if value % 1 else (str(int(value)), "", "")
    )
    negative, figures = whole.startswith("-"), whole.lstrip("-")
    grouped = f"{int(figures):,}".replace(",", ".")
    fraction = fraction.rstrip("0")
    return ("-" if negative else "") + grouped + (f",{fraction}" if fraction else "")


def read_money(text: str) -> int | None:
    """An amount in đồng; "15.000 đ" and "15000" are the same."""
    given = clean_line(text)
    if not given:
        return None
    match = _MONEY.fullmatch(given.lower())
    figures = re.sub(r"[., ]", "", match[1]) if match else ""
    if not figures.isascii() or not figures:
        raise WrongAnswer("money_invalid", given=given[:40])
    if len(figures.lstrip("0")) > MOST_DIGITS:
        raise WrongAnswer("number_digits")
    return int(figures)
