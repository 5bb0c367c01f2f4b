# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the words of the lines are written: beside their own line, over nothing else if possible.

Measures are in BPMN diagram units (pixels at 100 %), boxes are left, top, width, height.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from lienthong.core.process.domain.diagrams import Diagram, Shape
from lienthong.core.process.domain.layout import flows_of, shapes_of
from lienthong.core.process.domain.routing import Point, meets

Label = tuple[int, int, int, int]
WIDEST = 90
"""Where drawing tools break the words of a line."""
_LETTER, _LINE, _CLEAR = 7, 14, 4
_ON_SHAPE, _ON_LABEL, _ON_LINE, _LATER = 1000, 600, 40, 1
_PLAIN = ("Event", "Gateway")


def labels_of(diagram: Diagram, drawn: Mapping[str, Sequence[int]]) -> dict[str, Label]:
    """A box for the words of every named line, by its id; ``drawn`` as ``layout.places`` says.

    One after the other takes the first place that covers the least: shapes count most, then other
    words, then lines.
    """
    solid = [box for shape in shapes_of(diagram) for box in _solid(shape, drawn[shape.id])]
    lines = {flow.id: _points(drawn[flow.id]) for flow in flows_of(diagram)}
    ways = list(lines.values())
    found: dict[str, Label] = {}
    for flow in flows_of(diagram):
        if flow.name and len(lines[flow.id]) > 1:
            places = enumerate(_places(lines[flow.id], size_of(flow.name)))
            costs = ((_cost(box, solid, found, ways) + _LATER * n, box) for n, box in places)
            found[flow.id] = min(costs, key=lambda one: one[0])[1]
    return found


def size_of(words: str) -> tuple[int, int]:
    """How wide and tall the words are once they are broken into lines."""
    rows = textwrap.wrap(words, WIDEST // _LETTER) or [""]
    return min(WIDEST, _LETTER * max(map(len, rows))), _LINE * len(rows)


def _solid(shape: Shape, box: Sequence[int]) -> Iterator[Sequence[int]]:
    """What no words may cover: the shape unless others are inside it, and its own words below."""
    if shape.inner is None:
        yield box
    if shape.name and shape.tag.endswith(_PLAIN):
        wide, tall = size_of(shape.name)
        yield box[0] + box[2] // 2 - wide // 2, box[1] + box[3], wide, tall + _CLEAR


def _places(line: Sequence[Point], size: tuple[int, int]) -> Iterator[Label]:
    """Beside every piece of the line, the longest level one first: lines share their beginning."""
    wide, tall = size
    pieces = sorted(
        itertools.pairwise(line),
        key=lambda piece: (piece[0][1] != piece[1][1], -abs(piece[0][0] - piece[1][0])),
    )
    for (x1, y1), (x2, y2) in pieces:
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if y1 == y2:
            near, far = left + _CLEAR, right - wide - _CLEAR
            first, last = (near, far) if x1 < x2 else (far, near)
            for x in (first, last, (left + right - wide) // 2):
                yield x, y1 - tall - _CLEAR, wide, tall
                yield x, y1 + _CLEAR, wide, tall
        else:
            for y in ((top + bottom - tall) // 2, top + _CLEAR, bottom - tall - _CLEAR):
                yield x1 + _CLEAR, y, wide, tall
                yield x1 - wide - _CLEAR, y, wide, tall


def _cost(
    box: Label,
    solid: Sequence[Sequence[int]],
    taken: Mapping[str, Label],
    lines: Sequence[Sequence[Point]],
) -> int:
    """How much of everything else the words would cover."""
    shapes = sum(_overlap(box, other) for other in solid)
    words = sum(_overlap(box, other) for other in taken.values())
    crossed = sum(meets(line, box) for line in lines)
    return _ON_SHAPE * shapes + _ON_LABEL * words + _ON_LINE * crossed


def _overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
    return not (beside or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1])


def _points(numbers: Sequence[int]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=False))
