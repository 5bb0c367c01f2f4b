# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fill templates: the lines that COPY takes, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lienthong.demo.lives.bound import Bound
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.press import press_of
from lienthong.demo.lives.template import Template


@dataclass
class Sheets:
    """Lines waiting to be copied, by table; ``parts`` are those that are copied by themselves, by
    the name of their table and their month.
    """

    parts: Mapping[tuple[str, bytes], Table] = field(default_factory=dict)
    lines: dict[str, list[bytes]] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    rows: int = 0

    def stamp(self, template: Template, bound: Bound, *, is_last: bool) -> None:
        """Add all rows of a life; the person's row of the index only with their last one."""
        lines = self.lines
        for table, month, text in press_of(template).fill(bound, is_last=is_last):
            into = self.parts.get((table.name, month), table) if month else table
            if into.name not in lines:
                lines[into.name] = []
                self.tables[into.name] = into
            lines[into.name].append(text)
        self.rows += template.rows

    def take(self) -> list[tuple[Table, bytes]]:
        """Everything so far, one text for each table; begins anew."""
        found = [
            (self.tables[name], b"\n".join(lines) + b"\n") for name, lines in self.lines.items()
        ]
        self.lines = {}
        return found
