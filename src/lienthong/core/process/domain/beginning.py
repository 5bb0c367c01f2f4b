# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How instances begin, kept: tables never change, so the same values lead to the same first steps.

The engine takes its way once; later instances take over what it left, with names of tasks and
moments of their own.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from lienthong.core.process.domain.compiling import Compiled
from lienthong.core.process.domain.results import Advance, OpenTask
from lienthong.core.process.domain.running import Run
from lienthong.core.process.domain.storing import compressed, text_of
from lienthong.core.process.domain.tables import Value
from lienthong.core.process.domain.values import checked_values

MOST = 8
"""So many sets of values are kept for a table."""
_MOMENT = r'(?<="last_state_change":)[0-9.e+-]+'


@dataclass(frozen=True, slots=True)
class Beginning:
    """What stays of a state around names and moments, which stand at the odd places."""

    pieces: tuple[str, ...]
    names: frozenset[str]
    change: Advance

    def once_more(self) -> tuple[bytes, Advance]:
        """The state and the first steps of one more instance."""
        named = {name: str(uuid4()) for name in self.names}
        filled, now = list(self.pieces), repr(time.time())
        filled[1::2] = [named.get(piece, now) for piece in self.pieces[1::2]]
        opened, waiting = (
            [_named(task, named) for task in tasks]
            for tasks in (self.change.open, self.change.wait)
        )
        return compressed("".join(filled)), replace(self.change, open=opened, wait=waiting)


def begin(table: Compiled, data: Mapping[str, Value]) -> tuple[bytes, Advance]:
    """The state of a new instance and its first steps. Raises ``BadData``."""
    values = checked_values(table.table, data)
    key = json.dumps(values, sort_keys=True)
    kept = table.beginnings.get(key)
    if kept is None:
        kept = _made(table, values)
        if len(table.beginnings) >= MOST:
            table.beginnings.clear()
        table.beginnings[key] = kept
    return kept.once_more()


def _made(table: Compiled, values: Mapping[str, Value]) -> Beginning:
    run, change = Run.begin(table, values)
    names = run.names()
    marks = re.compile(f"({'|'.join([*names, _MOMENT])})")
    pieces = marks.split(text_of(run.workflow, run.engine.values))
    return Beginning(tuple(pieces), names, change)


def _named(task: OpenTask, named: Mapping[str, str]) -> OpenTask:
    return replace(task, task_id=UUID(named[str(task.task_id)]))
