# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which part of a drawn graph lies between a gateway that splits and the one that joins.

A table nests: branches must be apart from one another and meet in one place. Drawings that do not
are refused, with the name of the gateway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lienthong.core.process.domain.bpmn_parsing import Graph, Link


@dataclass(frozen=True, slots=True)
class Region:
    """One branch: the flow that leads into it and the nodes in it."""

    link: Link
    nodes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Split:
    """The branches behind a gateway and the gateway that joins them; without one they just end."""

    regions: tuple[Region, ...]
    join: str


def followers(graph: Graph) -> Mapping[str, list[str]]:
    """Each node with what comes after it; an event on a border comes after its step."""
    found: dict[str, list[str]] = {node: [] for node in graph.nodes}
    for link in graph.links:
        found.get(link.source, []).append(link.target)
    for node in graph.nodes.values():
        if node.attached in found:
            found[node.attached].append(node.id)
    return found


def reached(
    following: Mapping[str, list[str]], start: str, stops: Iterable[str] = ()
) -> dict[str, None]:
    """The node and everything after it, nearest first, without going through the stops."""
    closed = set(stops)
    found: dict[str, None] = {}
    ahead = [start]
    for node in ahead:
        if node not in found and node not in closed:
            found[node] = None
            ahead.extend(following.get(node, ()))
    return found


def split_at(graph: Graph, fork: str, within: frozenset[str]) -> Split | None:
    """The branches of a gateway inside a part of the graph; ``None`` when they do not nest."""
    following = followers(graph)
    links = [link for link in graph.leaving(fork) if link.target in graph.nodes]
    if len(links) < 2:
        return None
    tag = graph.nodes[fork].tag
    near = reached(following, fork)
    joins = [
        node
        for node in near
        if node in within
        and node != fork
        and graph.nodes[node].tag == tag
        and graph.nodes[node].row is None
        and len(graph.entering(node)) > 1
        and len(graph.leaving(node)) <= 1
    ]
    for join in (*joins, ""):
        regions = [
            Region(link, frozenset(reached(following, link.target, [join]))) for link in links
        ]
        if _nests(graph, fork, join, regions, within):
            return Split(tuple(regions), join)
    return None


def _nests(
    graph: Graph, fork: str, join: str, regions: list[Region], within: frozenset[str]
) -> bool:
    total = sum(len(region.nodes) for region in regions)
    together = frozenset().union(*(region.nodes for region in regions))
    if total != len(together) or fork in together or not together <= within:
        return False
    if join and any(graph.nodes[node].tag == "endEvent" for node in together):
        return False
    if join and {link.source for link in graph.entering(join)} - together - {fork}:
        return False
    for region in regions:
        for link in graph.links:
            outside = link.source not in region.nodes and link is not region.link
            if link.target in region.nodes and outside:
                return False
    return True
