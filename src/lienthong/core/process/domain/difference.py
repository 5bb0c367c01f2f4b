# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What one table says otherwise than another, step by step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lienthong.core.process.domain.editing import HEADER, Row, places_in
from lienthong.kernel.designs import Content


class Sort(StrEnum):
    """What happened to a step."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: the step, and for a changed one the attribute before and after."""

    node: str
    title: str
    sort: Sort
    attribute: str = ""
    before: str = ""
    after: str = ""


_WHERE_NOTHING_SHOWS = frozenset({"node", "steps", "branches", "layout", "format"})
_BY_CODE = ("outcomes", "boundaries")


Say = Callable[[str, Any], str]


def plainly(_attribute: str, value: Any) -> str:
    """A value of an attribute as it is stored."""
    return _said(value)


def difference(before: Content, after: Content, say: Say = plainly) -> list[Difference]:
    """Everything that differs, the table as a whole first, then steps in the new order.

    ``say`` puts the value of an attribute into words.
    """
    return list(_differences(before, after, say))


def _differences(before: Content, after: Content, say: Say) -> Iterator[Difference]:
    head = str(after.get("title", ""))
    yield from _attributes(HEADER, head, _head(before), _head(after), say)
    old, new = _rows(before), _rows(after)
    for node, (row, scope) in new.items():
        title = str(row.get("title", ""))
        if node not in old:
            yield Difference(node, title, Sort.ADDED)
            continue
        if old[node][1] != scope:
            yield Difference(node, title, Sort.MOVED)
        yield from _attributes(node, title, _plain(old[node][0]), _plain(row), say)
    for node, (row, _scope) in old.items():
        if node not in new:
            yield Difference(node, str(row.get("title", "")), Sort.REMOVED)


def _head(content: Content) -> Mapping[str, Any]:
    head = {key: value for key, value in content.items() if key not in _WHERE_NOTHING_SHOWS}
    data = head.pop("data", {})
    return head | {f"data.{name}": item for name, item in data.items()}


def _rows(content: Content) -> dict[str, tuple[Row, str]]:
    return {
        str(place.row["node"]): (place.row, str(place.scope.get("node", "")))
        for place in places_in(content)
    }


def _plain(row: Row) -> Mapping[str, Any]:
    """A row as attributes: each outcome and event on the border is one."""
    flat = {key: value for key, value in row.items() if key not in _WHERE_NOTHING_SHOWS}
    for key in _BY_CODE:
        for item in flat.pop(key, ()):
            rest = {name: value for name, value in item.items() if name != "code"}
            flat[f"{key}.{item.get('code', '')}"] = rest
    for number, branch in enumerate(row.get("branches", ()), 1):
        flat[f"branch.{number}"] = {k: branch[k] for k in ("title", "when") if branch.get(k)}
    return flat


def _attributes(
    node: str, title: str, before: Mapping[str, Any], after: Mapping[str, Any], say: Say
) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if _said(old) != _said(new):
            yield Difference(node, title, Sort.CHANGED, key, say(key, old), say(key, new))


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, dict):
        return ", ".join(
            f"{key}: {_said(item) or item}" for key, item in value.items() if item != ""
        )
    return json.dumps(value, ensure_ascii=False)
