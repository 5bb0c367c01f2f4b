# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What rests on a legal instrument: each app tells its own rows, core apps know no module.

An app's ``tables.py`` lists ``GROUNDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from lienthong.kernel.citations import Citation, bases_in
from lienthong.kernel.permissions import Permission
from lienthong.kernel.registry import declared_in


@dataclass(frozen=True, slots=True)
class Resting:
    """A row that rests on an instrument: its name, what it says of it, where it is changed.

    ``basis`` is the text that names it, empty where the row links it. ``unit_id`` is where the row
    is kept, for rows that belong to a unit.
    """

    name: str
    basis: str
    address: str
    args: tuple[object, ...] = ()
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A kind of dated rows that rest on instruments, and the permission of who keeps them.

    ``find(citation, day)`` answers those in force on the day or later.
    """

    title: object
    permission: Permission
    find: Callable[[Citation, date], Sequence[Resting]] = field(compare=False)


def linked_rows(
    citation: Citation,
    rows: QuerySet[Any],
    slug: str,
    *,
    link: str = "",
    text: str = "",
    identity: str = "pk",
    name: Callable[[Any], str] = str,
    unit: str = "",
) -> list[Resting]:
    """Rows of the directory ``slug`` that link the instrument or whose ``text`` names it.

    ``link`` is the column of the link, ``unit`` that of the unit where a row is kept.
    """
    found = []
    for row in citation.narrowed(rows, *filter(None, [text]), link=link):
        said = str(getattr(row, text)) if text else ""
        by_text = citation.names(said)
        if by_text or (link and getattr(row, link) == citation.pk):
            key = str(getattr(row, identity))
            kept_in = getattr(row, unit) if unit else None
            basis = said if by_text else ""
            place = ("administration:directory-row", (slug, key))
            found.append(Resting(name(row), basis, *place, unit_id=kept_in))
    return found


def defined_rows(
    citation: Citation,
    rows: QuerySet[Any],
    content: str,
    day: date,
    page: Callable[[Any], tuple[str, tuple[object, ...]]],
) -> list[Resting]:
    """Versions of definitions of which something that is in force on the day or later names it.

    ``content`` is the column of what they define, ``page`` answers where one is changed.
    """
    found = []
    for row in citation.narrowed(rows, "legal_basis", content):
        named = citation.first_in(text for _place, text in bases_in(getattr(row, content), day))
        basis = citation.first_in(row.legal_basis) or named
        if basis:
            found.append(Resting(str(row), basis, *page(row)))
    return found


@cache
def grounds() -> tuple[Ground, ...]:
    """What apps say of their rows: ``GROUNDS`` of each app's ``tables.py``."""
    return declared_in("tables", "GROUNDS")


def resting_on(citation: Citation, day: date) -> list[tuple[Ground, Sequence[Resting]]]:
    """What rests on the instrument on the day or later, by kinds; those with nothing stay out."""
    found = ((ground, ground.find(citation, day)) for ground in grounds())
    return [(ground, rows) for ground, rows in found if rows]
