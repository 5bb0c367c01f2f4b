# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of a table that is being made: each is one act and says which step it was about.

New steps are put into the way between the step before and what followed it; what led to a removed
step leads to what followed it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lienthong.core.process.domain.bpmn_rows import code_of, free_code
from lienthong.core.process.domain.editing import (
    HEADER,
    Row,
    fingerprint,
    lead,
    main_target,
    place_of,
    places_in,
    scope_of,
)
from lienthong.core.process.domain.ordering import ordered_like
from lienthong.core.process.domain.tables import DONE, Kind
from lienthong.kernel.designs import Content, Gone, Taken

_FORKED = frozenset({Kind.PARALLEL.value, Kind.INCLUSIVE.value})


@dataclass(frozen=True, slots=True)
class AddStep:
    """A new step in a scope behind another step (first without one)."""

    kind: str
    title: str
    into: str = ""
    after: str = ""
    way: str = "Xong"
    """Title of the outcome that a new task begins with, and of new tasks inside blocks."""
    act: ClassVar[str] = "add"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Put it between the step and what followed it."""
        content = copy.deepcopy(content)
        place = place_of(content, self.after) if self.after else None
        scope = place.scope if place else scope_of(content, self.into)
        before = place.row if place else None
        row = self.row(content, scope, before)
        rows = scope.setdefault("steps", [])
        rows.insert(place.index + 1 if place else 0, row)
        if row.get("kind") == Kind.END.value:
            return content, row["node"]
        if before is None:
            scope["start"] = row["node"]
        else:
            lead(before, main_target(before), row["node"])
        return content, row["node"]

    def row(self, content: Content, scope: Row, before: Row | None) -> Row:
        """The step with what its kind needs."""
        taken = {place.row["node"] for place in places_in(content)}
        node = free_code(code_of(self.title) or self.kind, taken)
        to = main_target(before) if before is not None else scope.get("start", "")
        if not to and scope is not content:
            to = DONE
        row: Row = {"node": node, "title": self.title}
        if self.kind == Kind.TASK.value:
            return row | {"role": "", "outcomes": [_way(self.way, to)]}
        row["kind"] = self.kind
        if self.kind == Kind.END.value:
            return row
        if self.kind == Kind.CHOICE.value:
            return row | {"choices": [{"when": "", "to": to}], "otherwise": to}
        row["to"] = to
        if self.kind == Kind.WAIT.value:
            row["limit"] = {"amount": 1, "unit": "working_day"}
        if self.kind == Kind.SERVICE.value:
            row["service"] = ""
        if self.kind == Kind.SUBPROCESS.value:
            row |= self.branch(node, 1, taken)
        elif self.kind in _FORKED:
            row["branches"] = [self.branch(node, number, taken) for number in (1, 2)]
        return row

    def branch(self, node: str, number: int, taken: set[str]) -> Row:
        """A scope with one task."""
        name = free_code(f"{node}_{number}", taken)
        taken.add(name)
        title = f"{self.title} {number}"
        task: Row = {"node": name, "title": title, "role": "", "outcomes": [_way(self.way, DONE)]}
        return {"start": name, "steps": [task]}


@dataclass(frozen=True, slots=True)
class AddBranch:
    """One more branch of a block, with one task in it."""

    node: str
    title: str
    way: str = "Xong"
    act: ClassVar[str] = "add_branch"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Put it behind the others."""
        content = copy.deepcopy(content)
        row = place_of(content, self.node).row
        if "branches" not in row:
            raise Gone(self.node)
        taken = {place.row["node"] for place in places_in(content)}
        number = len(row["branches"]) + 1
        adding = AddStep(Kind.TASK.value, self.title, way=self.way)
        row["branches"].append(adding.branch(self.node, number, taken))
        return content, self.node


@dataclass(frozen=True, slots=True)
class RemoveStep:
    """Take a step away with everything in it."""

    node: str
    act: ClassVar[str] = "remove"

    def apply(self, content: Content) -> tuple[Content, str]:
        """What led to it leads to what followed it."""
        content = copy.deepcopy(content)
        place = place_of(content, self.node)
        onward = main_target(place.row)
        onward = "" if onward == self.node else onward
        del place.rows[place.index]
        if place.scope.get("start") == self.node:
            place.scope["start"] = "" if onward == DONE else onward
        for other in place.rows:
            lead(other, self.node, onward)
        beside = place.rows[min(place.index, len(place.rows) - 1)] if place.rows else None
        return content, str(beside["node"]) if beside else HEADER


@dataclass(frozen=True, slots=True)
class MoveStep:
    """One row up or down among the rows of the same scope; the way of the matter stays."""

    node: str
    by: int
    act: ClassVar[str] = "move"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Swap it with its neighbour."""
        content = copy.deepcopy(content)
        place = place_of(content, self.node)
        other = place.index + self.by
        if 0 <= other < len(place.rows):
            rows = place.rows
            rows[place.index], rows[other] = rows[other], rows[place.index]
        return content, self.node


@dataclass(frozen=True, slots=True)
class DuplicateStep:
    """A copy behind the step, not yet in the way of anything."""

    node: str
    act: ClassVar[str] = "duplicate"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Copy it under new codes; the steps inside point at one another's copies."""
        content = copy.deepcopy(content)
        place = place_of(content, self.node)
        taken = {item.row["node"] for item in places_in(content)}
        twin = copy.deepcopy(place.row)
        for inner in places_in({"steps": [twin]}):
            old = inner.row["node"]
            inner.row["node"] = free_code(old, taken)
            taken.add(inner.row["node"])
            if inner.scope.get("start") == old:
                inner.scope["start"] = inner.row["node"]
            for sibling in inner.rows if inner.row is not twin else ():
                lead(sibling, old, inner.row["node"])
        place.rows.insert(place.index + 1, twin)
        return content, twin["node"]


@dataclass(frozen=True, slots=True)
class EditStep:
    """New values of a step; the steps inside it stay. ``seen`` is its fingerprint on the screen."""

    node: str
    values: Mapping[str, Any]
    seen: str = ""
    act: ClassVar[str] = "edit"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Put the values in place of the old ones."""
        content = copy.deepcopy(content)
        place = place_of(content, self.node)
        if self.seen and self.seen != fingerprint(content, self.node):
            raise Taken(self.node)
        old = place.row
        kept = {key: old[key] for key in ("node", "kind", "start", "steps") if key in old}
        new = dict(self.values)
        if "branches" in old:
            names = new.pop("branches", [{} for _ in old["branches"]])
            new["branches"] = [
                {"start": branch.get("start", ""), "steps": branch.get("steps", [])} | dict(name)
                for branch, name in zip(old["branches"], names, strict=False)
            ]
        place.rows[place.index] = kept | new
        return content, self.node


@dataclass(frozen=True, slots=True)
class EditHeader:
    """New values of the table as a whole: title, legal basis, start, names of data."""

    values: Mapping[str, Any]
    seen: str = ""
    act: ClassVar[str] = "edit_header"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Put the values in place of the old ones."""
        if self.seen and self.seen != fingerprint(content, HEADER):
            raise Taken(HEADER)
        return copy.deepcopy(content) | dict(self.values), HEADER


@dataclass(frozen=True, slots=True)
class Redraw:
    """The whole table as somebody drew it. ``seen`` is the revision of the drawing."""

    drawn: Mapping[str, Any] = field(default_factory=dict)
    act: ClassVar[str] = "drawn"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Take the drawing; the code of the process and the order of its table stay."""
        return ordered_like(self.drawn, content) | {"code": content["code"]}, HEADER


@dataclass(frozen=True, slots=True)
class PutCondition:
    """A condition at a place of a step: ``when``, ``choice-0``, ``branch-0``; empty: taken away.

    A number one past the last adds a way out. ``data`` are names that become declared by it.
    """

    node: str
    slot: str
    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""
    act: ClassVar[str] = "condition"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Put it there. Raises ``Taken`` or ``Gone``."""
        content = copy.deepcopy(content)
        row = place_of(content, self.node).row
        if self.seen and self.seen != fingerprint(content, self.node):
            raise Taken(self.node)
        if self.data:
            content["data"] = {**content.get("data", {}), **self.data}
        sort, _dash, number = self.slot.partition("-")
        if sort == "choice":
            self._choose(row.setdefault("choices", []), int(number))
        else:
            self._put(row["branches"][int(number)] if sort == "branch" else row)
        return content, self.node

    def _choose(self, choices: list[Row], index: int) -> None:
        if not self.text:
            del choices[index : index + 1]
        elif index < len(choices):
            choices[index]["when"] = self.text
        else:
            choices.append({"when": self.text, "to": ""})

    def _put(self, row: Row) -> None:
        row.pop("when", None)
        if self.text:
            row["when"] = self.text


def _way(title: str, to: str) -> Row:
    return {"code": code_of(title) or "done", "title": title, "to": to}
