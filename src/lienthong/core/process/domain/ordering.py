# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The order of the table kept where a drawing, which has none, takes its place."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.core.process.domain.editing import Row, places_in
from lienthong.kernel.designs import Content


def ordered_like(drawn: Mapping[str, Any], before: Content) -> Content:
    """The drawn table; known steps of each scope in the order of before, new ones in their way."""
    content = copy.deepcopy(dict(drawn))
    ranks = {place.row["node"]: rank for rank, place in enumerate(places_in(before))}
    for rows in [content.get("steps", []), *_inner(content)]:
        rows[:] = _ordered(rows, ranks)
    return content


def _inner(scope: Row) -> Iterator[list[Row]]:
    for row in scope.get("steps", ()):
        for inside in (row, *row.get("branches", ())):
            if inside.get("steps"):
                yield inside["steps"]
                yield from _inner(inside)


def _ordered(rows: list[Row], ranks: Mapping[str, int]) -> list[Row]:
    known = [row for row in rows if row["node"] in ranks]
    found = sorted(known, key=lambda row: ranks[row["node"]])
    for row in rows:
        if row["node"] not in ranks:
            found.insert(_place(row, found), row)
    return found


def _place(new: Row, rows: list[Row]) -> int:
    """Behind the first step that leads to the new one, else before one it leads to, else last."""
    node, aims = new["node"], set(_aims(new))
    behind = next((index + 1 for index, row in enumerate(rows) if node in _aims(row)), None)
    before = next((index for index, row in enumerate(rows) if row["node"] in aims), len(rows))
    return before if behind is None else behind


def _aims(row: Row) -> list[str]:
    ways = (*row.get("outcomes", ()), *row.get("choices", ()), *row.get("boundaries", ()))
    own = (row.get(word) for word in ("to", "late", "otherwise"))
    return [str(aim) for aim in (*(way.get("to") for way in ways), *own) if aim]
