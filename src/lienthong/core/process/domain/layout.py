# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A plain layout for a diagram: columns by distance from the start, inner diagrams inside blocks.

Measures are in BPMN diagram units (pixels at 100 %).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lienthong.core.process.domain.diagrams import Diagram, Flow, Shape

_EVENT = (36, 36)
_GATEWAY = (50, 50)
_TASK = (120, 80)
_GAP_X, _GAP_Y, _MARGIN = 60, 40, 40


@dataclass(slots=True)
class Box:
    """Where a shape is drawn: upper left corner and size."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes by shape id, of the diagram and all inner ones; size of the whole."""

    boxes: dict[str, Box]
    width: int
    height: int


def lay_out(diagram: Diagram) -> Drawing:
    """Boxes for every shape; the upper left corner of the whole is at the margin."""
    columns = _columns(diagram)
    inner = {shape.id: lay_out(shape.inner) for shape in diagram.shapes if shape.inner}
    boxes: dict[str, Box] = {}
    x, height = _MARGIN, 0
    for column in columns:
        sizes = [_size(shape, inner.get(shape.id)) for shape in column]
        widest = max(width for width, _ in sizes)
        y = _MARGIN
        for shape, (width, tall) in zip(column, sizes, strict=True):
            boxes[shape.id] = Box(x + (widest - width) // 2, y, width, tall)
            y += tall + _GAP_Y
        height = max(height, y)
        x += widest + _GAP_X
    for block, drawing in inner.items():
        _place(boxes, boxes[block], drawing)
    _attach(diagram, boxes)
    return Drawing(boxes, x - _GAP_X + _MARGIN, height - _GAP_Y + _MARGIN)


def waypoints(flow: Flow, boxes: dict[str, Box]) -> list[tuple[int, int]]:
    """The line of a flow: straight when it goes right, around below when it goes back."""
    source, target = boxes[flow.source], boxes[flow.target]
    start = (source.x + source.width, source.y + source.height // 2)
    end = (target.x, target.y + target.height // 2)
    if start[0] < end[0]:
        return [start, end]
    below = max(source.y + source.height, target.y + target.height) + _GAP_Y // 2
    left = (source.x + source.width // 2, source.y + source.height)
    arrived = (target.x + target.width // 2, target.y + target.height)
    return [left, (left[0], below), (arrived[0], below), arrived]


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
    boxes = lay_out(diagram).boxes
    placed = {key: Box(*layout[key][:4]) for key in boxes if key in layout}
    if placed:
        lowest = max(box.y + box.height for box in placed.values())
        for shape in shapes_of(diagram):
            if shape.id not in placed:
                placed[shape.id] = _beside(shape, boxes[shape.id], placed, lowest)
    drawn = placed or boxes
    found = {key: [box.x, box.y, box.width, box.height] for key, box in drawn.items()}
    for flow in flows_of(diagram):
        points = [number for point in waypoints(flow, drawn) for number in point]
        found[flow.id] = list(layout.get(flow.id, points))
    return found


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


def _place(boxes: dict[str, Box], block: Box, drawing: Drawing) -> None:
    for name, box in drawing.boxes.items():
        boxes[name] = Box(box.x + block.x, box.y + block.y, box.width, box.height)


def _size(shape: Shape, inner: Drawing | None) -> tuple[int, int]:
    if inner is not None:
        return inner.width, inner.height
    if shape.tag.endswith("Gateway"):
        return _GATEWAY
    return _EVENT if shape.tag.endswith("Event") else _TASK


def _attach(diagram: Diagram, boxes: dict[str, Box]) -> None:
    """Events on a border stand along the lower side of their step."""
    count: dict[str, int] = {}
    for shape in diagram.shapes:
        if shape.attached:
            number = count.get(shape.attached, 0)
            count[shape.attached] = number + 1
            host = boxes[shape.attached]
            x, y = host.x + 8 + 40 * number, host.y + host.height - _EVENT[1] // 2
            boxes[shape.id] = Box(x, y, *_EVENT)


def _columns(diagram: Diagram) -> list[list[Shape]]:
    """Shapes by shortest distance from the first shape; what is not reached comes last."""
    following: dict[str, list[str]] = {}
    hosts = {shape.id: shape.attached for shape in diagram.shapes if shape.attached}
    for flow in diagram.flows:
        following.setdefault(hosts.get(flow.source, flow.source), []).append(flow.target)
    distance = {diagram.shapes[0].id: 0}
    ahead = [diagram.shapes[0].id]
    while ahead:
        node = ahead.pop(0)
        for target in following.get(node, ()):
            if target not in distance:
                distance[target] = distance[node] + 1
                ahead.append(target)
    last = max(distance.values()) + 1
    columns: dict[int, list[Shape]] = {}
    for shape in (shape for shape in diagram.shapes if not shape.attached):
        columns.setdefault(distance.get(shape.id, last), []).append(shape)
    return [columns[key] for key in sorted(columns)]
