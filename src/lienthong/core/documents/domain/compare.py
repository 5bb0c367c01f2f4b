# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The difference between two texts: line by line, and word by word inside changed lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

MOST_LINES = 4_000
MOST_WORDS = 400  # of one line compared word by word
SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``same``, ``added`` or ``removed``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line on both sides; a side without the line has no number and no pieces."""

    kind: str
    left_number: int | None = None
    right_number: int | None = None
    left: tuple[Piece, ...] = field(default=())
    right: tuple[Piece, ...] = field(default=())


class TooLongError(ValueError):
    """The texts have too many lines to be compared on a screen."""


def compare(old: str, new: str) -> list[Row]:
    """Return the rows of the comparison, blank lines left out. Raises ``TooLongError``."""
    left, right = _lines(old), _lines(new)
    if max(len(left), len(right)) > MOST_LINES:
        raise TooLongError
    rows: list[Row] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows += [
                Row(SAME, a + n + 1, c + n + 1, _plain(left[a + n]), _plain(left[a + n]))
                for n in range(b - a)
            ]
        else:
            rows += _block(left, right, (a, b), (c, d))
    return rows


def counts(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Return how many lines were changed, added and removed."""
    kinds = [row.kind for row in rows]
    return kinds.count(CHANGED), kinds.count(ADDED), kinds.count(REMOVED)


def near_changes(rows: Sequence[Row], *, around: int = 2) -> list[Row | None]:
    """Return changed rows with some lines around them; None stands for lines left out."""
    wanted = {
        near
        for place, row in enumerate(rows)
        if row.kind != SAME
        for near in range(place - around, place + around + 1)
    }
    found: list[Row | None] = []
    for place, row in enumerate(rows):
        if place in wanted:
            found.append(row)
        elif not found or found[-1] is not None:
            found.append(None)
    return found


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _block(
    left: Sequence[str], right: Sequence[str], old: tuple[int, int], new: tuple[int, int]
) -> Iterator[Row]:
    """Lines replaced by others: paired in order, the rest stand alone."""
    paired = min(old[1] - old[0], new[1] - new[0])
    for n in range(paired):
        before, after = left[old[0] + n], right[new[0] + n]
        yield Row(CHANGED, old[0] + n + 1, new[0] + n + 1, *_words(before, after))
    for n in range(old[0] + paired, old[1]):
        yield Row(REMOVED, n + 1, None, (Piece(REMOVED, left[n]),))
    for n in range(new[0] + paired, new[1]):
        yield Row(ADDED, None, n + 1, (), (Piece(ADDED, right[n]),))


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return (Piece(REMOVED, old),), (Piece(ADDED, new),)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = kind == "equal"
        if b > a:
            left.append(Piece(SAME if same else REMOVED, "".join(before[a:b])))
        if d > c:
            right.append(Piece(SAME if same else ADDED, "".join(after[c:d])))
    return tuple(left), tuple(right)


def _plain(line: str) -> tuple[Piece, ...]:
    return (Piece(SAME, line),)
