# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What planning finds out about all lives before the first is stamped."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from lienthong.core.search.api import Family, remove
from lienthong.demo.lives.abreast import over, release_connections
from lienthong.demo.lives.library import Library
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.plan import (
    KNOWN,
    NEW,
    SIGNED_IN,
    SIGNING_IN,
    Plan,
    Planned,
    Shape,
    known_after,
    shape_of,
)
from lienthong.demo.lives.shared import BookKey, Numbering, book_key, make_kind, shared_ids
from lienthong.demo.lives.stage import sequences
from lienthong.demo.lives.terms import Key

STATES = (NEW, KNOWN, SIGNED_IN)
Say = Callable[[str], None]
_RESERVE = "SELECT setval(%s, nextval(%s) + %s - 1)"


@dataclass
class Prepared:
    """Of one office: how each filer is known, which life is their last, every number in order."""

    known: bytearray = field(default_factory=bytearray)
    is_last: bytearray = field(default_factory=bytearray)
    joined: array[float] = field(default_factory=lambda: array("d"))
    numbers: array[int] = field(default_factory=lambda: array("q"))
    books: array[int] = field(default_factory=lambda: array("q"))
    room: dict[str, int] = field(default_factory=dict)


@dataclass
class Draft:
    """Of one office before numbers are given: who wants one, and the place of each number that a
    book of the province gives, with that book and the moment; ``again`` are people known by the
    acts whose row of the index is written anew.
    """

    made: Prepared = field(default_factory=Prepared)
    numbering: Numbering = field(default_factory=Numbering)
    provincial: list[tuple[int, BookKey, datetime]] = field(default_factory=list)
    again: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody whose first life was led by the acts: their ids; no account is zero."""

    person_id: int
    account_id: int


@dataclass
class Mill:
    """Everything that planning found out and that workers need."""

    plan: Plan
    library: Library
    skip: list[int]
    prepared: list[Prepared] = field(default_factory=list)
    shared: list[dict[Key, int]] = field(default_factory=list)
    people: int = 0
    accounts: int = 0
    led: dict[int, Led] = field(default_factory=dict)
    database_seconds: float = 0.0

    def person_id(self, number: int) -> int:
        """The id of somebody of the population."""
        led = self.led.get(number)
        return led.person_id if led else self.people + number

    def account_id(self, number: int) -> int:
        """The id of their account."""
        led = self.led.get(number)
        return (led.account_id if led else 0) or self.accounts + number


def in_time(mill: Mill, places: Sequence[int]) -> Iterator[tuple[datetime, int, Planned]]:
    """The lives of these offices by the moment they are filed."""

    def of(place: int) -> Iterator[tuple[datetime, int, Planned]]:
        return ((one.life.at[0], place, one) for one in mill.plan.lives_of(place))

    return heapq.merge(*(of(place) for place in places), key=lambda found: found[:2])


def learn(mill: Mill, workers: int, say: Say) -> None:
    """Lead a life of every kind that is planned."""
    with transaction.atomic():
        make_kind()
    mill.database_seconds += release_connections()
    shapes: set[Shape] = set()
    for found in over(len(mill.plan.offices), partial(_shapes, mill), workers):
        shapes |= found
    for known in mill.library.learn(shapes, workers):
        say(f"Học dạng hồ sơ: {known} / {len(shapes)}")
    mill.database_seconds += mill.library.database_seconds


def _shapes(mill: Mill, place: int) -> set[Shape]:
    return {shape_of(planned, how) for planned, how, _joined in _followed(mill, place)}


def prepare(mill: Mill, workers: int) -> None:
    """Which rows are shared, how everybody is known, who gets which number; all is learnt."""
    mill.database_seconds += release_connections()
    drafts = list(over(len(mill.plan.offices), partial(drafted, mill), workers))
    with transaction.atomic():
        _number(mill, drafts)
        for person_id in (person_id for draft in drafts for person_id in draft.again):
            remove(person_id, family=Family.PERSON)
        keys = {key for template in mill.library.templates.values() for key in template.shared}
        mill.shared = [shared_ids(keys, office) for office in mill.plan.offices]
        most = mill.plan.first_person[-1]
        firsts = reserve({"accounts_person": most, "accounts_account": most})
        mill.people, mill.accounts = firsts.values()


def _number(mill: Mill, drafts: Sequence[Draft]) -> None:
    """Give everyone their numbers, those of books of the province in the order of all offices."""
    province, places = Numbering(), list[tuple[Prepared, int]]()
    for draft in drafts:
        numbers, books = draft.numbering.give()
        draft.made.numbers, draft.made.books = array("q", numbers), array("q", books)
        mill.prepared.append(draft.made)
        for index, key, moment in draft.provincial:
            province.want(key, moment)
            places.append((draft.made, index))
    for (made, index), number, book in zip(places, *province.give(), strict=True):
        made.numbers[index], made.books[index] = number, book


def _followed(mill: Mill, place: int) -> Iterator[tuple[Planned, str, float]]:
    """The lives of an office that are to be stamped, each with how whoever files is known then and
    since when they have an account, zero for never."""
    known: dict[int, str] = {}
    joined: dict[int, float] = {}
    for number, planned in enumerate(mill.plan.lives_of(place)):
        how, before = known.get(planned.person, NEW), joined.get(planned.person, 0.0)
        known[planned.person] = known_after(planned, how)
        if known[planned.person] == SIGNED_IN and not before:
            joined[planned.person] = first_sign_in(planned.life).timestamp()
        if number >= mill.skip[place]:
            yield planned, how, before


def drafted(mill: Mill, place: int) -> Draft:
    """What is found out about one office."""
    draft = Draft()
    made, last = draft.made, dict[int, int]()
    for planned, how, before in _followed(mill, place):
        last[planned.person] = len(made.known)
        made.known.append(STATES.index(how))
        made.joined.append(before)
        template = mill.library.template(shape_of(planned, how))
        for book in template.books:
            if book.is_shared_in(planned.life.office):
                draft.provincial.append((draft.numbering.skip(), *book_key(book, planned.life)))
            else:
                draft.numbering.want(*book_key(book, planned.life))
        for table, room in template.room.items():
            made.room[table] = made.room.get(table, 0) + room
    draft.again = [mill.led[person].person_id for person in last if person in mill.led]
    made.is_last = bytearray(len(made.known))
    for index in last.values():
        made.is_last[index] = 1
    return draft


def first_sign_in(life: Life) -> datetime:
    """When whoever files signs in first in this life."""
    both = zip(life.acts, life.at, strict=True)
    return next(at for act, at in both if act in SIGNING_IN)


def reserve(room: dict[str, int]) -> dict[str, int]:
    """Take so many ids from the sequence of each table; the first of each."""
    by_table = {table: sequence for sequence, _wide, table in sequences()}
    first: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table, count in room.items():
            name = by_table[table]
            cursor.execute(_RESERVE, [name, name, count])
            first[table] = cursor.fetchone()[0] - count + 1
    return first
