# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Make dossiers by the thousand: plan all, take numbers in order of time, stamp with two workers.

Nothing is led twice: a shape of life is captured once and copied from then on.
"""

from __future__ import annotations

import heapq
import multiprocessing
import os
import string
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.documents.api import new_code
from lienthong.demo.lives.bound import Key
from lienthong.demo.lives.chance import dice_for
from lienthong.demo.lives.library import Library
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.offices import offices
from lienthong.demo.lives.plan import (
    KNOWN,
    NEW,
    SIGNED_IN,
    SIGNING_IN,
    Plan,
    Planned,
    Span,
    known_after,
    shape_of,
)
from lienthong.demo.lives.script import Performance
from lienthong.demo.lives.shared import Numbering, book_key, make_kind, shared_ids
from lienthong.demo.lives.stage import sequences
from lienthong.demo.lives.stamp import Sheets
from lienthong.demo.lives.template import Template
from lienthong.demo.lives.work import Desk, print_specimen
from lienthong.demo.lives.write import copy_rows
from lienthong.kernel import ports
from lienthong.kernel.partitions import ensure_partitions, month_starts

CHUNK = 250
"""Lives in one transaction."""
STATES = (NEW, KNOWN, SIGNED_IN)
Say = Callable[[str], None]
_PARTITIONED = "SELECT partrelid::regclass::text FROM pg_partitioned_table ORDER BY 1"
_RESERVE = "SELECT setval(%s, nextval(%s) + %s - 1)"


class AlreadyGenerated(RuntimeError):
    """Invented people of an earlier run are there: their numbers would be used twice."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: so many dossiers of a seed, the first ``by_acts`` of them by the acts."""

    dossiers: int
    seed: int
    by_acts: int = 0
    days: int = 183
    workers: int = 2


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
class Mill:
    """Everything that planning found out and that workers need."""

    plan: Plan
    library: Library
    skip: list[int]
    prepared: list[Prepared] = field(default_factory=list)
    shared: list[dict[Key, int]] = field(default_factory=list)
    people: int = 0
    accounts: int = 0


def generate(order: Order, say: Say) -> dict[str, Any]:
    """Do it; answers counts and processor seconds. Raises ``AlreadyGenerated``."""
    if Account.objects.filter(username__startswith="cd-gen-").exists():
        raise AlreadyGenerated
    began = os.times()
    mill = _mill(order)
    _ensure_months(mill.plan.span)
    _lead(mill, order.by_acts, say)
    with transaction.atomic():
        _prepare(mill, say)
    rows = _run(mill, order, say)
    say("Niêm phong nhật ký, dọn và thống kê bảng…")
    ports.tasks()["audit.seal_records"]()
    _tidy()
    return _report(order, mill, rows, began)


def _mill(order: Order) -> Mill:
    found = offices()
    until = timezone.now()
    span = Span((until - timedelta(days=order.days)).date(), until)
    calendar = unit_calendar(found[0].agency_id)
    around = (span.since - timedelta(days=7), (until + timedelta(days=420)).date())
    known = {one.year for one in calendar.years}
    days = [
        day
        for number in range(around[0].toordinal(), around[1].toordinal())
        if (day := type(span.since).fromordinal(number)).year in known and calendar.is_working(day)
    ]
    plan = Plan(order.seed, order.dossiers, found, span, days)
    library = Library(found[0], print_specimen(), [day for day in days if day >= span.since])
    return Mill(plan, library, [0] * len(found))


def _ensure_months(span: Span) -> None:
    months = len(month_starts(span.since, 1)) + (span.until.year - span.since.year) * 12
    months += span.until.month - span.since.month
    with connection.cursor() as cursor:
        cursor.execute(_PARTITIONED)
        tables = [table for (table,) in cursor.fetchall()]
    for table in tables:
        ensure_partitions(table, span.since, months)


def _in_time(mill: Mill, places: Sequence[int]) -> Iterator[tuple[datetime, int, Planned]]:
    """The lives of these offices by the moment they are filed."""

    def of(place: int) -> Iterator[tuple[datetime, int, Planned]]:
        return ((one.life.at[0], place, one) for one in mill.plan.lives_of(place))

    return heapq.merge(*(of(place) for place in places), key=lambda found: found[:2])


def _lead(mill: Mill, count: int, say: Say) -> None:
    """The first so many lives by the real acts, each in one transaction."""
    everywhere = range(len(mill.plan.offices))
    for number, (_at, place, planned) in enumerate(islice(_in_time(mill, everywhere), count), 1):
        with transaction.atomic():
            Performance(planned.life, Desk(mill.library.specimen)).run()
        mill.skip[place] += 1
        if number % 20 == 0:
            say(f"{number} hồ sơ đã đi bằng thao tác thật")


def _prepare(mill: Mill, say: Say) -> None:
    """How everybody is known, which rows are shared, which number everyone gets."""
    make_kind()
    for place, office in enumerate(mill.plan.offices):
        mill.prepared.append(_prepared(mill, place))
        if place % 10 == 0:
            shapes = len(mill.library.templates)
            say(f"Lên kế hoạch: tới {office.division_text}, {shapes} dạng hồ sơ")
    keys = {
        key
        for some in mill.library.templates.values()
        for template in some.values()
        for key in template.shared
    }
    mill.shared = [shared_ids(keys, office) for office in mill.plan.offices]
    most = mill.plan.first_person[-1]
    mill.people, mill.accounts = _reserve(
        {"accounts_person": most, "accounts_account": most}
    ).values()


def _prepared(mill: Mill, place: int) -> Prepared:
    made, numbering = Prepared(), Numbering()
    known: dict[int, str] = {}
    last: dict[int, int] = {}
    joined: dict[int, float] = {}
    for number, planned in enumerate(mill.plan.lives_of(place)):
        how = known.get(planned.person, NEW)
        known[planned.person] = known_after(planned, how)
        before = joined.get(planned.person, 0.0)
        if known[planned.person] == SIGNED_IN and not before:
            joined[planned.person] = first_sign_in(planned.life).timestamp()
        if number < mill.skip[place]:
            continue
        last[planned.person] = len(made.known)
        made.known.append(STATES.index(how))
        made.joined.append(before)
        template = mill.library.template(shape_of(planned, how), len(planned.life.acts))
        for book in template.books:
            numbering.want(*book_key(book, planned.life))
        for table, room in template.room.items():
            made.room[table] = made.room.get(table, 0) + room
    made.is_last = bytearray(len(made.known))
    for index in last.values():
        made.is_last[index] = 1
    numbers, books = numbering.give()
    made.numbers, made.books = array("q", numbers), array("q", books)
    return made


def _reserve(room: dict[str, int]) -> dict[str, int]:
    """Take so many ids from the sequence of each table; the first of each."""
    by_table = {table: sequence for sequence, _wide, table in sequences()}
    first: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table, count in room.items():
            name = by_table[table]
            cursor.execute(_RESERVE, [name, name, count])
            first[table] = cursor.fetchone()[0] - count + 1
    return first


def _run(mill: Mill, order: Order, say: Say) -> int:
    """Stamp everything with the workers; how many rows they wrote."""
    shares = [
        range(worker, len(mill.plan.offices), order.workers) for worker in range(order.workers)
    ]
    firsts = []
    for share in shares:
        room: dict[str, int] = {}
        for place in share:
            for table, count in mill.prepared[place].room.items():
                room[table] = room.get(table, 0) + count
        firsts.append(_reserve(room))
    connection.close()
    context = multiprocessing.get_context("fork")
    told: Any = context.SimpleQueue()
    workers = [
        context.Process(target=_work, args=(mill, share, first, told))
        for share, first in zip(shares, firsts, strict=True)
    ]
    for worker in workers:
        worker.start()
    rows = _follow(mill, workers, told, say)
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a worker of the generator failed")
    return rows


def _follow(mill: Mill, workers: Sequence[Any], told: Any, say: Say) -> int:
    """Pass on how far the workers are until each has said that it ends."""
    lives, rows, left, next_told = 0, 0, len(workers), 0
    while left and (not told.empty() or any(worker.is_alive() for worker in workers)):
        message = told.get()
        left -= message is None
        if message is not None:
            lives, rows = lives + message[0], rows + message[1]
            if lives >= next_told:
                say(f"{lives} / {mill.plan.dossiers - sum(mill.skip)} hồ sơ, {rows} dòng")
                next_told = lives + max(1000, mill.plan.dossiers // 50)
    return rows


def _work(mill: Mill, places: Sequence[int], first: dict[str, int], told: Any) -> None:
    """A worker: the lives of its offices in order of time, chunk by chunk."""
    try:
        sheets, lives = Sheets(), 0
        for template, bound, is_last in _bound_lives(mill, places, first):
            sheets.stamp(template, bound, is_last=is_last)
            lives += 1
            if lives == CHUNK:
                copy_rows(sheets.take())
                told.put((lives, sheets.rows))
                lives, sheets.rows = 0, 0
        copy_rows(sheets.take())
        told.put((lives, sheets.rows))
    finally:
        told.put(None)
        connection.close()


def _bound_lives(
    mill: Mill, places: Sequence[int], first: dict[str, int]
) -> Iterator[tuple[Template, Any, bool]]:
    at, taken = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    left = {place: mill.skip[place] for place in places}
    for _moment, place, planned in _in_time(mill, places):
        if left[place]:
            left[place] -= 1
            continue
        made, index = mill.prepared[place], at[place]
        shape = shape_of(planned, STATES[made.known[index]])
        template = mill.library.template(shape, len(planned.life.acts))
        numbers = slice(taken[place], taken[place] + len(template.books))
        bound = template.bind(
            _with_joined(planned.life, made.joined[index]),
            ids=dict(first),
            people={"filer": mill.people + planned.person},
            accounts={"filer": mill.accounts + planned.person},
            numbers=made.numbers[numbers],
            book_ids=made.books[numbers],
            codes=codes_of(template, mill.plan.seed, place, index),
            shared=mill.shared[place],
        )
        yield template, bound, bool(made.is_last[index])
        at[place], taken[place] = index + 1, numbers.stop
        for table, room in template.room.items():
            first[table] += room


def _with_joined(life: Life, joined: float) -> Life:
    return replace(life, joined=datetime.fromtimestamp(joined, UTC)) if joined else life


def first_sign_in(life: Life) -> datetime:
    """When whoever files signs in first in this life."""
    both = zip(life.acts, life.at, strict=True)
    return next(at for act, at in both if act in SIGNING_IN)


def codes_of(template: Template, *parts: object) -> tuple[str, ...]:
    """The random codes of a life, by the functions that make them."""
    from lienthong.modules.onestop.domain.codes import new_submission_code

    dice = dice_for("codes", *parts)
    letters = string.ascii_letters + string.digits
    makers: dict[str, Callable[[], str]] = {
        "submission_code": lambda: new_submission_code(dice.choice),
        "code": lambda: new_submission_code(dice.choice),
        "verification_code": lambda: new_code(dice.choice),
    }
    return tuple(
        makers[column]() if column in makers else "".join(dice.choices(letters, k=length))
        for column, length in template.codes
    )


def _tidy() -> None:
    """Statistics and visibility as autovacuum leaves them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _report(order: Order, mill: Mill, rows: int, began: os.times_result) -> dict[str, Any]:
    ended = os.times()
    own = ended.user - began.user + ended.system - began.system
    children = ended.children_user - began.children_user
    children += ended.children_system - began.children_system
    return {
        "dossiers": order.dossiers,
        "by_acts": sum(mill.skip),
        "shapes": len(mill.library.templates),
        "rows": rows,
        "cpu_seconds": round(own + children, 2),
        "seconds": round(ended.elapsed - began.elapsed, 2),
    }
