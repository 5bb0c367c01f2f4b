# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines between shapes: right angles only, through the gaps between columns, never through shapes.

Between two columns lies a gap with as many tracks as lines go up or down in it; detours run above
or below all shapes on lanes of their own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Point = tuple[int, int]
TRACK, EDGE, NARROWEST = 12, 18, 52
"""Between two tracks, from a column to the nearest one, and the narrowest gap."""
LANE, AWAY = 34, 38
"""Between two lanes, and from the shapes to the nearest one: words of two lines find room."""
WORDS = 84
"""Room for words between two columns."""
_CLEAR = 8


@dataclass(slots=True)
class Gap:
    """The room between two columns; each line that turns in it gets a track."""

    tracks: list[list[tuple[int, int]]] = field(default_factory=list)
    given: dict[str, int] = field(default_factory=dict)
    left: int = 0
    has_words: bool = False
    """Whether words are written where lines leave the gap."""

    def turn(self, key: str, start: int, end: int) -> None:
        """A line goes from one height to another here."""
        low, high = min(start, end), max(start, end)
        for number, taken in enumerate(self.tracks):
            if all(high + _CLEAR < a or b + _CLEAR < low for a, b in taken):
                taken.append((low, high))
                self.given[key] = number
                return
        self.given[key] = len(self.tracks)
        self.tracks.append([(low, high)])

    @property
    def width(self) -> int:
        """As wide as its tracks and words need."""
        wide = 2 * EDGE + TRACK * (len(self.tracks) - 1)
        return max(NARROWEST, wide + WORDS * self.has_words)

    def at(self, key: str) -> int:
        """Where the line goes up or down."""
        return self.left + EDGE + TRACK * self.given[key]


def lanes(spans: Iterable[tuple[str, int, int]]) -> dict[str, int]:
    """A lane for each detour, by the columns between which it runs; short ones are nearest."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[str, int] = {}
    for key, one, other in sorted(spans, key=lambda span: abs(span[2] - span[1])):
        low, high = min(one, other), max(one, other)
        for number, lane in enumerate(taken):
            if all(high < a or b < low for a, b in lane):
                lane.append((low, high))
                found[key] = number
                break
        else:
            found[key] = len(taken)
            taken.append([(low, high)])
    return found


def straightened(points: Sequence[Point]) -> list[Point]:
    """The same line without the points at which it does not turn."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        if len(found) > 1 and _in_line(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return found


def _in_line(first: Point, second: Point, third: Point) -> bool:
    return first[0] == second[0] == third[0] or first[1] == second[1] == third[1]


def around(
    source: Sequence[int], target: Sequence[int], others: Mapping[str, Sequence[int]]
) -> list[Point]:
    """A line between two boxes (left, top, width, height) that somebody placed anywhere.

    The shortest of some ways with right angles that meets no other box, else one above them all.
    """
    start = (source[0] + source[2], source[1] + source[3] // 2)
    end = (target[0], target[1] + target[3] // 2)
    highest = min((box[1] for box in others.values()), default=start[1]) - AWAY
    lowest = max((box[1] + box[3] for box in others.values()), default=start[1]) + AWAY
    turns = []
    if end[0] - start[0] >= 2 * TRACK:
        middle = (start[0] + end[0]) // 2
        turns += [[(x, start[1]), (x, end[1])] for x in (middle, start[0] + EDGE, end[0] - EDGE)]
    near = [source[1] - AWAY, source[1] + source[3] + AWAY]
    near += [target[1] - AWAY, target[1] + target[3] + AWAY]
    out, back = start[0] + EDGE, end[0] - EDGE
    for lane in (*near, lowest, highest):
        turns.append([(out, start[1]), (out, lane), (back, lane), (back, end[1])])
    ways = [straightened([start, *turn, end]) for turn in turns]
    free = [way for way in ways if not any(meets(way, box) for box in others.values())]
    return min(free, key=length) if free else ways[-2]


def length(points: Sequence[Point]) -> int:
    """How long a line is, a turn counting a little."""
    pairs = itertools.pairwise(points)
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) + TRACK for a, b in pairs)


def meets(points: Sequence[Point], box: Sequence[int]) -> bool:
    """Whether a line runs through the inside of a box (left, top, width, height)."""
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        wide = min(x1, x2) < right and max(x1, x2) > left
        tall = min(y1, y2) < bottom and max(y1, y2) > top
        if wide and tall:
            return True
    return False
