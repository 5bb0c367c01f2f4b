# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From BPMN 2.0 XML to a table: our own diagrams, perhaps edited since, and other tools' files.

Our own elements carry their rows; titles are taken from the elements' names and targets from the
flows as they are drawn. Everything else is derived from what the elements say. The table may still
lack what a drawing cannot say (roles, legal basis); what cannot be run is refused by element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lienthong.core.process.domain.bpmn_parsing import Drawing, Graph, Node, parse_bpmn
from lienthong.core.process.domain.bpmn_rows import code_of, foreign_row, free_code
from lienthong.core.process.domain.bpmn_scopes import Scoped
from lienthong.core.process.domain.diagrams import diagram_of
from lienthong.core.process.domain.layout import places
from lienthong.core.process.domain.problems import Problem, TableError, problem
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import FORMAT, Table

_GENERATED = re.compile(r"\d")
"""Ids that drawing tools make up (``Process_0x1ab2``, ``sid-1A``, ``_98d1a5c0-2``) have digits."""


def read_bpmn(source: bytes) -> Table:
    """The table of a BPMN file. Raises ``TableError`` that names every element it cannot take."""
    drawing = parse_bpmn(source)
    rows = _Rows(drawing)
    start, steps = Scoped(drawing.graph, rows.rows, rows.problems, rows.data).root()
    if not start and drawing.header is None:
        rows.problems.append(problem("no_start", drawing.id, name=drawing.title or drawing.id))
    if rows.problems:
        raise TableError(rows.problems)
    header = drawing.header or _header(drawing)
    header["title"] = drawing.title or header.get("title")
    header["data"] = {**rows.data, **header.get("data", {})}
    content = header | {"start": start, "steps": steps}
    table = read_table(content, unfinished=True)
    layout = _layout(drawing, rows.rows, table)
    return read_table(content | {"layout": layout}, unfinished=True) if layout else table


def _header(drawing: Drawing) -> dict[str, Any]:
    given = "" if _GENERATED.search(drawing.id) else drawing.id
    code = code_of(given, drawing.title) or "process"
    return {"format": FORMAT, "code": code, "title": drawing.title or code, "legal_basis": []}


def _layout(
    drawing: Drawing, rows: dict[str, dict[str, Any]], table: Table
) -> dict[str, list[int]]:
    """Where things were put, when they do not stand where we would have drawn them."""
    ours = places(diagram_of(table), {})
    names = {element: row["node"] for element, row in rows.items()}
    found = {names.get(key, key): place for key, place in drawing.places.items()}
    kept = {key: place for key, place in found.items() if key in ours and len(place) >= 4}
    if all(ours[key] == place for key, place in kept.items()):
        return {}
    return places(diagram_of(table), kept)


class _Rows:
    """Every element that is a step, with its row under a code that nothing else has."""

    def __init__(self, drawing: Drawing) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []
        self.data: dict[str, Any] = {}
        self.codes = set(_own_codes(drawing.graph))
        self.take(drawing.graph, is_root=True)

    def take(self, graph: Graph, *, is_root: bool) -> None:
        for node in graph.nodes.values():
            if self.is_step(graph, node, is_root):
                self.rows[node.id] = self.row(node)
            if node.inner is not None:
                self.take(node.inner, is_root=False)

    def is_step(self, graph: Graph, node: Node, is_root: bool) -> bool:
        if node.row is not None:
            return True
        if node.tag in ("startEvent", "boundaryEvent", "parallelGateway", "inclusiveGateway"):
            return False
        if node.tag == "endEvent":
            return is_root
        if node.tag == "exclusiveGateway":
            owner = graph.nodes.get(node.id.rpartition(".")[0])
            return (owner is None or owner.row is None) and len(graph.leaving(node.id)) > 1
        return node.tag != "intermediateThrowEvent" or bool(node.event)

    def row(self, node: Node) -> dict[str, Any]:
        if node.row is not None and node.row.get("node") == node.id:
            return node.row | {"title": node.name or node.row.get("title")}
        code = free_code(code_of(node.name, node.id) or "step", self.codes)
        self.codes.add(code)
        if node.row is not None:
            copied = {key: value for key, value in node.row.items() if key != "outcomes"}
            return copied | {"node": code, "title": node.name or node.row.get("title")}
        row = foreign_row(node, code)
        if "each" in row:
            self.data[row["each"]] = {"type": "list"}
        return row


def _own_codes(graph: Graph) -> Iterable[str]:
    for node in graph.nodes.values():
        if node.row is not None:
            yield node.id
        if node.inner is not None:
            yield from _own_codes(node.inner)


__all__ = ["read_bpmn"]
