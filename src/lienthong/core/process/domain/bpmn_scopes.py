# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The steps of each scope of a drawing: where the flows lead, what gateways that split become."""

from __future__ import annotations

from typing import Any

from lienthong.core.process.domain.bpmn_blocks import FORKS, Part, Splitting
from lienthong.core.process.domain.bpmn_parsing import Graph, Link, Node
from lienthong.core.process.domain.bpmn_ways import Ways
from lienthong.core.process.domain.expressions import ExpressionError
from lienthong.core.process.domain.foreign_conditions import own_condition
from lienthong.core.process.domain.problems import Problem, problem
from lienthong.core.process.domain.regions import followers, reached

Row = dict[str, Any]


class Scoped:
    """Builds the rows of all scopes of one drawing; notes what cannot be taken."""

    def __init__(
        self,
        graph: Graph,
        rows: dict[str, Row],
        problems: list[Problem],
        data: dict[str, Any],
    ) -> None:
        self.graph, self.rows, self.problems, self.data = graph, rows, problems, data
        self.codes = {row["node"] for row in rows.values()}
        self.splitting = Splitting(self)

    def root(self) -> tuple[str, list[Row]]:
        """Start and rows of the outermost scope."""
        return self.whole(self.graph, is_inner=False)

    def whole(self, graph: Graph, *, is_inner: bool) -> tuple[str, list[Row]]:
        """Start and rows of everything in a graph."""
        part = Part(graph, frozenset(graph.nodes), is_inner=is_inner)
        first = self.entry(graph)
        return self.scope(part, first)

    def entry(self, graph: Graph) -> str:
        """The element with which a graph begins."""
        starts = [node for node in graph.nodes.values() if node.tag == "startEvent"]
        for other in starts[1:]:
            self.note("second_start", other)
        if starts:
            leaving = graph.leaving(starts[0].id)
            if len(leaving) > 1:
                self.note("several_ways", starts[0])
            return leaving[0].target if leaving else ""
        flown = {link.target for link in graph.links}
        free = [
            node.id
            for node in graph.nodes.values()
            if node.id not in flown and not node.attached and node.tag != "endEvent"
        ]
        return free[0] if len(free) == 1 else ""

    def scope(self, part: Part, first: str) -> tuple[str, list[Row]]:
        """Start and rows of a part of a graph."""
        self.splitting.blocks(part, first)
        ways = Ways(part, self)
        rows = []
        for name in part.graph.nodes:
            if name not in part.nodes or name in part.consumed:
                continue
            row = part.row_of(name, self.rows)
            if row is not None and name not in ways.folded:
                rows.append(self.filled(part, ways, part.graph.nodes[name], row))
                rows += self.splitting.added_end(part, row)
        return (ways.target(first) if first else ""), rows

    def filled(self, part: Part, ways: Ways, node: Node, row: Row) -> Row:
        if node.inner is not None:
            self.inside(node, row)
        return ways.fill(node, row)

    def inside(self, node: Node, row: Row) -> None:
        """The steps inside a drawn block."""
        assert node.inner is not None
        if row.get("kind") == "subprocess":
            row["start"], row["steps"] = self.whole(node.inner, is_inner=True)
            return
        fork = self.entry(node.inner)
        found = node.inner.nodes.get(fork)
        if found is None or found.tag not in FORKS:
            self.note("no_fork", node)
            return
        if row.get("kind") == "parallel" and found.tag == "inclusiveGateway":
            row["kind"] = "inclusive"
        row["branches"] = self.own_branches(node.inner, found, row)

    def own_branches(self, graph: Graph, fork: Node, row: Row) -> list[Row]:
        """The branches of our own block: known ones by number, new ones behind them."""
        known = list(row.get("branches", ()))
        links = {link.key.partition(":")[2]: link for link in graph.leaving(fork.id) if link.key}
        new = [link for link in graph.leaving(fork.id) if not link.key]
        following = followers(graph)
        branches, seen = [], set[str]()
        asked = [(number, links.get(str(number)), old) for number, old in enumerate(known, 1)]
        asked += [(0, link, {}) for link in new]
        for number, link, old in asked:
            inside = frozenset(reached(following, link.target)) if link else frozenset()
            if inside & seen:
                self.note("unstructured", fork)
                return []
            seen |= inside
            tied = {n.id for n in graph.nodes.values() if number and n.branch == str(number)}
            part = Part(graph, inside | (tied - _elsewhere(graph, fork, inside)))
            start, steps = self.scope(part, link.target if link else "")
            if steps or number:
                name = {"title": link.name} if link and link.name else {}
                branches.append(old | name | {"start": start, "steps": steps})
        return branches

    def condition(self, link: Link) -> str:
        """The flow's condition in our notation; declares the names it uses."""
        if not link.condition:
            return ""
        try:
            text, types = own_condition(link.condition)
        except ExpressionError as error:
            values = {"name": link.name or link.id, "text": link.condition, "reason": error}
            self.problems.append(problem("foreign_condition", link.id, **values))
            return ""
        for name, kind in types.items():
            self.data.setdefault(name, {"type": kind.value})
        return text

    def note(self, code: str, node: Node, **values: object) -> None:
        """Note what is wrong with an element, by its id and name."""
        self.problems.append(problem(code, node.id, name=node.name or node.id, **values))


def _elsewhere(graph: Graph, fork: Node, inside: frozenset[str]) -> frozenset[str]:
    """What other branches of a block reach."""
    following = followers(graph)
    found: set[str] = set()
    for link in graph.leaving(fork.id):
        nodes = frozenset(reached(following, link.target))
        found |= nodes if nodes != inside else set()
    return frozenset(found) - inside
