# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Values of declared names, as administrators write and read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

TRUE, FALSE = gettext_noop("đúng"), gettext_noop("sai")
FARTHEST = 1e15


def told_datum(value: object) -> str:
    """A value in words; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext(TRUE if value else FALSE)
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def read_datum(kind: str, text: str) -> Any:
    """The value of a type (``text``, ``number``, ``flag``, ``list``) that was written.

    Raises ``ValueError`` or ``KeyError`` for a text that is none.
    """
    return _READERS[kind](text)


def _number(text: str) -> int | float:
    value = float(text)
    if value != value or abs(value) > FARTHEST:
        raise ValueError(text)
    return int(value) if value.is_integer() else value


def _flag(text: str) -> bool:
    return {TRUE: True, gettext(TRUE): True, FALSE: False, gettext(FALSE): False}[text]


_READERS: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "number": _number,
    "flag": _flag,
    "list": lambda text: [item.strip() for item in text.split(",") if item.strip()],
}
