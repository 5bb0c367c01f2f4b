# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From BPMN 2.0 XML that ``write_bpmn`` wrote, perhaps edited since, back to a table.

Titles are taken from the elements' names and targets from the flows as they are drawn; everything
else from the rows that the elements carry. Only our own diagrams can be read: a foreign one lacks
roles, outcomes and limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from lienthong.core.process.domain.bpmn_writing import BPMN, OURS
from lienthong.core.process.domain.problems import TableError, problem
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import DONE, Table

LARGEST = 2_000_000
"""Largest accepted file, in bytes."""


def read_bpmn(source: bytes) -> Table:
    """The table of a BPMN file. Raises ``TableError`` for a foreign, broken or wrong one."""
    process = _parse(source).find(f"{{{BPMN}}}process")
    header = _extension(process, "table") if process is not None else None
    if process is None or header is None:
        raise TableError([problem("foreign_bpmn", "")])
    header["title"] = process.get("name") or header.get("title")
    start, steps = _scope(process)
    return read_table(header | {"start": start, "steps": steps})


def _parse(source: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        if len(source) > LARGEST or b"<!DOCTYPE" in source:
            raise etree.XMLSyntaxError("refused", 0, 0, 0)
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise TableError([problem("not_xml", "")]) from error


def _extension(element: Any, tag: str) -> dict[str, Any] | None:
    found = element.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}{tag}")
    if found is None:
        return None
    try:
        content = json.loads(found.text or "")
    except ValueError as error:
        raise TableError([problem("foreign_bpmn", element.get("id", ""))]) from error
    return content if isinstance(content, dict) else None


def _scope(parent: Any) -> tuple[str, list[dict[str, Any]]]:
    """Start node and rows of the steps directly inside an element, in order."""
    flows = parent.findall(f"{{{BPMN}}}sequenceFlow")
    elements = [(element, row) for element in parent if (row := _extension(element, "step"))]
    drawn = {element.get("id") for element, _ in elements}
    rows = [_row(element, row, flows, drawn) for element, row in elements]
    starts = {element.get("id") for element in parent.findall(f"{{{BPMN}}}startEvent")}
    start = next((_node(flow, drawn) for flow in flows if flow.get("sourceRef") in starts), "")
    return start, rows


def _node(flow: Any, drawn: set[str]) -> str:
    """The node a flow leads to: the step behind a skip gateway, the word that leaves a block."""
    target: str = flow.get("targetRef", "")
    node = target.removesuffix(".skip")
    if node in drawn:
        return node
    return DONE if target.rpartition(".")[2].startswith("done") else target


def _row(element: Any, row: dict[str, Any], flows: list[Any], drawn: set[str]) -> dict[str, Any]:
    row["title"] = element.get("name") or row.get("title")
    sources = {row.get("node"), f"{row.get('node')}.out", f"{row.get('node')}.skip"}
    for flow in flows:
        if flow.get("sourceRef") in sources:
            _retarget(row, flow.get(f"{{{OURS}}}key", ""), _node(flow, drawn))
    if row.get("kind") == "subprocess":
        row["start"], row["steps"] = _scope(element)
    if row.get("kind") == "parallel":
        row["branches"] = list(_branches(element, row))
    return row


def _retarget(row: dict[str, Any], key: str, target: str) -> None:
    word, _, which = key.partition(":")
    if word in ("to", "back") and which and "outcomes" in row:
        for outcome in row["outcomes"]:
            if outcome.get("code") == which:
                outcome[word] = target
    elif word == "to":
        row["late" if which == "elapsed" and "message" in row else "to"] = target
    elif word == "otherwise":
        row["otherwise"] = target
    elif word == "choice" and which.isdigit() and int(which) <= len(row.get("choices", ())):
        row["choices"][int(which) - 1]["to"] = target


def _branches(element: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    _, rows = _scope(element)
    steps: dict[str, list[dict[str, Any]]] = {}
    for child, inner in zip(_steps_of(element), rows, strict=True):
        steps.setdefault(child, []).append(inner)
    flows = element.findall(f"{{{BPMN}}}sequenceFlow")
    starts = {
        flow.get(f"{{{OURS}}}key", "").partition(":")[2]: _node(flow, _names(rows))
        for flow in flows
        if flow.get(f"{{{OURS}}}key", "").startswith("branch:")
    }
    for number, branch in enumerate(row.get("branches", ()), 1):
        key = str(number)
        yield branch | {"start": starts.get(key, ""), "steps": steps.get(key, [])}


def _names(rows: list[dict[str, Any]]) -> set[str]:
    return {str(row.get("node")) for row in rows}


def _steps_of(element: Any) -> Iterator[str]:
    """Branch numbers of the step elements directly inside a block, in order."""
    for child in element:
        found = child.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}step")
        if found is not None:
            yield found.get("branch", "")
