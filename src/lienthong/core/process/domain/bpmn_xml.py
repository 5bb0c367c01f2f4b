# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The XML of BPMN files: read safely, and the small things that stand in attributes.

Nothing is fetched, no entity is resolved, and the size is bounded before anything is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from lienthong.core.process.domain.bpmn_writing import BPMN, BPMNDI, DC, DI, OURS
from lienthong.core.process.domain.problems import TableError, problem

LARGEST = 2_000_000
"""Largest accepted file, in bytes."""
MOST_ELEMENTS = 2_000


def root_of(source: bytes) -> Any:
    """The root of a BPMN file. Raises ``TableError`` for anything hostile, huge or else."""
    if len(source) > LARGEST:
        raise TableError([problem("too_large", "", size=LARGEST // 1_000_000)])
    if b"<!DOCTYPE" in source:
        raise TableError([problem("has_doctype", "")])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error):
            raise TableError([problem("too_many", "", number=MOST_ELEMENTS)]) from error
        raise TableError([problem("not_xml", "")]) from error
    if root.getroottree().docinfo.doctype:
        raise TableError([problem("has_doctype", "")])
    if root.tag != f"{{{BPMN}}}definitions":
        raise TableError([problem("not_bpmn", "")])
    _check_ids(root)
    return root


def _check_ids(root: Any) -> None:
    seen: set[str] = set()
    twice: list[str] = []
    for count, element in enumerate(root.iter(f"{{{BPMN}}}*")):
        if count > MOST_ELEMENTS * 10:
            raise TableError([problem("too_many", "", number=MOST_ELEMENTS)])
        name = element.get("id", "")
        if name and name in seen:
            twice.append(name)
        seen.add(name)
    if twice:
        raise TableError([problem("duplicate_id", name) for name in dict.fromkeys(twice)])


def extension(element: Any, tag: str) -> dict[str, Any] | None:
    """What one of our own elements carries. Raises ``TableError`` when it cannot be read."""
    found = element.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}{tag}")
    if found is None:
        return None
    try:
        content = json.loads(found.text or "")
    except (ValueError, RecursionError) as error:
        raise TableError([problem("foreign_bpmn", element.get("id", ""))]) from error
    return content if isinstance(content, dict) else None


def places_of(root: Any) -> Iterator[tuple[str, list[int]]]:
    """Where everything is drawn, by the id of the element."""
    for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        bounds = shape.find(f"{{{DC}}}Bounds")
        if bounds is not None:
            sizes = [_whole(bounds.get(key)) for key in ("x", "y", "width", "height")]
            yield shape.get("bpmnElement", ""), sizes
    for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge"):
        points = edge.findall(f"{{{DI}}}waypoint")[:100]
        numbers = [_whole(point.get(key)) for point in points for key in ("x", "y")]
        yield edge.get("bpmnElement", ""), numbers


def _whole(text: str | None) -> int:
    try:
        return round(min(max(float(text or 0), -100_000), 100_000))
    except ValueError:
        return 0


def branch_of(element: Any) -> str:
    """The branch that one of our own elements is in."""
    found = element.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}step")
    return "" if found is None else str(found.get("branch", ""))


def groups_of(element: Any) -> str:
    """The group of people that other tools name on a task."""
    named = [value for key, value in element.attrib.items() if key.endswith("}candidateGroups")]
    return next(iter(named), "").split(",")[0].strip()


def lanes_of(parent: Any) -> Iterator[tuple[str, str]]:
    """Flow node id → name of the innermost lane around it."""
    for lane in parent.iterfind(f"{{{BPMN}}}laneSet//{{{BPMN}}}lane"):
        for reference in lane.findall(f"{{{BPMN}}}flowNodeRef"):
            yield (reference.text or "").strip(), lane.get("name", "")
