# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts on many rows: what an app offers, said once as data in its ``tables.py`` (``BULK``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

MOST = 5_000
"""How many rows one run takes; more are taken by the next one."""


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
    ``attempt`` does it to one row and raises ``DomainError``; ``asker`` is whoever asked, with the
    rights of now (account, unit, purpose). ``value`` names what has to be given besides the rows.
    """

    code: str
    title: object
    permission: Permission
    kind: str
    preview: Callable[[Sequence[int], Actor], list[BulkRow]]
    attempt: Callable[[int, Mapping[str, str], Actor], None]
    asker: Callable[[int, int | None, str], Actor]
    value: str = ""
    value_title: object = ""
