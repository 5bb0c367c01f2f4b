# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows that many lives use: queues, partners, books with their last numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from lienthong.core.access.api import Role
from lienthong.core.cases.api import kind_by_code, queue_of_role
from lienthong.core.integration.api import partner_by_code
from lienthong.demo.lives.life import Office
from lienthong.demo.lives.moments import local_day
from lienthong.demo.lives.terms import Book, Key

BookKey = tuple[int, str, str]
"""Unit, series, period."""
_RAISE = """
INSERT INTO numbering_book (unit_id, series, period, last)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[])
ON CONFLICT (unit_id, series, period) DO UPDATE SET last = numbering_book.last + excluded.last
RETURNING unit_id, series, period, id, last
"""


def unit_of(name: str | int, office: Office) -> int:
    """The id of a unit of an office by its name there; others are named by their id."""
    return office.units[name].id if name in office.units else int(name)  # type: ignore[index]


def shared_ids(keys: Iterable[Key], office: Office) -> dict[Key, int]:
    """The ids of the shared rows under the keys, made where they are missing."""
    roles = dict(Role.objects.values_list("pk", "code"))
    found: dict[Key, int] = {}
    for key in sorted(keys, key=str):
        if key[0] == "queue":
            found[key] = queue_of_role(unit_of(key[1], office), roles[key[2]]).pk
        else:
            found[key] = partner_by_code(key[1]).pk
    return found


def make_kind() -> None:
    """The kind of case of the one-stop."""
    kind_by_code("onestop.dossier")


def book_key(book: Book, moment: datetime, office: Office) -> BookKey:
    """In which book a life of an office takes the number that it takes at the moment."""
    day = local_day(moment)
    period = day.isoformat() if book.by_day else str(day.year)
    name = int(book.unit) if book.unit.isdigit() else book.unit
    return unit_of(name, office), book.series, period


@dataclass
class Numbering:
    """Who takes a number from which book when; then every taker's number in that order."""

    takers: dict[BookKey, list[tuple[datetime, int]]] = field(default_factory=dict)
    given: int = 0

    def want(self, key: BookKey, moment: datetime) -> int:
        """A number of the book at the moment is wanted; answers the place of the answer."""
        self.takers.setdefault(key, []).append((moment, self.given))
        self.given += 1
        return self.given - 1

    def skip(self) -> int:
        """Keep a place for a number that comes from elsewhere; answers it."""
        self.given += 1
        return self.given - 1

    def give(self) -> tuple[list[int], list[int]]:
        """Open and raise the books; the number and the book of each place."""
        counts = {key: len(takers) for key, takers in self.takers.items()}
        books = raise_books(counts)
        numbers, ids = [0] * self.given, [0] * self.given
        for key, takers in self.takers.items():
            book_id, last = books[key]
            for order, (_moment, place) in enumerate(sorted(takers), last - len(takers) + 1):
                numbers[place], ids[place] = order, book_id
        return numbers, ids


def raise_books(counts: Mapping[BookKey, int]) -> dict[BookKey, tuple[int, int]]:
    """Take so many numbers from each book at once; its id and its last number now."""
    keys = list(counts)
    columns = [[key[place] for key in keys] for place in range(3)]
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [*columns, [counts[key] for key in keys]])
        return {(row[0], row[1], row[2]): (row[3], row[4]) for row in cursor.fetchall()}
