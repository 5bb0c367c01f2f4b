# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""BPMN 2.0 XML of a table, with layout, for looking at and for editors that draw.

Every element that stands for a step carries the step's row as an extension, every flow the word of
the row it stands for, so that ``read_bpmn`` gives the table back, with targets as they are drawn.
"""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from lienthong.core.process.domain.diagrams import Diagram, Flow, Shape, diagram_of
from lienthong.core.process.domain.layout import Box, lay_out, waypoints
from lienthong.core.process.domain.tables import Table
from lienthong.core.process.domain.writing import dump_row, dump_table

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:lienthong:process:1"
_NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "lt": OURS}
HEADER = frozenset({"format", "code", "title", "legal_basis", "to_be_confirmed", "data"})


def write_bpmn(table: Table) -> bytes:
    """The table as BPMN 2.0 XML, UTF-8 with declaration."""
    diagram = diagram_of(table)
    root = etree.Element(_name(BPMN, "definitions"), nsmap=_NAMESPACES, targetNamespace=OURS)
    process = _add(root, BPMN, "process", id=table.code, name=table.title, isExecutable="true")
    header = {key: value for key, value in dump_table(table).items() if key in HEADER}
    _extension(process, "table", header)
    _scope(process, diagram)
    plane = _add(_add(root, BPMNDI, "BPMNDiagram"), BPMNDI, "BPMNPlane", bpmnElement=table.code)
    _draw(plane, diagram, lay_out(diagram).boxes)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _name(space: str, tag: str) -> str:
    return f"{{{space}}}{tag}"


def _add(parent: Any, space: str, tag: str, text: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, _name(space, tag))
    for key, value in attributes.items():
        if value:
            element.set(key, value)
    if text:
        element.text = text
    return element


def _extension(parent: Any, tag: str, content: dict[str, Any], **attributes: str) -> None:
    holder = _add(parent, BPMN, "extensionElements")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    _add(holder, OURS, tag, text, **attributes)


def _scope(parent: Any, diagram: Diagram) -> None:
    for shape in diagram.shapes:
        _shape(parent, shape)
    for number, flow in enumerate(diagram.flows, 1):
        _flow(parent, flow, number)


def _shape(parent: Any, shape: Shape) -> None:
    element = _add(parent, BPMN, shape.tag, id=shape.id, name=shape.name)
    if shape.step is not None:
        branch = str(shape.branch) if shape.branch else ""
        _extension(element, "step", dump_row(shape.step), branch=branch)
        if shape.step.each:
            _add(element, BPMN, "multiInstanceLoopCharacteristics", isSequential="false")
    if shape.event:
        event = _add(element, BPMN, shape.event)
        if shape.detail:
            _add(event, BPMN, "timeDuration", shape.detail)
    if shape.inner is not None:
        _scope(element, shape.inner)


def _flow(parent: Any, flow: Flow, number: int) -> None:
    owner = parent.get("id")
    element = _add(
        parent,
        BPMN,
        "sequenceFlow",
        id=f"{owner}.flow{number}",
        name=flow.name,
        sourceRef=flow.source,
        targetRef=flow.target,
    )
    if flow.key:
        element.set(_name(OURS, "key"), flow.key)
    if flow.condition:
        _add(element, BPMN, "conditionExpression", flow.condition)


def _draw(plane: Any, diagram: Diagram, boxes: dict[str, Box], owner: str = "") -> None:
    owner = owner or plane.get("bpmnElement")
    for shape in diagram.shapes:
        box = boxes[shape.id]
        drawn = _add(plane, BPMNDI, "BPMNShape", id=f"{shape.id}.shape", bpmnElement=shape.id)
        if shape.inner is not None:
            drawn.set("isExpanded", "true")
        _bounds(drawn, box)
        if shape.inner is not None:
            _draw(plane, shape.inner, boxes, shape.id)
    for number, flow in enumerate(diagram.flows, 1):
        name = f"{owner}.flow{number}"
        edge = _add(plane, BPMNDI, "BPMNEdge", id=f"{name}.edge", bpmnElement=name)
        for x, y in waypoints(flow, boxes):
            _add(edge, DI, "waypoint", x=str(x), y=str(y))


def _bounds(drawn: Any, box: Box) -> None:
    sizes = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    _add(drawn, DC, "Bounds", **{key: str(value) for key, value in sizes.items()})
