# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Optional steps and events on the border of a step, read from a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lienthong.core.process.domain.bpmn_parsing import Node
from lienthong.core.process.domain.bpmn_rows import code_of, free_code, limit_of

if TYPE_CHECKING:
    from lienthong.core.process.domain.bpmn_ways import Ways

Row = dict[str, Any]


class Borders:
    """What stands before a step and on its border."""

    def __init__(self, ways: Ways) -> None:
        self.ways, self.graph, self.note = ways, ways.graph, ways.scoped.note

    def skipping(self, node: Node, row: Row) -> None:
        """An optional step without its gateway is no longer optional."""
        gate = f"{row['node']}.skip"
        if "when" not in row or node.row is None:
            return
        if self.ways.folded.get(gate) != node.id:
            row.pop("when")
            row.pop("otherwise", None)
            return
        for link in self.graph.leaving(gate):
            if link.key == "otherwise":
                row["otherwise"] = self.ways.target(link.target)
            elif link.key == "skip":
                usual = {way.get("to") for way in row.get("outcomes", ())} | {row.get("to")}
                if usual - {None, ""} != {self.ways.target(link.target)}:
                    row["otherwise"] = self.ways.target(link.target)

    def border(self, node: Node, row: Row) -> None:
        """Events on the border of a step."""
        edges = [n for n in self.graph.nodes.values() if n.attached == node.id]
        kind = row.get("kind", "task")
        if "late" in row and self.ways.is_drawn(row["late"]):
            row.pop("late")
        old = {f"{row['node']}.on.{edge['code']}": edge for edge in row.get("boundaries", ())}
        found: list[Row] = []
        for edge in edges:
            leaving = self.graph.leaving(edge.id)
            target = self.ways.only(edge, "", leaving)
            if not leaving:
                self.note("dead_end", edge)
            fits = {"wait": "timerEventDefinition", "service": "errorEventDefinition"}
            if edge.event == fits.get(kind) and "late" not in row:
                row["late"] = target
                self.late_limit(edge, row)
            elif kind == "task" and edge.event != "errorEventDefinition":
                found.append(self.boundary(edge, old.get(edge.id), target, found))
            else:
                self.note("boundary_place", edge)
        hidden = [edge for edge in old.values() if not self.ways.is_drawn(edge.get("to", ""))]
        drawn = {edge["code"] for edge in found}
        found += [edge for edge in hidden if edge["code"] not in drawn]
        if found or "boundaries" in row:
            row["boundaries"] = found

    def late_limit(self, edge: Node, row: Row) -> None:
        limit = limit_of(edge.detail)
        if row.get("kind") == "wait" and "limit" not in row and limit:
            row["limit"] = limit

    def boundary(self, edge: Node, old: Row | None, target: str, found: list[Row]) -> Row:
        if old is not None:
            return old | {"title": edge.name or old.get("title"), "to": target}
        taken = [other["code"] for other in found]
        code = free_code(code_of(edge.name, edge.id) or "late", taken)
        made: Row = {"code": code, "title": edge.name or code, "to": target}
        if edge.event == "messageEventDefinition":
            return made | {"message": code_of(edge.detail, edge.id)}
        limit = limit_of(edge.detail)
        if limit is None:
            self.note("no_duration", edge)
        return made | ({"limit": limit} if limit else {})
