# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What planning finds out about all lives before the first is stamped."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from lienthong.core.search.api import Family, remove
from lienthong.demo.lives.abreast import over, release_connections
from lienthong.demo.lives.library import Library
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.plan import Plan, Planned
from lienthong.demo.lives.shape import (
    NEW,
    SIGNED_IN,
    SIGNING_IN,
    Outline,
    Shape,
    known_by,
    outlined,
)
from lienthong.demo.lives.shared import BookKey, Numbering, book_key, make_kind, shared_ids
from lienthong.demo.lives.stage import sequences
from lienthong.demo.lives.terms import Key
from lienthong.kernel import clock

Say = Callable[[str], None]
_RESERVE = "SELECT setval(%s, nextval(%s) + %s - 1)"


@dataclass
class Prepared:
    """Of one office: which life is the last of its filer, every number in order."""

    is_last: bytearray = field(default_factory=bytearray)
    numbers: array[int] = field(default_factory=lambda: array("q"))
    books: array[int] = field(default_factory=lambda: array("q"))
    room: dict[str, int] = field(default_factory=dict)


@dataclass
class Followed:
    """The lives of one office that are to be stamped, in the order in which they are filed.

    Column by column: the number of each, its shape (a place among ``shapes``), its filer, since
    when they have an account (zero for never), and the seconds of all acts of all lives in a row.
    """

    shapes: list[Shape] = field(default_factory=list)
    numbers: array[int] = field(default_factory=lambda: array("l"))
    which: array[int] = field(default_factory=lambda: array("l"))
    people: array[int] = field(default_factory=lambda: array("l"))
    joined: array[float] = field(default_factory=lambda: array("d"))
    starts: array[float] = field(default_factory=lambda: array("d"))
    moments: array[float] = field(default_factory=lambda: array("d"))


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
    followed: dict[int, Followed] = field(default_factory=dict)
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


def planned_in_time(mill: Mill, places: Sequence[int]) -> Iterator[tuple[int, int, Life]]:
    """The lives of these offices that are to be stamped, by the moment they are filed: the office,
    the place among its lives, the life."""

    def of(place: int) -> Iterator[tuple[float, int, int]]:
        return ((start, place, at) for at, start in enumerate(mill.followed[place].starts))

    passed = dict.fromkeys(places, 0)
    for _start, place, at in heapq.merge(*map(of, places)):
        found = mill.followed[place]
        shape, first = found.shapes[found.which[at]], passed[place]
        passed[place] += len(shape.acts)
        moments = _moments(mill.plan.latest, found.moments[first : passed[place]])
        person = found.people[at]
        outline = Outline(
            shape.procedure, shape.channel, shape.acts, shape.acts, moments, shape.delivery, person
        )
        yield place, at, mill.plan.filled(place, found.numbers[at], outline)


def _moments(latest: datetime, seconds: Iterable[float]) -> tuple[datetime, ...]:
    """Moments to the thousandth of a second, and the one at which the last life is filed."""
    last = latest.timestamp()
    return tuple(
        latest if one == last else datetime.fromtimestamp(one, clock.VIETNAM) for one in seconds
    )


def learn(mill: Mill, workers: int, say: Say) -> None:
    """Lead a life of every kind that is planned."""
    with transaction.atomic():
        make_kind()
    mill.database_seconds += release_connections()
    offices = range(len(mill.plan.offices))
    mill.followed = dict(
        zip(offices, over(len(offices), partial(follow, mill), workers), strict=True)
    )
    shapes = {shape for found in mill.followed.values() for shape in found.shapes}
    for known in mill.library.learn(shapes, workers):
        say(f"Học dạng hồ sơ: {known} / {len(shapes)}")
    mill.database_seconds += mill.library.database_seconds


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


def follow(mill: Mill, place: int) -> Followed:
    """The lives of an office that are to be stamped, each with how whoever files is known then."""
    made, places = Followed(), dict[Shape, int]()
    known: dict[int, str] = {}
    joined: dict[int, float] = {}
    for order, (start, number) in enumerate(mill.plan.starts_of(place)):
        one = mill.plan.outline(place, number, start)
        how, before = known.get(one.person, NEW), joined.get(one.person, 0.0)
        known[one.person] = known_by(one.acts, how)
        if known[one.person] == SIGNED_IN and not before:
            joined[one.person] = first_sign_in(one).timestamp()
        if order >= mill.skip[place]:
            seconds = [moment.timestamp() for moment in one.at]
            made.numbers.append(number)
            made.which.append(places.setdefault(outlined(one, how), len(places)))
            made.people.append(one.person)
            made.joined.append(before)
            made.starts.append(seconds[0])
            made.moments.extend(seconds)
    made.shapes = list(places)
    return made


def drafted(mill: Mill, place: int) -> Draft:
    """What is found out about one office."""
    draft, found, office = Draft(), mill.followed[place], mill.plan.offices[place]
    made, last, passed = draft.made, dict[int, int](), 0
    templates = [mill.library.template(shape) for shape in found.shapes]
    for at, (person, which) in enumerate(zip(found.people, found.which, strict=True)):
        last[person], template = at, templates[which]
        for book in template.books:
            moment = datetime.fromtimestamp(found.moments[passed + book.at[1]], clock.VIETNAM)
            key = book_key(book, moment, office)
            if book.is_shared_in(office):
                draft.provincial.append((draft.numbering.skip(), key, moment))
            else:
                draft.numbering.want(key, moment)
        passed += len(found.shapes[which].acts)
    for which, count in Counter(found.which).items():
        for table, room in templates[which].room.items():
            made.room[table] = made.room.get(table, 0) + room * count
    draft.again = [mill.led[person].person_id for person in last if person in mill.led]
    made.is_last = bytearray(len(found.people))
    for at in last.values():
        made.is_last[at] = 1
    return draft


def first_sign_in(life: Life | Outline) -> datetime:
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
