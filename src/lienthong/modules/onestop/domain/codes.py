# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dossier codes and submission codes.

Legal basis: 61/2018/NĐ-CP, Điều 26; 03/2025/TT-VPCP (structure to be confirmed).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import date

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_WIDTH = 4
CODE = re.compile(r"^(?:[A-Z]\d{2}(?:\.\d{1,3}){0,4}|(?:\d{1,3}\.){1,3}[A-Z]\d{2})-\d{6}-\d{4,7}$")
SUBMISSION = re.compile(rf"^[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}$")


def dossier_code(prefix: str, day: date, order: int) -> str:
    """``H50.12-261120-0042``: identifier of the receiving agency, date, order of the day.

    After 9 999 the order simply takes a fifth digit: the law of 2018 says nothing.
    """
    digits = day.isoformat().replace("-", "")  # a format of dates costs three times as much
    return f"{prefix}-{digits[2:]}-{order:0{_WIDTH}d}"


def receipt_code(order: int, year: int | str) -> str:
    """``000042/2026``: a receipt's number within the book of its year."""
    return f"{order:06d}/{year}"


def new_submission_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A random code (about 59 bits) that finds a dossier before it is accepted."""
    letters = [choose(_ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[i : i + 4]) for i in (0, 4, 8))


def normalise_code(text: str) -> str:
    """A code as people type or scan it: spaces out, upper case, an address cut to its last part."""
    bare = text.strip().rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"\s+", "", bare).upper()


def is_code(text: str) -> bool:
    """Whether the text has the shape of a dossier or submission code."""
    return bool(CODE.match(text) or SUBMISSION.match(text))
