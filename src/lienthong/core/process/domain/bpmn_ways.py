# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where each step of a scope goes, read from the flows out of it and out of its helpers."""

from __future__ import annotations

from typing import Any

from lienthong.core.process.domain.bpmn_borders import Borders
from lienthong.core.process.domain.bpmn_folding import Folding
from lienthong.core.process.domain.bpmn_parsing import Link, Node
from lienthong.core.process.domain.bpmn_rows import code_of, free_code
from lienthong.core.process.domain.tables import DONE

Row = dict[str, Any]


class Ways(Folding):
    """The flows of one scope as words of its rows."""

    def fill(self, node: Node, row: Row) -> Row:
        """The row with its targets as drawn."""
        kind = row.get("kind", "task")
        leaving = self.graph.leaving(node.id)
        if node.id in self.part.blocks:
            row["to"] = self.target(row["to"]) if row["to"] else ""
        elif kind == "task":
            row["outcomes"] = self.outcomes(node, row)
        elif kind == "choice":
            self.choice(node, row, leaving)
        elif kind != "end":
            row["to"] = self.only(node, row.get("to", ""), leaving)
        borders = Borders(self)
        borders.skipping(node, row)
        borders.border(node, row)
        return row

    def only(self, node: Node, before: str, leaving: list[Link]) -> str:
        """Where the one flow leads."""
        if len(leaving) > 1:
            self.scoped.note("several_ways", node)
        if leaving:
            return self.target(leaving[0].target)
        return "" if self.is_drawn(before) else before

    def outcomes(self, node: Node, row: Row) -> list[Row]:
        gates = [name for name, owner in self.folded.items() if owner == node.id]
        gates = [name for name in gates if not name.endswith(".skip")]
        leaving = [link for link in self.graph.leaving(node.id, *gates) if link.target not in gates]
        keyed = {link.key: link for link in leaving if link.key}
        kept = [way for old in row.get("outcomes", ()) if (way := self.known(old, keyed))]
        new = [link for link in leaving if not self.is_of(link, kept)]
        unnamed = [link for link in new if not link.name and not self.is_default(link, gates)]
        if node.row is None and len(new) > 1 and unnamed:
            self.scoped.note("unnamed_ways", node)
        for link in new:
            taken = [way["code"] for way in kept]
            code = free_code(code_of(link.name) or "done", taken)
            target = self.target(link.target)
            kept.append({"code": code, "title": link.name or "Xong", "to": target})
        return kept

    def is_default(self, link: Link, gates: list[str]) -> bool:
        return any(self.graph.nodes[gate].default == link.id for gate in gates)

    def is_of(self, link: Link, kept: list[Row]) -> bool:
        word, _, code = link.key.partition(":")
        return any(word in way and way["code"] == code for way in kept)

    def known(self, old: Row, keyed: dict[str, Link]) -> Row | None:
        """An outcome that the row had: as drawn now, dropped when its flow was removed."""
        word = "back" if old.get("back") else "to"
        link = keyed.get(f"{word}:{old.get('code')}")
        if link is not None:
            return old | {"title": link.name or old.get("title"), word: self.target(link.target)}
        target = old.get(word, "")
        drawn = target in self.codes or (word == "to" and target == DONE and self.part.is_inner)
        return None if drawn else dict(old)

    def choice(self, node: Node, row: Row, leaving: list[Link]) -> None:
        keyed = {link.key: link for link in leaving if link.key}
        before = dict(enumerate(row.get("choices", ()), 1))
        choices: list[Row] = []
        for number, old in before.items():
            link = keyed.pop(f"choice:{number}", None)
            if link is not None:
                choices.append(old | {"to": self.target(link.target)})
            elif not self.is_drawn(old.get("to", "")):
                choices.append(dict(old))
        otherwise = keyed.pop("otherwise", None)
        for link in leaving:
            if link is otherwise or link.key.startswith("choice:"):
                continue
            if link.id == node.default or (otherwise is None and not link.condition):
                if otherwise is not None and not otherwise.key:
                    self.scoped.note("no_condition", node)
                otherwise = link
            else:
                when = self.scoped.condition(link)
                choices.append({"when": when, "to": self.target(link.target)})
        if otherwise is None and node.row is None and choices:
            row["otherwise"] = choices.pop()["to"]
        else:
            row["otherwise"] = self.only(
                node, row.get("otherwise", ""), [otherwise] if otherwise else []
            )
        row["choices"] = choices
