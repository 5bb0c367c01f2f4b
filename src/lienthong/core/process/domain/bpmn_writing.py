# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""BPMN 2.0 XML of a table, with layout, for looking at and for editors that draw.

Every element that stands for a step carries the step's row as an extension, every flow the word of
the row it stands for, so that ``read_bpmn`` gives the table back, with targets as they are drawn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from lxml import etree

from lienthong.core.process.domain.diagrams import (
    MESSAGE,
    TIMER,
    Diagram,
    Flow,
    Shape,
    diagram_of,
)
from lienthong.core.process.domain.labels import Label, labels_of
from lienthong.core.process.domain.layout import places, shapes_of
from lienthong.core.process.domain.tables import Table
from lienthong.core.process.domain.writing import dump_row, dump_table

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:lienthong:process:1"
_NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "lt": OURS}
HEADER = frozenset({"format", "code", "title", "legal_basis", "to_be_confirmed", "data"})


def write_bpmn(table: Table) -> bytes:
    """The table as BPMN 2.0 XML, UTF-8 with declaration."""
    diagram = diagram_of(table)
    root = etree.Element(_name(BPMN, "definitions"), nsmap=_NAMESPACES, targetNamespace=OURS)
    for message in sorted({_message(shape) for shape in shapes_of(diagram)} - {""}):
        _add(root, BPMN, "message", id=f"message-{message}", name=message)
    process = _add(
        root, BPMN, "process", id=f"{table.code}.process", name=table.title, isExecutable="true"
    )
    header = {key: value for key, value in dump_table(table).items() if key in HEADER}
    _extension(process, "table", header)
    _scope(process, diagram)
    plane = _add(
        _add(root, BPMNDI, "BPMNDiagram"), BPMNDI, "BPMNPlane", bpmnElement=process.get("id")
    )
    drawn = places(diagram, table.layout)
    _draw(plane, diagram, drawn, labels_of(diagram, drawn))
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


def _message(shape: Shape) -> str:
    """The message that the shape waits for."""
    waits = shape.event == MESSAGE or shape.tag == "receiveTask"
    return shape.detail if waits else ""


def _scope(parent: Any, diagram: Diagram) -> None:
    defaults = {flow.source: flow.id for flow in diagram.flows if flow.key in ("otherwise", "skip")}
    for shape in diagram.shapes:
        _shape(parent, shape, defaults.get(shape.id, ""))
    for flow in diagram.flows:
        _flow(parent, flow)


def _shape(parent: Any, shape: Shape, default: str) -> None:
    element = _add(parent, BPMN, shape.tag, id=shape.id, name=shape.name, default=default)
    message = f"message-{name}" if (name := _message(shape)) else ""
    if shape.attached:
        element.set("attachedToRef", shape.attached)
    if shape.tag == "receiveTask":
        element.set("messageRef", message)
    if shape.step is not None:
        branch = str(shape.branch) if shape.branch else ""
        _extension(element, "step", dump_row(shape.step), branch=branch)
        if shape.step.each:
            _add(element, BPMN, "multiInstanceLoopCharacteristics", isSequential="false")
    if shape.event:
        event = _add(element, BPMN, shape.event, messageRef=message)
        if shape.event == TIMER and shape.detail:
            _formal(event, "timeDuration", shape.detail)
    if shape.inner is not None:
        _scope(element, shape.inner)


def _formal(parent: Any, tag: str, text: str) -> None:
    _add(parent, BPMN, tag, text).set(_name(XSI, "type"), "bpmn:tFormalExpression")


def _flow(parent: Any, flow: Flow) -> None:
    ends = {"sourceRef": flow.source, "targetRef": flow.target}
    element = _add(parent, BPMN, "sequenceFlow", id=flow.id, name=flow.name, **ends)
    if flow.key:
        element.set(_name(OURS, "key"), flow.key)
    if flow.condition:
        _formal(element, "conditionExpression", flow.condition)


def _draw(
    plane: Any, diagram: Diagram, drawn: dict[str, list[int]], labels: dict[str, Label]
) -> None:
    for shape in diagram.shapes:
        box = _add(plane, BPMNDI, "BPMNShape", id=f"{shape.id}.shape", bpmnElement=shape.id)
        if shape.inner is not None:
            box.set("isExpanded", "true")
        _bounds(box, drawn[shape.id])
        if shape.inner is not None:
            _draw(plane, shape.inner, drawn, labels)
    for flow in diagram.flows:
        edge = _add(plane, BPMNDI, "BPMNEdge", id=f"{flow.id}.edge", bpmnElement=flow.id)
        points = drawn[flow.id]
        for x, y in zip(points[::2], points[1::2], strict=False):
            _add(edge, DI, "waypoint", x=str(x), y=str(y))
        if flow.id in labels:
            _bounds(_add(edge, BPMNDI, "BPMNLabel"), labels[flow.id])


def _bounds(parent: Any, numbers: Sequence[int]) -> None:
    sizes = zip(("x", "y", "width", "height"), numbers, strict=False)
    _add(parent, DC, "Bounds", **{key: str(value) for key, value in sizes})
