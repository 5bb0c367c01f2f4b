# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One captured life as a template: patterns of its rows, and what has to be known to fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.demo.lives.bound import Bound
from lienthong.demo.lives.capture import Table
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.terms import Book, Content, Key, Term
from lienthong.modules.onestop.domain.hand_over import HandOverRule

SHARED = frozenset(
    [
        "cases_queue",
        "cases_queuemember",
        "numbering_book",
        "units_unit",
        "cases_casekind",
        "integration_partner",
        "audit_auditseal",
    ]
)
"""Rows that many lives use: never copied with a life."""
PEOPLE = frozenset({"accounts_person", "accounts_account"})
"""Rows that come with the first life of a person; their ids belong to the population."""
RANDOM = (
    ("onestop_dossier", "submission_code"),
    ("onestop_satisfactionform", "code"),
    ("onestop_shipment", "code"),
    ("documents_issueddocument", "verification_code"),
    ("forms_formdraft", "key"),
)


@dataclass(frozen=True, slots=True)
class Search:
    """A row of the index: its fields but the vector, its words' texts, codes and other tokens."""

    line: str
    keys: tuple[Key, ...]
    text: str
    text_keys: tuple[Key, ...]
    codes: tuple[Key, ...]
    rest: tuple[tuple[str, tuple[Key, ...]], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An audit row: its fields but the hash, and the text that the hash stands for."""

    line: str
    keys: tuple[Key, ...]
    text: str
    text_keys: tuple[Key, ...]


@dataclass(frozen=True, eq=False)
class Template:
    """Everything that one shape of life writes. Compared by identity."""

    lines: Mapping[Table, tuple[tuple[str, tuple[Key, ...]], ...]]
    records: tuple[Table, tuple[Record, ...]]
    searches: tuple[Table, tuple[Search, ...]]
    people: tuple[Search, ...]
    room: Mapping[str, int]
    terms: tuple[Term, ...]
    books: tuple[Book, ...]
    papers: tuple[Content, ...]
    hand_over: HandOverRule
    codes: tuple[tuple[str, int], ...]
    shared: frozenset[Key]
    rows: int

    @property
    def written(self) -> tuple[Table, ...]:
        """The tables that are written to."""
        return (*self.lines, self.records[0], self.searches[0])

    def bind(self, life: Life, **known: Any) -> Bound:
        """A life of this shape, with its ids, numbers and codes."""
        return Bound(
            life,
            self.terms,
            books=self.books,
            papers=self.papers,
            hand_over=self.hand_over,
            **known,
        )
