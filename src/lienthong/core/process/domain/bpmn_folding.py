# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which node each element of a scope stands for, through helpers and what only passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lienthong.core.process.domain.bpmn_parsing import TASKS, Node
from lienthong.core.process.domain.tables import DONE

if TYPE_CHECKING:
    from lienthong.core.process.domain.bpmn_blocks import Part
    from lienthong.core.process.domain.bpmn_scopes import Scoped


class Folding:
    """The elements of one scope that are part of another one."""

    def __init__(self, part: Part, scoped: Scoped) -> None:
        self.part, self.scoped, self.graph = part, scoped, part.graph
        self.folded: dict[str, str] = {}
        """Gateways that are part of a step → that step."""
        for name, node in self.graph.nodes.items():
            if name in part.nodes:
                self.fold(node)
        self.codes = {
            row["node"]
            for name in part.nodes - part.consumed
            if (row := part.row_of(name, scoped.rows))
        }

    def fold(self, node: Node) -> None:
        """Our helpers, and a gateway that only asks what the person before it has decided."""
        if node.row is not None and node.row.get("node") == node.id:
            for helper in (f"{node.id}.skip", f"{node.id}.out"):
                if helper in self.graph.nodes:
                    self.folded[helper] = node.id
            return
        leaving = self.graph.leaving(node.id)
        if node.tag not in TASKS or node.each or len(leaving) != 1:
            return
        gate = self.graph.nodes.get(leaving[0].target)
        if gate is None or gate.tag != "exclusiveGateway" or gate.row is not None:
            return
        ways = self.graph.leaving(gate.id)
        is_only = len(self.graph.entering(gate.id)) == 1
        if is_only and len(ways) > 1 and not any(link.condition for link in ways):
            self.folded[gate.id] = node.id

    def target(self, name: str) -> str:
        """The node that an element stands for, through what only passes on."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            if name in self.part.exits:
                return DONE
            name = self.folded.get(name, name)
            node = self.graph.nodes.get(name)
            row = self.part.row_of(name, self.scoped.rows) if node is not None else None
            if row is not None:
                return str(row["node"]) if name in self.part.nodes else ""
            if node is None or node.tag == "endEvent":
                return DONE if node is not None else ""
            leaving = self.graph.leaving(name)
            if len(leaving) != 1:
                self.scoped.note("dead_end" if not leaving else "several_ways", node)
                return ""
            name = leaving[0].target
        self.scoped.note("dead_end", self.graph.nodes[name])
        return ""

    def is_drawn(self, target: str) -> bool:
        """Whether a flow to the target would have been drawn."""
        return target in self.codes or target == DONE
