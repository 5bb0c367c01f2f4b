# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding and writing values at places of a definition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from lienthong.kernel.designs import Content, Gone


def find(content: Any, place: str) -> Any:
    """What stands at a place; the whole for an empty one. Raises ``Gone``."""
    found = content
    for part in filter(None, place.split("/")):
        found = _into(found, part, place)
    return found


def list_around(content: Content, place: str) -> tuple[list[Any], int]:
    """The list that holds the element of a place, and its index. Raises ``Gone``."""
    owner, _slash, part = place.rpartition("/")
    siblings = find(content, owner)
    if not isinstance(siblings, list):
        raise Gone(place)
    return siblings, _index(siblings, part, place)


def place_in(list_place: str, siblings: list[Any], index: int) -> str:
    """The place of an element of a list."""
    element = siblings[index]
    key = element.get("key", index) if isinstance(element, Mapping) else index
    return f"{list_place}/{key}"


def value_at(element: Any, path: str) -> Any:
    """The value of a dotted path inside an element; None where there is none."""
    found = element
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def write_at(element: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a dotted path; None takes it away, and with it what becomes empty."""
    name, point, rest = path.partition(".")
    if not point:
        if value is not None:
            element[name] = value
        elif element.get(name) is not None:
            del element[name]
        return
    inner = element.get(name)
    if not isinstance(inner, dict):
        if value is None:
            return
        inner = element[name] = {}
    write_at(inner, rest, value)
    if not inner:
        del element[name]


def fingerprint(element: Any, paths: Iterable[str]) -> str:
    """A short mark of the values at these paths: says whether somebody changed them."""
    values = [value_at(element, path) for path in paths]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def free_key(siblings: list[Any], wish: str) -> str:
    """The wish when no element has it, otherwise with the first free number after it."""
    used = {element.get("key") for element in siblings if isinstance(element, Mapping)}
    if wish not in used:
        return wish
    return next(key for number in count(2) if (key := f"{wish}_{number}") not in used)


def _into(found: Any, part: str, place: str) -> Any:
    if isinstance(found, list):
        return found[_index(found, part, place)]
    if isinstance(found, Mapping) and part in found:
        return found[part]
    raise Gone(place)


def _index(siblings: list[Any], part: str, place: str) -> int:
    for index, element in enumerate(siblings):
        if isinstance(element, Mapping) and element.get("key") == part:
            return index
    if part.isascii() and part.isdigit() and int(part) < len(siblings):
        return int(part)
    raise Gone(place)
