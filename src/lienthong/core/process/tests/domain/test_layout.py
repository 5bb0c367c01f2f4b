# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drawn lines have right angles and run through no shape, loops below, whatever the table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from lienthong.core.process.domain.diagrams import Diagram, diagram_of
from lienthong.core.process.domain.labels import labels_of, size_of
from lienthong.core.process.domain.layout import Drawing, lay_out, places
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.routing import Point, around, meets, straightened
from lienthong.core.process.tests.tables import everything, examples, linear, random_tables, table

pytestmark = pytest.mark.covers("3.3")


def scopes(diagram: Diagram) -> Iterator[Diagram]:
    yield diagram
    for shape in diagram.shapes:
        if shape.inner is not None:
            yield from scopes(shape.inner)


def check(diagram: Diagram, drawing: Drawing) -> None:
    for scope in scopes(diagram):
        boxes = {shape.id: drawing.boxes[shape.id].numbers for shape in scope.shapes}
        events = {shape.id: shape.attached for shape in scope.shapes if shape.attached}
        for flow in scope.flows:
            way = drawing.lines[flow.id]
            assert len(way) >= 2
            assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(way))
            left, top, _wide, tall = boxes[flow.target]
            assert way[-1] == (left, top + tall // 2)
            for name, box in boxes.items():
                own = name in (flow.source, events.get(flow.source))
                assert own or not meets(way, box), (flow.id, name)
            assert min(min(point) for point in way) >= 0
            assert max(x for x, _y in way) <= drawing.width
            assert max(y for _x, y in way) <= drawing.height


@examples(60)
@given(random_tables())
def test_lines_have_right_angles_and_meet_no_shape(mapping: dict[str, Any]) -> None:
    diagram = diagram_of(read_table(mapping))

    check(diagram, lay_out(diagram))


def test_table_with_every_construct_is_drawn_cleanly() -> None:
    diagram = diagram_of(table(everything()))

    check(diagram, lay_out(diagram))


@examples(40)
@given(random_tables())
def test_words_stand_beside_their_own_line_and_on_no_shape(mapping: dict[str, Any]) -> None:
    diagram = diagram_of(read_table(mapping))
    drawn = places(diagram, {})

    labels = labels_of(diagram, drawn)

    named = {flow.id for scope in scopes(diagram) for flow in scope.flows if flow.name}
    assert set(labels) == named
    leaves = [drawn[s.id] for scope in scopes(diagram) for s in scope.shapes if s.inner is None]
    for key, (left, top, wide, tall) in labels.items():
        points = list(zip(drawn[key][::2], drawn[key][1::2], strict=True))
        assert meets(points, [left - 6, top - 6, wide + 12, tall + 12])
        assert not any(
            left < x + w and x < left + wide and top < y + h and y < top + tall
            for x, y, w, h in leaves
        )


def test_words_of_two_lines_to_one_step_do_not_cover_each_other() -> None:
    mapping = linear("a", "b")
    mapping["steps"][0]["outcomes"].append({"code": "no", "title": "Trình từ chối", "to": "b"})
    diagram = diagram_of(table(mapping))

    labels = labels_of(diagram, places(diagram, {}))

    one, other = labels["a.out.to.ok"], labels["a.out.to.no"]
    assert one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
    assert size_of("Chuyển nơi có thẩm quyền giải quyết") == (70, 56)


def test_straight_way_is_one_line_and_a_loop_runs_below() -> None:
    mapping = linear("a", "b", "c")
    mapping["steps"][2]["outcomes"].append({"code": "again", "title": "Lại", "to": "a"})
    drawing = lay_out(diagram_of(table(mapping)))

    assert len(drawing.lines["a.to.ok"]) == len(drawing.lines["b.out.to.ok"]) == 2
    loop = drawing.lines["c.out.to.again"]
    lowest = max(box.y + box.height for box in drawing.boxes.values())
    assert max(y for _x, y in loop) > lowest
    assert len(loop) == 6
    ranks = [drawing.boxes[node].x for node in ("_start", "a", "b", "c", "c.out", "finished")]
    assert ranks == sorted(set(ranks))


def test_line_between_placed_shapes_goes_around_what_stands_between() -> None:
    source, target = [0, 0, 100, 80], [400, 0, 100, 80]
    assert around(source, target, {}) == [(100, 40), (400, 40)]

    way = around(source, target, {"x": [200, 0, 100, 80]})
    back = around(target, source, {"x": [200, 0, 100, 80]})

    assert not meets(way, [200, 0, 100, 80])
    assert (way[0], way[-1]) == ((100, 40), (400, 40))
    assert not meets(back, [200, 0, 100, 80])


def test_flows_that_nobody_drew_are_led_around_placed_shapes() -> None:
    diagram = diagram_of(table(linear("a", "b")))
    drawn = places(diagram, {"_start": [0, 20, 36, 36], "a": [100, 0, 120, 80]})
    moved = places(diagram, drawn | {"b": [100, 300, 120, 80], "a.to.ok": [0, 0, 9, 9]})

    assert moved["a.to.ok"] == [0, 0, 9, 9]
    line = list(zip(drawn["a.to.ok"][::2], drawn["a.to.ok"][1::2], strict=True))
    assert not meets(line, drawn["_start"])


def test_points_without_a_turn_are_left_out() -> None:
    points: list[Point] = [(0, 0), (5, 0), (5, 0), (9, 0), (9, 4), (9, 8)]

    assert straightened(points) == [(0, 0), (9, 0), (9, 8)]
