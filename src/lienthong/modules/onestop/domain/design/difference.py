# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What two definitions say differently, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
UNDATED = frozenset({"number", "valid_from", "valid_to", "predecessor", "successor"})
"""What a version has of its own: not compared."""
NAMES = ("title", "name", "label", "question")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise: the place, the dotted value in it, before and after."""

    place: str
    name: str
    sort: str
    path: str = ""
    before: Any = None
    after: Any = None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything that is otherwise, in the order of the new definition."""
    old = {key: value for key, value in before.items() if key != "version"}
    new = {key: value for key, value in after.items() if key != "version"}
    old["version"], new["version"] = _undated(before), _undated(after)
    return list(_mapping(old, new, "", "", ""))


def _undated(content: Mapping[str, Any]) -> dict[str, Any]:
    version = content.get("version") or {}
    return {key: value for key, value in version.items() if key not in UNDATED}


def _mapping(
    old: Mapping[str, Any], new: Mapping[str, Any], place: str, name: str, path: str
) -> Iterator[Difference]:
    for key in dict.fromkeys((*new, *old)):
        here = f"{path}.{key}" if path else str(key)
        yield from _value(old.get(key), new.get(key), place, name, here)


def _value(old: Any, new: Any, place: str, name: str, path: str) -> Iterator[Difference]:
    if old == new or (not old and not new and old is not False and new is not False):
        return
    if _is_elements(old) or _is_elements(new):
        inside = "/".join(filter(None, (place, path.replace(".", "/"))))
        yield from _elements(old or [], new or [], inside)
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_condition(old, new):
        yield from _mapping(old, new, place, name, path)
    else:
        yield Difference(place, name, CHANGED, path, old, new)


def _elements(old: list[Any], new: list[Any], place: str) -> Iterator[Difference]:
    before, after = _by_key(old), _by_key(new)
    for key, element in after.items():
        here = f"{place}/{key}"
        if key not in before:
            yield Difference(here, _name(element, key), ADDED)
        elif isinstance(element, Mapping) and isinstance(before[key], Mapping):
            yield from _mapping(before[key], element, here, _name(element, key), "")
        elif element != before[key]:
            yield Difference(here, key, CHANGED, "", before[key], element)
    for key, element in before.items():
        if key not in after:
            yield Difference(f"{place}/{key}", _name(element, key), REMOVED)
    common = [key for key in after if key in before]
    if common != [key for key in before if key in after]:
        yield Difference(place, "", MOVED)


def _is_elements(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def _is_condition(*values: Mapping[str, Any]) -> bool:
    """Whether one of them is an expression, compared as a whole."""
    operators = {"eq", "ne", "in", "and", "or", "not", "empty", "lt", "le", "gt", "ge", "field"}
    return any(len(value) == 1 and set(value) <= operators for value in values)


def _by_key(elements: list[Any]) -> dict[str, Any]:
    return {
        str(one.get("key", index)) if isinstance(one, Mapping) else str(index): one
        for index, one in enumerate(elements)
    }


def _name(element: Any, key: str) -> str:
    if not isinstance(element, Mapping):
        return key
    return str(next((element[name] for name in NAMES if element.get(name)), key))
