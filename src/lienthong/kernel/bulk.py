# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts on many rows: what an app offers, said once as data in its ``tables.py`` (``BULK``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

MOST = 5_000
"""How many rows one run takes; more are taken by the next one."""
TAKE_BACK = timedelta(minutes=10)
"""So long after its end a run can be taken back."""
REASON = "reason"
"""By this name ``attempt`` is given why, where an act asks for it."""
Note = Mapping[str, Any]
"""What has to be known of a row to take the act back from it."""


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A row of a preview: what it is, and why the act will fail on it (empty when it will not)."""

    pk: int
    code: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act that can be done on many rows of one kind.

    ``preview`` answers a row for each number, in as many statements for one as for thousands;
    ``attempt`` does it to one row, answers what ``undo`` has to know of it (nothing when the row
    stayed as it was) and raises ``DomainError``; ``undo`` takes it back from one row, as an act of
    its own, and raises ``DomainError`` when the row went on meanwhile. ``asker`` is whoever asked,
    with the rights of now (account, unit, purpose). ``value`` names what has to be given besides
    the rows, ``choices`` from what it is chosen when it is not typed; ``needs_reason`` asks why.
    ``preview_with`` is the preview once the value was chosen, where rows fail because of it.
    """

    code: str
    title: object
    permission: Permission
    kind: str
    preview: Callable[[Sequence[int], Actor], list[BulkRow]]
    attempt: Callable[[int, Mapping[str, str], Actor], Note | None]
    asker: Callable[[int, int | None, str], Actor]
    value: str = ""
    value_title: object = ""
    choices: Callable[[Sequence[int], Actor], Sequence[tuple[str, str]]] | None = None
    needs_reason: bool = False
    undo: Callable[[int, Note, Actor], None] | None = None
    preview_with: Callable[[Sequence[int], str, Actor], list[BulkRow]] | None = None

    def foresee(self, ids: Sequence[int], value: str, actor: Actor) -> list[BulkRow]:
        """The preview with the value as far as it was chosen."""
        if self.preview_with is not None and value:
            return self.preview_with(ids, value, actor)
        return self.preview(ids, actor)


@dataclass(frozen=True, slots=True)
class RowList:
    """A list on whose rows something can be done at once (``ROW_LISTS`` of a ``tables.py``).

    ``name`` is what its form sends, ``kind`` that of its rows, ``rows`` the numbers of all of them
    as asked, at most so many.
    """

    name: str
    kind: str
    url_name: str
    rows: Callable[[Actor, Any, int], list[int]]
