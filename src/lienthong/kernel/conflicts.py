# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two people changed the same thing: field by field, what each made of what both had seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.kernel.errors import StaleVersion

MINE, THEIRS, BASE = "mine", "theirs", "base"
CHOICES = (MINE, THEIRS, BASE)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field that both changed, differently."""

    name: str
    base: str
    mine: str
    theirs: str


class EditConflict(StaleVersion):
    """Somebody else changed the same fields meanwhile; whoever comes later decides on each.

    ``merged`` are all fields with what only one of them changed, and mine where both did.
    """

    def __init__(
        self, fields: list[FieldConflict], theirs: Mapping[str, str], merged: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.conflicts = fields
        self.theirs = dict(theirs)
        self.merged = dict(merged)


def merge(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """The fields of mine, with theirs wherever only they changed it.

    Line ends and outer blanks are no change. Raises ``EditConflict`` for what both changed.
    """
    merged, conflicts = dict(theirs), []
    for name, value in mine.items():
        was, now = base.get(name, ""), theirs.get(name, "")
        if plain(value) == plain(was):
            continue
        if plain(now) not in {plain(was), plain(value)}:
            conflicts.append(FieldConflict(name, was, value, now))
        merged[name] = value
    if conflicts:
        raise EditConflict(conflicts, theirs, merged)
    return merged


def plain(text: str) -> str:
    """A text without what browsers change by themselves."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def resolved(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """What was chosen for each field of a conflict screen: ``pick_<name>`` of three values."""
    found = {}
    for name in names:
        choice = str(data.get(f"pick_{name}", MINE))
        choice = choice if choice in CHOICES else MINE
        found[name] = str(data.get(f"{choice}_{name}", ""))
    return found
