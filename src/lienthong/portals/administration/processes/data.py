# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Values of declared names, as administrators write and read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from lienthong.core.units.api import UnitVersion

TRUE, FALSE = gettext_noop("đúng"), gettext_noop("sai")
FARTHEST = 1e15


def told_datum(value: object) -> str:
    """A value in words; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext(TRUE if value else FALSE)
    return _told_list(value) if isinstance(value, list) else str(value)


def _told_list(items: Iterable[Any]) -> str:
    """The elements, units by their names."""
    found = list(items)
    rows = _units(Q(unit__code__in=[str(item) for item in found]) | Q(unit_id__in=_whole(found)))
    names = {key: name for pk, code, name, _short in rows for key in (pk, code)}
    told = [str(names.get(item, item)) for item in found]
    return ("; " if any("," in text for text in told) else ", ").join(told)


def _whole(items: Iterable[Any]) -> list[int]:
    return [item for item in items if type(item) is int]


def _units(asked: Q) -> list[tuple[int, str, str, str]]:
    rows = UnitVersion.objects.on(timezone.localdate()).filter(asked)
    return list(rows.values_list("unit_id", "unit__code", "name", "short_name"))


def read_list(text: str) -> list[str | int]:
    """The elements of a list as written: a unit by its name, whole or short, becomes its code.

    Whatever else is written stays, a whole number as a number; a name that two units have says
    nothing and stays too.
    """
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    items: list[str | int] = [int(part) if part.isdecimal() else part for part in parts if part]
    names = [item for item in items if isinstance(item, str)]
    rows = _units(Q(name__in=names) | Q(short_name__in=names)) if names else []
    called = [(called, code) for _pk, code, *both in rows for called in set(both)]
    times = Counter(name for name, _code in called)
    codes = {name: code for name, code in called if times[name] == 1}
    return [codes.get(item, item) if isinstance(item, str) else item for item in items]


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
    "list": read_list,
}
