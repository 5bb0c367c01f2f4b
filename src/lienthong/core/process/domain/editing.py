# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The plain content of a table that is being made: finding steps, where they lead, who saw what.

Content is what ``read_table(…, unfinished=True)`` reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lienthong.core.process.domain.tables import Kind
from lienthong.kernel.designs import Content, Gone

Row = dict[str, Any]
HEADER = "header"
"""Stands for the table as a whole where a step is asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands: the list it is in, its index there, the scope with its start."""

    rows: list[Row]
    index: int
    scope: Row

    @property
    def row(self) -> Row:
        """The step itself."""
        return self.rows[self.index]


def places_in(scope: Row) -> Iterator[Place]:
    """Every step of a scope and of the scopes inside, in the order of the table."""
    rows = scope.get("steps", [])
    for index, row in enumerate(rows):
        yield Place(rows, index, scope)
        inner = [row] if row.get("kind") == Kind.SUBPROCESS.value else row.get("branches", [])
        for scope_inside in inner:
            yield from places_in(scope_inside)


def place_of(content: Content, node: str) -> Place:
    """Where the step stands. Raises ``Gone``."""
    for place in places_in(content):
        if place.row.get("node") == node:
            return place
    raise Gone(node)


def scope_of(content: Content, name: str) -> Row:
    """A scope: "" is the outermost, "x" a subprocess, "x.2" a branch. Raises ``Gone``."""
    node, _, number = name.partition(".")
    if not name:
        return content
    row = place_of(content, node).row
    branches = row.get("branches", [])
    if number.isdigit() and 0 < int(number) <= len(branches):
        branch: Row = branches[int(number) - 1]
        return branch
    if row.get("kind") == Kind.SUBPROCESS.value and not number:
        return row
    raise Gone(name)


def fingerprint(content: Content, node: str) -> str:
    """What the step, or the table as a whole, says now, without the steps inside."""
    row = content if node == HEADER else place_of(content, node).row
    own = {key: value for key, value in row.items() if key not in ("steps", "branches", "layout")}
    own["branches"] = [branch.get("when", "") for branch in row.get("branches", [])]
    text = json.dumps(own, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main_target(row: Row) -> str:
    """Where the step usually goes on."""
    if row.get("kind") == Kind.CHOICE.value:
        return str(row.get("otherwise", ""))
    if "outcomes" in row:
        return next((str(way["to"]) for way in row["outcomes"] if way.get("to")), "")
    return str(row.get("to", ""))


def lead(row: Row, old: str, new: str) -> None:
    """Let every word of the row that leads to one node lead to another.

    From no node: let the row go on to the other one, where it does not know yet.
    """
    if not old:
        if "outcomes" in row:
            empty = next(
                (w for w in row["outcomes"] if not w.get("to") and not w.get("back")), None
            )
            if empty is not None:
                empty["to"] = new
        elif row.get("kind") == Kind.CHOICE.value:
            row["otherwise"] = row.get("otherwise") or new
        elif row.get("kind") != Kind.END.value:
            row["to"] = new
        return
    for ways in ("outcomes", "choices", "boundaries"):
        for way in row.get(ways, ()):
            if way.get("to") == old:
                way["to"] = new
            if way.get("back") == old and new:
                way["back"] = new
    for word in ("to", "late", "otherwise"):
        if row.get(word) == old:
            row[word] = new
