# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""BPMN 2.0: what is written reads back; what was edited in a drawing is taken over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from lienthong.core.process.domain.bpmn_reading import read_bpmn
from lienthong.core.process.domain.bpmn_writing import BPMN, BPMNDI, DC, write_bpmn
from lienthong.core.process.domain.diagrams import diagram_of
from lienthong.core.process.domain.layout import lay_out
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.tests.tables import everything, examples, linear, random_tables, table


@examples(60)
@given(random_tables())
def test_written_diagram_reads_back(mapping: dict[str, Any]) -> None:
    before = read_table(mapping)

    assert read_bpmn(write_bpmn(before)) == before


def test_the_table_with_every_construct_reads_back() -> None:
    before = table(everything())

    assert read_bpmn(write_bpmn(before)) == before


def test_diagram_is_sound_bpmn() -> None:
    root = etree.fromstring(write_bpmn(table(everything())))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    flows = list(root.iter(f"{{{BPMN}}}sequenceFlow"))
    drawn = {element.get("bpmnElement") for element in root.iter() if element.get("bpmnElement")}

    assert len(ids) == len(set(ids))
    assert {flow.get(end) for flow in flows for end in ("sourceRef", "targetRef")} <= set(ids)
    assert {flow.get("id") for flow in flows} <= drawn
    for tag in ("userTask", "subProcess", "parallelGateway", "receiveTask", "endEvent"):
        elements = list(root.iter(f"{{{BPMN}}}{tag}"))
        assert elements
        assert {element.get("id") for element in elements} <= drawn
    assert len(list(root.iter(f"{{{BPMN}}}terminateEventDefinition"))) == 2
    timers = [item.text for item in root.iter(f"{{{BPMN}}}timeDuration")]
    assert sorted(filter(None, timers)) == ["P3D", "P5D", "P7D"]
    for tag in ("serviceTask", "inclusiveGateway", "boundaryEvent", "intermediateCatchEvent"):
        assert list(root.iter(f"{{{BPMN}}}{tag}"))
    assert len(list(root.iter(f"{{{BPMN}}}multiInstanceLoopCharacteristics"))) == 1


def test_title_and_target_changed_in_a_drawing_are_taken_over() -> None:
    root = etree.fromstring(write_bpmn(table(linear("a", "b"))))
    element = next(item for item in root.iter() if item.get("id") == "a")
    element.set("name", "Tên mới")
    flow = next(item for item in root.iter() if item.get("sourceRef") == "a")
    flow.set("targetRef", "finished")

    after = read_bpmn(etree.tostring(root))

    assert after.steps[0].title == "Tên mới"
    assert after.steps[0].outcomes[0].to == "finished"


_EMPTY = f'<b:definitions xmlns:b="{BPMN}"><b:process id="p"/></b:definitions>'
_WRITTEN = write_bpmn(table(linear("a")))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xml"),
        (b"<a", "not_xml"),
        (b"<a/>", "not_bpmn"),
        (_EMPTY.encode(), "no_process"),
        (_WRITTEN.replace(b'{"', b"{"), "foreign_bpmn"),
    ],
)
def test_foreign_or_broken_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(TableError) as refused:
        read_bpmn(content)

    assert [problem.code for problem in refused.value.problems] == [code]


@examples(40)
@given(random_tables())
def test_layout_never_overlaps_neighbours(mapping: dict[str, Any]) -> None:
    diagram = diagram_of(read_table(mapping))
    drawing = lay_out(diagram)
    boxes = [drawing.boxes[shape.id] for shape in diagram.shapes if not shape.attached]

    for number, one in enumerate(boxes):
        assert 0 <= one.x <= one.x + one.width <= drawing.width
        assert 0 <= one.y <= one.y + one.height <= drawing.height
        for other in boxes[number + 1 :]:
            apart = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_every_shape_has_bounds() -> None:
    root = etree.fromstring(write_bpmn(table(everything())))

    for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        (bounds,) = shape.findall(f"{{{DC}}}Bounds")
        assert int(bounds.get("width")) > 0
