# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""BPMN 2.0 XML as a plain graph, whoever wrote it; what cannot be run is refused by name.

Vendor extensions, documentation, data objects, annotations and groups are left aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from lienthong.core.process.domain.bpmn_writing import BPMN, OURS
from lienthong.core.process.domain.bpmn_xml import (
    MOST_ELEMENTS,
    branch_of,
    extension,
    groups_of,
    lanes_of,
    places_of,
    root_of,
)
from lienthong.core.process.domain.problems import Problem, TableError, problem

DEEPEST = 12
TASKS = frozenset({"task", "userTask", "manualTask"})
SERVICES = frozenset({"serviceTask", "sendTask"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway"})
EVENTS = frozenset(
    {"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
)
KNOWN = TASKS | SERVICES | GATEWAYS | EVENTS | {"receiveTask", "subProcess"}
_ASIDE = frozenset(
    {"extensionElements", "documentation", "laneSet", "incoming", "outgoing", "ioSpecification"}
    | {"dataObject", "dataObjectReference", "dataStoreReference", "textAnnotation", "association"}
    | {"group", "property", "auditing", "monitoring", "dataInputAssociation", "sequenceFlow"}
    | {"dataOutputAssociation", "multiInstanceLoopCharacteristics", "artifact", "ioBinding"}
    | {"supportedInterfaceRef", "correlationSubscription", "performer", "potentialOwner"}
    | {"humanPerformer", "resourceRole", "standardLoopCharacteristics", "category"}
)
_ALLOWED_EVENTS: dict[str, frozenset[str]] = {
    "startEvent": frozenset({"", "messageEventDefinition"}),
    "endEvent": frozenset({"", "terminateEventDefinition", "messageEventDefinition"}),
    "boundaryEvent": frozenset(
        {"timerEventDefinition", "messageEventDefinition", "errorEventDefinition"}
    ),
    "intermediateCatchEvent": frozenset({"timerEventDefinition", "messageEventDefinition"}),
    "intermediateThrowEvent": frozenset({"", "messageEventDefinition"}),
}


@dataclass(slots=True)
class Node:
    """One flow node. ``row`` is the step that our own elements carry."""

    id: str
    tag: str
    name: str = ""
    row: dict[str, Any] | None = None
    branch: str = ""
    event: str = ""
    detail: str = ""
    attached: str = ""
    default: str = ""
    each: str = ""
    role: str = ""
    inner: Graph | None = None


@dataclass(slots=True)
class Link:
    """One sequence flow."""

    id: str
    source: str
    target: str
    key: str = ""
    name: str = ""
    condition: str = ""


@dataclass(slots=True)
class Graph:
    """The nodes and flows of one scope, in the order of the file."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def leaving(self, *ids: str) -> list[Link]:
        """The flows out of the nodes."""
        return [link for link in self.links if link.source in ids]

    def entering(self, node: str) -> list[Link]:
        """The flows into the node."""
        return [link for link in self.links if link.target == node]


@dataclass(slots=True)
class Drawing:
    """A whole file: the one process in it, what our own header says, where things are drawn."""

    id: str
    title: str
    header: dict[str, Any] | None
    graph: Graph
    places: dict[str, list[int]]


def parse_bpmn(source: bytes) -> Drawing:
    """The one process of a BPMN file. Raises ``TableError`` that names every refused element."""
    root = root_of(source)
    parser = _Parser(root)
    process = parser.process()
    graph = parser.graph(process, 0) if process is not None else Graph()
    if parser.problems or process is None:
        raise TableError(parser.problems)
    title = process.get("name") or parser.pool(process)
    return Drawing(
        process.get("id", ""), title, extension(process, "table"), graph, dict(places_of(root))
    )


class _Parser:
    def __init__(self, root: Any) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.count = 0
        self.messages = {
            item.get("id"): item.get("name") or item.get("id")
            for item in root.findall(f"{{{BPMN}}}message")
        }

    def note(self, code: str, element: Any, *, called: str = "", **values: object) -> None:
        where = element.get("id") or etree.QName(element).localname
        name = element.get("name") or called or where
        self.problems.append(problem(code, where, name=name, **values))

    def process(self) -> Any:
        """The one process with something in it; other tools write empty ones for their sheets."""
        found = [item for item in self.root.findall(f"{{{BPMN}}}process") if _has_flow(item)]
        for other in found[1:]:
            self.note("second_process", other, called=self.pool(other))
        if not found:
            self.problems.append(problem("no_process", ""))
        return found[0] if found else None

    def pool(self, process: Any) -> str:
        """The name of the pool that the process is in."""
        for pool in self.root.iter(f"{{{BPMN}}}participant"):
            if pool.get("processRef", "").rpartition(":")[2] == process.get("id"):
                return str(pool.get("name") or "")
        return ""

    def graph(self, parent: Any, depth: int) -> Graph:
        graph, lanes = Graph(), dict(lanes_of(parent))
        for element in parent.iterchildren(f"{{{BPMN}}}*"):
            tag = etree.QName(element).localname
            if tag in KNOWN:
                node = self.node(element, tag, depth)
                node.role = node.role or lanes.get(node.id, "")
                graph.nodes[node.id] = node
            elif tag not in _ASIDE:
                self.note("unsupported", element, tag=tag)
        self.links(parent, graph)
        return graph

    def links(self, parent: Any, graph: Graph) -> None:
        for element in parent.findall(f"{{{BPMN}}}sequenceFlow"):
            link = _link(element)
            ends = {link.source, link.target} - graph.nodes.keys()
            graph.links.append(link)
            for end in sorted(ends):
                if not self.problems or end not in {item.where for item in self.problems}:
                    self.note("loose_flow", element, node=end)
        for node in graph.nodes.values():
            host = graph.nodes.get(node.attached)
            if node.tag == "boundaryEvent" and (host is None or host.tag in EVENTS):
                self.problems.append(problem("loose_boundary", node.id, name=node.name or node.id))

    def node(self, element: Any, tag: str, depth: int) -> Node:
        self.count += 1
        if self.count > MOST_ELEMENTS or depth > DEEPEST:
            raise TableError([problem("too_many", "", number=MOST_ELEMENTS)])
        node = Node(
            id=element.get("id", ""),
            tag=tag,
            name=" ".join((element.get("name") or "").split())[:300],
            row=extension(element, "step"),
            branch=branch_of(element),
            attached=element.get("attachedToRef", ""),
            default=element.get("default", ""),
            role=groups_of(element),
        )
        if not node.id:
            self.note("no_id", element, tag=tag)
        self.event(element, node)
        self.loop(element, node)
        if tag == "subProcess":
            if element.get("triggeredByEvent") == "true":
                self.note("unsupported", element, tag="eventSubProcess")
            node.inner = self.graph(element, depth + 1)
        return node

    def event(self, element: Any, node: Node) -> None:
        if node.tag == "receiveTask":
            node.event, node.detail = "messageEventDefinition", self.message(element, node)
        if node.tag not in EVENTS:
            return
        found = [e for e in element if etree.QName(e).localname.endswith("EventDefinition")]
        node.event = etree.QName(found[0]).localname if found else ""
        if len(found) > 1 or node.event not in _ALLOWED_EVENTS[node.tag]:
            kind = node.event or "intermediateEvent"
            self.note("unsupported", element, tag=kind)
        if element.get("cancelActivity") == "false":
            self.note("not_interrupting", element)
        if node.event == "messageEventDefinition":
            node.detail = self.message(found[0], node)
        if node.event == "timerEventDefinition":
            node.detail = "".join(found[0].itertext(f"{{{BPMN}}}timeDuration")).strip()
            if not node.detail:
                self.note("no_duration", element)

    def message(self, element: Any, node: Node) -> str:
        ref = element.get("messageRef", "").rpartition(":")[2]
        return str(
            self.messages.get(ref) or self.messages.get(element.get("messageRef")) or node.name
        )

    def loop(self, element: Any, node: Node) -> None:
        if element.find(f"{{{BPMN}}}standardLoopCharacteristics") is not None:
            self.note("unsupported", element, tag="standardLoopCharacteristics")
        found = element.find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
        if found is None:
            return
        if found.get("isSequential") == "true":
            self.note("sequential", element)
        if node.tag not in TASKS:
            self.note("unsupported", element, tag="multiInstanceLoopCharacteristics")
        named = [value for key, value in found.attrib.items() if key.endswith("}collection")]
        node.each = next(iter(named), "units")


def _has_flow(process: Any) -> bool:
    names = {etree.QName(child).localname for child in process.iterchildren(f"{{{BPMN}}}*")}
    return bool(names - _ASIDE)


def _link(element: Any) -> Link:
    condition = element.find(f"{{{BPMN}}}conditionExpression")
    return Link(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        key=element.get(f"{{{OURS}}}key", ""),
        name=" ".join((element.get("name") or "").split())[:200],
        condition=("".join(condition.itertext()) if condition is not None else "").strip(),
    )
