# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes of a definition: each makes a new definition and says where to look next."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lienthong.kernel.designs import Content, Full, Gone, Taken
from lienthong.modules.onestop.domain.design.places import (
    find,
    fingerprint,
    free_key,
    list_around,
    place_in,
    write_at,
)

MOST_ELEMENTS = 200
"""Most elements of one list."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Write values (None: take away) at dotted paths of the element at a place.

    ``seen`` is the fingerprint of these paths when the person began; empty does not compare.
    """

    place: str
    values: Mapping[str, Any]
    seen: str = ""
    act: str = "edit"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Write them."""
        made = deepcopy(content)
        element = find(made, self.place)
        if not isinstance(element, dict):
            raise Gone(self.place)
        if self.seen and fingerprint(element, self.values) != self.seen:
            raise Taken
        for path, value in self.values.items():
            write_at(element, path, value)
        return made, self._renamed(made, element)

    def _renamed(self, made: Content, element: dict[str, Any]) -> str:
        """The place after its key changed."""
        owner, _slash, part = self.place.rpartition("/")
        siblings = find(made, owner)
        if not isinstance(siblings, list) or part == element.get("key"):
            return self.place
        index = next(i for i, one in enumerate(siblings) if one is element)
        return place_in(owner, siblings, index)


@dataclass(frozen=True, slots=True)
class Add:
    """Put a new element at the end of the list at a place."""

    place: str
    element: Mapping[str, Any]
    act: str = field(default="add", init=False)

    def apply(self, content: Content) -> tuple[Content, str]:
        """Add it, under a free key."""
        made = deepcopy(content)
        owner, _slash, name = self.place.rpartition("/")
        holder = find(made, owner)
        if not isinstance(holder, dict):
            raise Gone(self.place)
        siblings = holder.setdefault(name, [])
        element = deepcopy(dict(self.element))
        if "key" in element:
            element["key"] = free_key(siblings, str(element["key"]))
        return made, _put(siblings, len(siblings), element, self.place)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy of an element right after it."""

    place: str
    act: str = field(default="duplicate", init=False)

    def apply(self, content: Content) -> tuple[Content, str]:
        """Copy it, under a free key."""
        made = deepcopy(content)
        siblings, index = list_around(made, self.place)
        element = deepcopy(siblings[index])
        if "key" in element:
            element["key"] = free_key(siblings, str(element["key"]))
        return made, _put(siblings, index + 1, element, self.place.rpartition("/")[0])


@dataclass(frozen=True, slots=True)
class Step:
    """One place up (-1) or down (1) in its list; at the end nothing happens."""

    place: str
    by: int
    act: str = field(default="move", init=False)

    def apply(self, content: Content) -> tuple[Content, str]:
        """Move it."""
        made = deepcopy(content)
        siblings, index = list_around(made, self.place)
        to = min(max(index + self.by, 0), len(siblings) - 1)
        siblings.insert(to, siblings.pop(index))
        return made, place_in(self.place.rpartition("/")[0], siblings, to)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an element out of its list."""

    place: str
    act: str = field(default="remove", init=False)

    def apply(self, content: Content) -> tuple[Content, str]:
        """Remove it; then its neighbour is looked at, or the list."""
        made = deepcopy(content)
        siblings, index = list_around(made, self.place)
        del siblings[index]
        owner = self.place.rpartition("/")[0]
        if not siblings:
            return made, owner
        return made, place_in(owner, siblings, min(index, len(siblings) - 1))


def _put(siblings: list[Any], index: int, element: dict[str, Any], owner: str) -> str:
    if len(siblings) >= MOST_ELEMENTS:
        raise Full
    siblings.insert(index, element)
    return place_in(owner, siblings, index)
