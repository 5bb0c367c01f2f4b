# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The layout of a diagram nobody drew: ranks from left to right, lines in the gaps between them.

Measures are in BPMN diagram units (pixels at 100 %).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lienthong.core.process.domain.diagrams import Diagram, Flow, Shape
from lienthong.core.process.domain.ranking import Ranked, rank
from lienthong.core.process.domain.routing import (
    AWAY,
    LANE,
    Gap,
    Point,
    around,
    lanes,
    straightened,
)

_EVENT = (36, 36)
_GATEWAY = (50, 50)
_TASK = (120, 80)
_SLOT = 16
_GAP_Y, _MARGIN, _STUB = 44, 40, 10


@dataclass(slots=True)
class Box:
    """Where a shape is drawn: upper left corner and size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def numbers(self) -> list[int]:
        """Left, top, width, height."""
        return [self.x, self.y, self.width, self.height]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes by shape id and lines by flow id, of the diagram and all inner ones; size."""

    boxes: dict[str, Box]
    width: int
    height: int
    lines: dict[str, list[Point]] = field(default_factory=dict)


def lay_out(diagram: Diagram) -> Drawing:
    """Boxes for every shape and a line for every flow; the whole begins at the margin."""
    inner = {shape.id: lay_out(shape.inner) for shape in diagram.shapes if shape.inner}
    drawing = _Scope(diagram, inner).draw()
    for block, part in inner.items():
        at = drawing.boxes[block]
        for name, box in part.boxes.items():
            drawing.boxes[name] = Box(box.x + at.x, box.y + at.y, box.width, box.height)
        for name, points in part.lines.items():
            drawing.lines[name] = [(x + at.x, y + at.y) for x, y in points]
    return drawing


class _Heights:
    """One scope of which only the heights are known: of everything in columns, and of detours."""

    def __init__(self, diagram: Diagram, inner: Mapping[str, Drawing]) -> None:
        self.diagram = diagram
        self.ranked: Ranked = rank(diagram)
        self.sizes = {shape.id: _size(shape, inner.get(shape.id)) for shape in diagram.shapes}
        self.borders: dict[str, list[str]] = {}
        for shape in diagram.shapes:
            if shape.attached:
                self.borders.setdefault(shape.attached, []).append(shape.id)
        self.hosts = {event: host for host, events in self.borders.items() for event in events}
        self.middle: dict[str, int] = {}
        self.lanes: dict[str, int] = {}
        self.stack()
        self.choose_lanes()

    def stack(self) -> None:
        """The middle of everything: as near as possible to what leads there, nothing overlaps."""
        leading: dict[str, list[str]] = {}
        for way in self.ranked.ways.values():
            for one, other in itertools.pairwise(way):
                leading.setdefault(other, []).append(one)
        for column in self.ranked.columns:
            free: int | None = None
            for name in column:
                above, below = self.extent(name)
                wanted = [self.middle[each] for each in leading.get(name, ())]
                at = wanted[0] if len(wanted) < 3 and wanted else _mean(wanted)
                self.middle[name] = at if free is None else max(at, free + above)
                free = self.middle[name] + below + _GAP_Y

    def extent(self, name: str) -> tuple[int, int]:
        """How far something reaches above and below its middle, border events with their lines."""
        if name not in self.sizes:
            return _SLOT // 2, _SLOT // 2 - _GAP_Y // 2
        tall = self.sizes[name][1]
        events = len(self.borders.get(name, ()))
        return tall // 2, tall - tall // 2 + (events and _EVENT[1] // 2 + _STUB * events)

    def choose_lanes(self) -> None:
        """Back below the shapes, far ahead above them."""
        reach = [(self.middle[name], self.extent(name)) for name in self.sizes_of_columns()]
        top = min(at - above for at, (above, _below) in reach)
        bottom = max(at + below for at, (_above, below) in reach)
        ahead: list[tuple[str, int, int]] = []
        back: list[tuple[str, int, int]] = []
        for flow in self.ranked.detours:
            one, other = self.ends(flow)
            (ahead if other > one else back).append((flow.id, one + 1, other))
        for key, number in lanes(back).items():
            self.lanes[key] = bottom + AWAY + LANE * number
        for key, number in lanes(ahead).items():
            self.lanes[key] = top - AWAY - LANE * number

    def sizes_of_columns(self) -> list[str]:
        return [name for column in self.ranked.columns for name in column if name in self.sizes]

    def ends(self, flow: Flow) -> tuple[int, int]:
        ranks = self.ranked.rank
        return ranks[self.hosts.get(flow.source, flow.source)], ranks[flow.target]

    def begins_at(self, flow: Flow) -> int:
        host = self.hosts.get(flow.source)
        if host is None:
            return self.middle[flow.source]
        tall, events = self.sizes[host][1], self.borders[host]
        bottom = self.middle[host] - tall // 2 + tall + _EVENT[1] // 2
        return bottom + _STUB * (len(events) - events.index(flow.source))


class _Scope(_Heights):
    """One scope while it is laid out: after the heights the tracks, then all widths."""

    def __init__(self, diagram: Diagram, inner: Mapping[str, Drawing]) -> None:
        super().__init__(diagram, inner)
        self.gaps = [Gap() for _ in range(len(self.ranked.columns) + 1)]
        self.left: dict[str, int] = {}

    def draw(self) -> Drawing:
        self.choose_tracks()
        width = self.spread()
        boxes = {name: self.box(name) for name in self.sizes if name not in self.hosts}
        for host, events in self.borders.items():
            for number, event in enumerate(events):
                boxes[event] = self.border_box(boxes[host], number)
        lines = {flow.id: self.line(flow, boxes) for flow in self.diagram.flows}
        return self.moved(boxes, lines, width)

    def choose_tracks(self) -> None:
        for flow in self.diagram.flows:
            for key, gap, one, other in self.turns(flow):
                if one != other:
                    self.gaps[gap].turn(key, one, other)
            named = flow.name and flow.id not in self.lanes
            self.gaps[self.ends(flow)[0] + 1].has_words |= bool(named)

    def turns(self, flow: Flow) -> list[tuple[str, int, int, int]]:
        """Where a line changes its height: name, gap, from which height to which."""
        begin, end = self.begins_at(flow), self.middle[flow.target]
        if flow.id in self.lanes:
            one, other = self.ends(flow)
            lane = self.lanes[flow.id]
            return [(f"{flow.id}>", one + 1, begin, lane), (f"{flow.id}<", other, lane, end)]
        way = self.ranked.ways[flow.id]
        first = self.ends(flow)[0] + 1
        heights = [begin, *(self.middle[name] for name in way[1:])]
        pairs = itertools.pairwise(heights)
        return [(f"{flow.id}{n}", first + n, a, b) for n, (a, b) in enumerate(pairs)]

    def spread(self) -> int:
        """Columns and gaps from left to right; the whole width."""
        x = 0
        for gap, column in zip(self.gaps, self.ranked.columns, strict=False):
            gap.left = x
            x += gap.width if gap.tracks or x else 0
            wide = max((self.sizes[name][0] for name in column if name in self.sizes), default=0)
            for name in column:
                if name in self.sizes:
                    self.left[name] = x + (wide - self.sizes[name][0]) // 2
            x += wide
        self.gaps[-1].left = x
        return x + (self.gaps[-1].width if self.gaps[-1].tracks else 0)

    def box(self, name: str) -> Box:
        wide, tall = self.sizes[name]
        return Box(self.left[name], self.middle[name] - tall // 2, wide, tall)

    def border_box(self, host: Box, number: int) -> Box:
        x, y = host.x + 8 + 40 * number, host.y + host.height - _EVENT[1] // 2
        return Box(x, y, *_EVENT)

    def line(self, flow: Flow, boxes: Mapping[str, Box]) -> list[Point]:
        source, target = boxes[flow.source], boxes[flow.target]
        begin = self.begins_at(flow)
        points = [(source.x + source.width, begin)]
        if flow.source in self.hosts:
            middle = source.x + source.width // 2
            points = [(middle, source.y + source.height), (middle, begin)]
        for key, gap, one, other in self.turns(flow):
            if one != other:
                x = self.gaps[gap].at(key)
                points += [(x, one), (x, other)]
        return straightened([*points, (target.x, self.middle[flow.target])])

    def moved(self, boxes: dict[str, Box], lines: dict[str, list[Point]], width: int) -> Drawing:
        """Everything moved so that the upper left corner of the whole is at the margin."""
        tops = [box.y for box in boxes.values()] + [y for way in lines.values() for _x, y in way]
        ends = [box.y + box.height for box in boxes.values()]
        ends += [y for way in lines.values() for _x, y in way]
        up = _MARGIN - min(tops)
        for box in boxes.values():
            box.x, box.y = box.x + _MARGIN, box.y + up
        shifted = {key: [(x + _MARGIN, y + up) for x, y in way] for key, way in lines.items()}
        return Drawing(boxes, width + 2 * _MARGIN, max(ends) + up + _MARGIN, shifted)


def _mean(values: Sequence[int]) -> int:
    return round(sum(values) / len(values)) if values else 0


def _size(shape: Shape, inner: Drawing | None) -> tuple[int, int]:
    if inner is not None:
        return inner.width, inner.height
    if shape.tag.endswith("Gateway"):
        return _GATEWAY
    return _EVENT if shape.tag.endswith("Event") else _TASK


def shapes_of(diagram: Diagram) -> list[Shape]:
    """All shapes, those inside blocks too, outer ones first."""
    inner = [shape.inner for shape in diagram.shapes if shape.inner is not None]
    return [*diagram.shapes, *(shape for item in inner for shape in shapes_of(item))]


def flows_of(diagram: Diagram) -> list[Flow]:
    """All flows, those inside blocks too."""
    inner = [shape.inner for shape in diagram.shapes if shape.inner is not None]
    return [*diagram.flows, *(flow for item in inner for flow in flows_of(item))]


def places(diagram: Diagram, layout: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """Where everything is drawn: shapes as left, top, width, height; flows as points, by id.

    What somebody placed stays there; helpers stand beside their step; the rest stands below.
    """
    drawing = lay_out(diagram)
    placed = {key: Box(*layout[key][:4]) for key in drawing.boxes if key in layout}
    if not placed:
        found = {key: box.numbers for key, box in drawing.boxes.items()}
        return found | {key: _numbers(way) for key, way in drawing.lines.items()}
    lowest = max(box.y + box.height for box in placed.values())
    for shape in shapes_of(diagram):
        if shape.id not in placed:
            placed[shape.id] = _beside(shape, drawing.boxes[shape.id], placed, lowest)
    found = {key: box.numbers for key, box in placed.items()}
    return found | _drawn_flows(diagram, found, layout)


def _drawn_flows(
    diagram: Diagram, boxes: Mapping[str, list[int]], layout: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """The lines of a scope that somebody drew in, those that nobody drew led around the shapes."""
    found: dict[str, list[int]] = {}
    own = {shape.id: boxes[shape.id] for shape in diagram.shapes if not shape.attached}
    for flow in diagram.flows:
        drawn = layout.get(flow.id)
        others = {key: box for key, box in own.items() if key not in (flow.source, flow.target)}
        way = around(boxes[flow.source], boxes[flow.target], others) if drawn is None else []
        found[flow.id] = _numbers(way) if drawn is None else list(drawn)
    for shape in diagram.shapes:
        if shape.inner is not None:
            found |= _drawn_flows(shape.inner, boxes, layout)
    return found


def _numbers(points: Sequence[Point]) -> list[int]:
    return [number for point in points for number in point]


def _beside(shape: Shape, box: Box, placed: Mapping[str, Box], lowest: int) -> Box:
    owner, _, helper = shape.id.partition(".")
    near = placed.get(shape.attached or owner)
    if near is None:
        return Box(box.x, box.y + lowest, box.width, box.height)
    if shape.attached:
        return Box(near.x + 8, near.y + near.height - box.height // 2, box.width, box.height)
    middle = near.y + near.height // 2 - box.height // 2
    left = near.x - box.width - 20 if helper == "skip" else near.x + near.width + 20
    return Box(left, middle, box.width, box.height)
