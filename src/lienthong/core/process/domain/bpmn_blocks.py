# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Gateways that split, as blocks of the table with what lies between them and their join."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lienthong.core.process.domain.bpmn_parsing import Graph, Link, Node
from lienthong.core.process.domain.bpmn_rows import code_of, free_code
from lienthong.core.process.domain.regions import Region, followers, reached, split_at
from lienthong.core.process.domain.tables import DONE

if TYPE_CHECKING:
    from lienthong.core.process.domain.bpmn_scopes import Scoped

Row = dict[str, Any]
FORKS = frozenset({"parallelGateway", "inclusiveGateway"})


@dataclass(slots=True)
class Part:
    """A part of a graph that becomes one scope. ``exits`` are nodes that leave it."""

    graph: Graph
    nodes: frozenset[str]
    exits: frozenset[str] = frozenset()
    is_inner: bool = True
    blocks: dict[str, Row] = field(default_factory=dict)
    """Gateways that split here → the row of the block they begin."""
    consumed: set[str] = field(default_factory=set)

    def row_of(self, name: str, rows: dict[str, Row]) -> Row | None:
        """The row of an element of this part; an end inside a block is no step."""
        if self.is_inner and self.graph.nodes[name].tag == "endEvent":
            return None
        return self.blocks.get(name) or rows.get(name)


class Splitting:
    """Makes blocks of the gateways that split in a part of a graph."""

    def __init__(self, scoped: Scoped) -> None:
        self.scoped = scoped

    def blocks(self, part: Part, first: str) -> None:
        """Turn every gateway that splits into a block with what lies behind it."""
        order = [*reached(followers(part.graph), first, part.exits)] if first else []
        order += [name for name in part.graph.nodes if name not in order]
        for name in order:
            node = part.graph.nodes.get(name)
            if node is None or name not in part.nodes or name in part.consumed:
                continue
            if node.tag in FORKS and node.row is None and len(part.graph.leaving(name)) > 1:
                self.block(part, node)

    def block(self, part: Part, fork: Node) -> None:
        split = split_at(part.graph, fork.id, part.nodes)
        if split is None:
            part.consumed.add(fork.id)
            self.scoped.note("unstructured", fork)
            return
        code = free_code(code_of(fork.name, fork.id) or "block", self.scoped.codes)
        self.scoped.codes.add(code)
        kind = "parallel" if fork.tag == "parallelGateway" else "inclusive"
        row: Row = {"node": code, "title": fork.name or code, "kind": kind}
        row["branches"] = [
            self.branch(part, fork, split.join, region) for region in split.regions if region.nodes
        ]
        if len(row["branches"]) < 2:
            self.scoped.note("empty_branches", fork)
        for region in split.regions:
            part.consumed |= region.nodes
        part.consumed |= {split.join} - {""}
        part.blocks[fork.id] = row
        leaving = part.graph.leaving(split.join) if split.join else []
        row["to"] = leaving[0].target if leaving else ""

    def branch(self, part: Part, fork: Node, join: str, region: Region) -> Row:
        inner = Part(part.graph, region.nodes, frozenset({join} - {""}))
        start, steps = self.scoped.scope(inner, region.link.target)
        title = {"title": region.link.name} if region.link.name else {}
        when = ""
        if fork.tag == "inclusiveGateway":
            others = [link for link in part.graph.leaving(fork.id) if link is not region.link]
            when = self.chosen(fork, region.link, others)
        return title | ({"when": when} if when else {}) | {"start": start, "steps": steps}

    def chosen(self, fork: Node, link: Link, others: list[Link]) -> str:
        """When a branch is done: its condition, for the default one that no other is."""
        if fork.default == link.id and link.id:
            texts = [text for other in others if (text := self.scoped.condition(other))]
            return " and ".join(f"not ({text})" for text in texts)
        return self.scoped.condition(link)

    def added_end(self, part: Part, row: Row) -> list[Row]:
        """Branches that are never joined: the matter ends when all have ended."""
        if "branches" not in row or row.get("to") or row not in part.blocks.values():
            return []
        if part.is_inner:
            row["to"] = DONE
            return []
        code = free_code(f"{row['node']}_end", self.scoped.codes)
        self.scoped.codes.add(code)
        row["to"] = code
        return [{"node": code, "title": row["title"], "kind": "end"}]
