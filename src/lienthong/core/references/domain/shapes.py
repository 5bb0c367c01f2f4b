# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a value is made as the one that the software brings: its readers rely on that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def misfit(value: Any, like: Any, place: str = "") -> str:
    """What is wrong with a value, in words that name the place; empty when it is made alike.

    Figures answer figures (negative ones only such models), texts texts. Of a table every name
    of the first level must be there.
    Where the model says nothing (None, an empty list or table) anything fits.
    """
    if like is None or like in ([], {}):
        return ""
    if isinstance(like, Mapping):
        return _table(value, like, place)
    if isinstance(like, list):
        return _rows(value, like, place)
    fits, told = _plain(like)
    right = isinstance(value, fits) and isinstance(value, bool) == isinstance(like, bool)
    if right and _is_below(value, like):
        right, told = False, _("%(place)s phải là một số từ 0 trở lên.")
    return "" if right else told % {"place": place or _("Giá trị")}


def below(value: Mapping[str, Any], least: Mapping[str, int]) -> str:
    """What is wrong with figures of a table that are too small; 0 sets no limit and is never."""
    told = _("%(place)s phải là 0 (không giới hạn) hoặc từ %(least)s trở lên.")
    found = ((name, number) for name, number in least.items() if 0 < value[name] < number)
    return next((told % {"place": name, "least": number} for name, number in found), "")


def _is_below(value: Any, like: Any) -> bool:
    """Whether a figure is negative where the model counts or measures from nothing upwards."""
    return isinstance(value, int | float) and isinstance(like, int | float) and value < 0 <= like


def _table(value: Any, like: Mapping[str, Any], place: str) -> str:
    if not isinstance(value, Mapping):
        return _("%(place)s phải là một bảng { }.") % {"place": place or _("Giá trị")}
    missing = [name for name in like if name not in value] if not place else []
    if missing:
        return _("Thiếu: %(names)s.") % {"names": ", ".join(map(str, missing))}
    known = (name for name in value if name in like)
    found = (misfit(value[name], like[name], f"{place}.{name}".lstrip(".")) for name in known)
    return next(filter(None, found), "")


def _rows(value: Any, like: list[Any], place: str) -> str:
    if not isinstance(value, list):
        return _("%(place)s phải là một danh sách [ ].") % {"place": place or _("Giá trị")}
    model = like[0] if not isinstance(like[0], Mapping | list) else None
    found = (misfit(one, model, f"{place}[{number}]") for number, one in enumerate(value))
    return next(filter(None, found), "")


def _plain(like: Any) -> tuple[type | tuple[type, ...], str]:
    if isinstance(like, bool):
        return bool, _("%(place)s phải là true hoặc false.")
    if isinstance(like, int | float):
        return (int, float), _("%(place)s phải là một số.")
    if isinstance(like, str | date):
        return str, _("%(place)s phải là chữ trong ngoặc kép.")
    return object, ""
