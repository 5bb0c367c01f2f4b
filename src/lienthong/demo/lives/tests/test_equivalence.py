# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Seeded lives led by the real acts and the same lives stamped leave the same rows everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection

from lienthong.core.accounts.api import Account
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.documents.api import Kept
from lienthong.core.units.api import version_of
from lienthong.demo.lives.capture import Rows, Table, marked_rows
from lienthong.demo.lives.library import Library, joined_before, make_known
from lienthong.demo.lives.life import Office, Officer, UnitText
from lienthong.demo.lives.performance import Performance, officer_of
from lienthong.demo.lives.plan import Plan, Planned, Span, known_after, shape_of
from lienthong.demo.lives.script import lead
from lienthong.demo.lives.shape import NEW, SIGNED_IN
from lienthong.demo.lives.shared import Numbering, book_key, make_kind, shared_ids
from lienthong.demo.lives.stage import marked_ids
from lienthong.demo.lives.stamp import Sheets
from lienthong.demo.lives.template import RANDOM, SHARED, Template
from lienthong.demo.lives.work import Desk
from lienthong.demo.lives.write import copy_rows
from lienthong.kernel import clock
from lienthong.testing.sizes import some
from lienthong.testing.world import World

SPECIMEN = Kept("5" * 64, "5" * 64, 1234)
UNTIL = datetime(2026, 11, 20, 12, 0, tzinfo=clock.VIETNAM)
SPAN = Span(date(2026, 5, 4), UNTIL)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSERTED = """
SELECT COALESCE(pg_partition_root(relid), relid)::regclass::text, sum(n_tup_ins - n_tup_del)
FROM pg_stat_xact_user_tables
WHERE relname !~ '^(procrastinate|django|auth|allauth)_' AND relname <> 'search_searchword'
GROUP BY 1
"""
HIDDEN = {("accounts_account", "password"), ("process_processstate", "state")}
"""The hash that stands for no password is random; the engine's state is packed, with its own clock
and its own names of tasks, which nothing else knows."""
POSTS = {
    "desk": "one_stop_officer",
    "centre": "one_stop_officer",
    "leader": "leader",
    "clerk": "clerk",
    "civil": "civil_status_officer",
    "business": "business_officer",
    "construction": "construction_officer",
    "social": "social_officer",
    "environment": "environment_officer",
    "licence": "licence_officer",
    **dict.fromkeys(("environment_leader", "police_leader"), "leader"),
    **dict.fromkeys(("environment_clerk", "police_clerk"), "clerk"),
}


def office_of(world: World) -> Office:
    """The first ward of the small world."""
    units = {"agency": world.ward.agency.pk, "desk": world.ward.desk.pk}
    officers = {post: (officer(world.account(role)),) for post, role in POSTS.items()}
    for matter, unit in (("land", world.land), ("fire", world.fire)):
        asked = replace(officer(world.consulted_account(unit)), is_own=False)
        officers[matter] = (asked,)
    return Office(
        code="donghoi",
        division=world.ward.division.code,
        division_text="Phường Đồng Hới",
        units={name: unit_text(pk) for name, pk in units.items()},
        officers=officers,
    )


def officer(account: Account) -> Officer:
    actor = officer_of(account.pk)
    unit = (actor.unit_id or 0, actor.unit_name)
    return Officer(account.pk, actor.name, actor.position, *unit)


def unit_text(pk: int) -> UnitText:
    version = version_of(pk)
    prefix = "H50.12" if version.kind == "centre" else ""
    return UnitText(pk, version.name, version.short_name, version.details["place"], prefix)


@pytest.fixture
def lives(world: World) -> Plan:
    """The plan of two hundred lives in one office."""
    office = office_of(world)
    calendar = unit_calendar(office.agency_id)
    first, last = date(2026, 2, 2).toordinal(), date(2027, 2, 1).toordinal()
    days = [date.fromordinal(day) for day in range(first, last)]
    return Plan(7, 200, [office], SPAN, [day for day in days if calendar.is_working(day)])


@pytest.mark.timeout(3600)
def test_stamped_lives_leave_the_rows_of_real_ones(lives: Plan) -> None:
    make_kind()
    library = Library(lives.offices[0], SPECIMEN, [day for day in lives.days if day.month > 4])
    cases = list(filed(some(mixed(lives.lives_of(0)), 3)))
    list(library.learn(shape_of(planned, how) for planned, how in cases))
    for planned, how in cases:
        compare(library, planned, how)


def test_agency_of_the_province_sees_stamped_lives(lives: Plan) -> None:
    make_kind()
    library = Library(lives.offices[0], SPECIMEN, [day for day in lives.days if day.month > 4])
    driving = [one for one in lives.lives_of(0) if one.life.procedure == "3.000348"]
    online = next(one for one in driving if one.life.channel == "online")

    seeing = compare(library, online, NEW)["cases_participation"]

    place = library.known["cases_participation"].columns.index("capacity")
    assert sorted(row.split("\t")[place] for row in seeing) == ["lead", "receive"]


def filed(lives: Iterable[Planned]) -> Iterator[tuple[Planned, str]]:
    """The lives one after the other, each with how whoever files it is known by then."""
    known: dict[int, str] = {}
    for planned in lives:
        how = known.get(planned.person, NEW)
        yield joined(planned, how), how
        known[planned.person] = known_after(planned, how)


def mixed(lives: Iterable[Planned]) -> list[Planned]:
    """The lives in an order in which every procedure, then every course comes early."""
    seen: Counter[tuple[str, ...]] = Counter()
    places: list[tuple[int, int]] = []
    found = list(lives)
    for planned in found:
        procedure, course = (planned.life.procedure,), (planned.life.procedure, *planned.life.acts)
        places.append((seen[course], seen[procedure]))
        seen.update((procedure, course))
    order = sorted(range(len(found)), key=lambda number: (places[number], number))
    return [found[number] for number in order]


def compare(library: Library, planned: Planned, how: str) -> dict[str, list[str]]:
    """Answers the rows that both ways leave, by table."""
    template = library.template(shape_of(planned, how))
    shared_ids(template.shared, planned.life.office)
    led, codes = led_by_acts(library, planned, how)
    stamped = stamped_by(library, template, planned, how, codes)
    life = planned.life
    for name in sorted({*led, *stamped}):
        assert stamped.get(name) == led.get(name), (
            name,
            life.procedure,
            life.channel,
            life.acts,
            how,
        )
    return stamped


def joined(planned: Planned, how: str) -> Planned:
    """Whoever has an account signed in for the first time the day before."""
    if how != SIGNED_IN:
        return planned
    moment = joined_before(planned.life.at[0])
    return replace(planned, life=replace(planned.life, joined=moment))


def led_by_acts(
    library: Library, planned: Planned, how: str
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The rows of each table, and the random codes among them."""
    with marked_ids():
        make_known(planned.life, how)
        before, counted = marked_rows(library.known), inserted()
        lead(Performance(planned.life, Desk(library.specimen)))
        rows, left = marked_rows(library.known), inserted() - counted
        found = plain(rows, before)
        assert {name: len(lines) for name, lines in found.items() if lines} == left
        return found, tuple(random_codes(rows))
    raise AssertionError


def inserted() -> Counter[str]:
    """How many rows the transaction has put into each table and left there, as the database counts
    them, whatever their keys are."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERTED)
        return Counter({name: int(count) for name, count in cursor if name not in SHARED})


def random_codes(rows: Rows) -> Iterator[str]:
    for name, column in RANDOM:
        for table, lines in rows.items():
            if table.name == name:
                yield from (line[table.columns.index(column)] for line in lines)


def stamped_by(
    library: Library, template: Template, planned: Planned, how: str, codes: tuple[str, ...]
) -> dict[str, list[str]]:
    with marked_ids() as bases:
        make_known(planned.life, how)
        before = marked_rows(library.known)
        numbering = Numbering()
        for book in template.books:
            moment = planned.life.at[book.at[1]]
            numbering.want(book_key(book, moment, planned.life.office), moment)
        numbers, books = numbering.give()
        bound = template.bind(
            planned.life,
            ids=bases,
            people={"filer": bases["accounts_person"]},
            accounts={"filer": bases["accounts_account"]},
            numbers=numbers,
            book_ids=books,
            codes=codes,
            shared=shared_ids(template.shared, planned.life.office),
        )
        sheets = Sheets()
        sheets.stamp(template, bound, is_last=True)
        copy_rows(sheets.take())
        return plain(marked_rows(library.known), before)
    raise AssertionError


def plain(rows: Rows, before: Rows) -> dict[str, list[str]]:
    """The new rows of each table as lines, without what many lives share."""
    old = {(table.name, *line) for table, lines in before.items() for line in lines}
    return {
        table.name: sorted(shown(table, line) for line in lines if (table.name, *line) not in old)
        for table, lines in rows.items()
        if table.name not in SHARED
    }


def shown(table: Table, line: list[str]) -> str:
    """A row as a line, without what is random or packed: see ``HIDDEN``."""
    fields = zip(table.columns, line, strict=True)
    texts = ("-" if (table.name, column) in HIDDEN else text for column, text in fields)
    return UUID.sub("uuid", "\t".join(texts))
