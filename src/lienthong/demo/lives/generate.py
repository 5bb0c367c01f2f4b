# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Make dossiers by the thousand: plan all, take numbers in order of time, stamp with two workers.

Nothing is led twice: a shape of life is captured once and copied from then on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.accounts.api import Account, Person
from lienthong.core.audit.api import AuditRecord
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.search.api import count_words
from lienthong.demo.lives.abreast import beside, patient_connections, release_connections
from lienthong.demo.lives.indexes import make_anew, set_aside, wait_for
from lienthong.demo.lives.library import Library
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.mill import Led, Mill, Say, in_time, learn, prepare
from lienthong.demo.lives.offices import offices
from lienthong.demo.lives.performance import Performance
from lienthong.demo.lives.plan import Plan, Span
from lienthong.demo.lives.run import run
from lienthong.demo.lives.script import lead
from lienthong.demo.lives.timing import Timing
from lienthong.demo.lives.work import Desk, print_specimen
from lienthong.demo.spent import database_seconds
from lienthong.kernel import ports
from lienthong.kernel.partitions import ensure_partitions

TRAIL = AuditRecord._meta.db_table
MANY = 20_000
"""From so many dossiers on indexes are made anew afterwards, not kept row by row."""
_TABLES = """
SELECT format('%s %s', CASE WHEN relkind = 'p' THEN 'ANALYZE' WHEN relispartition THEN 'VACUUM'
                            ELSE 'VACUUM (ANALYZE)' END, oid::regclass)
FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
ORDER BY relkind, pg_table_size(oid) DESC
"""
"""Parts are analysed with the table that they are parts of."""
_PARTITIONED = "SELECT partrelid::regclass::text FROM pg_partitioned_table ORDER BY 1"


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


def generate(order: Order, say: Say) -> dict[str, Any]:
    """Do it; answers counts and processor seconds. Raises ``AlreadyGenerated``."""
    with patient_connections():
        return _generated(order, say)


def _generated(order: Order, say: Say) -> dict[str, Any]:
    make_anew()
    if Account.objects.filter(username__startswith="cd-gen-").exists():
        raise AlreadyGenerated
    began = os.times()
    mill = _mill(order)
    timing = Timing(say, lambda: mill.database_seconds + database_seconds())
    _ensure_months(mill.plan.span)
    _lead(mill, order.by_acts, say)
    with timing.part("learn", "Học các dạng hồ sơ"):
        learn(mill, order.workers, say)
    with timing.part("prepare", "Lên kế hoạch, giữ chỗ cho mã và số"):
        prepare(mill, order.workers)
    seal = ports.tasks()["audit.seal_records"]
    rows = _run(order, mill, timing, seal)
    with timing.part("tidy", "Dọn và thống kê bảng"):
        _tidy(mill, order, seal)
    return _report(order, mill, rows, began) | {"parts": [one._asdict() for one in timing.parts]}


def _run(order: Order, mill: Mill, timing: Timing, seal: Callable[[], object]) -> int:
    """Stamp everything, then count the words to search by; how many rows that are.

    Where indexes are made anew the trail is sealed beside them, once its own are there, and tables
    are tidied as soon as a process has no index to make.
    """
    is_large = order.dossiers >= MANY
    if is_large:
        templates = mill.library.templates.values()
        set_aside({table.name for one in templates for table in one.written})
    try:
        with timing.part("stamp", "Ghi hồ sơ"):
            is_loading = is_large and _is_loading()
            return run(mill, order.workers, timing.say, is_loading=is_loading)
    finally:
        if is_large:
            with timing.part("indexes", "Lập chỉ mục, đếm các chữ để tìm, niêm phong nhật ký"):
                meanwhile = partial(_count_and_seal, seal)
                made = make_anew(order.workers, meanwhile, _tidying())
                mill.database_seconds += made.seconds
        else:
            with timing.part("words", "Đếm các chữ để tìm"):
                _count()


def _count_and_seal(seal: Callable[[], object]) -> None:
    _count()
    wait_for(TRAIL)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # the table may just be tidied
        # so that lots are read along the index; what changed is costly to weigh and told later
        cursor.execute(f"ANALYZE {TRAIL} (generation, xid, id)")
    seal()


def _count() -> None:
    with transaction.atomic():
        count_words(whole=True)


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
        if (day := date.fromordinal(number)).year in known and calendar.is_working(day)
    ]
    plan = Plan(order.seed, order.dossiers, found, span, days)
    library = Library(found[0], print_specimen(), [day for day in days if day >= span.since])
    return Mill(plan, library, [0] * len(found))


def _ensure_months(span: Span) -> None:
    months = (span.until.year - span.since.year) * 12 + span.until.month - span.since.month + 1
    with connection.cursor() as cursor:
        cursor.execute(_PARTITIONED)
        tables = [table for (table,) in cursor.fetchall()]
    for table in tables:
        ensure_partitions(table, span.since, months)


def _lead(mill: Mill, count: int, say: Say) -> None:
    """The first so many lives by the real acts, each in one transaction."""
    everywhere = range(len(mill.plan.offices))
    for number, (_at, place, planned) in enumerate(islice(in_time(mill, everywhere), count), 1):
        with transaction.atomic():
            lead(Performance(planned.life, Desk(mill.library.specimen)))
            mill.led[planned.person] = _found(planned.life)
        mill.skip[place] += 1
        if number % 20 == 0:
            say(f"{number} hồ sơ đã đi bằng thao tác thật")


def _found(life: Life) -> Led:
    """Whoever has filed the life, as the acts have made them known."""
    person = Person.objects.get(personal_id=life.filer.number)
    account = Account.objects.filter(person=person, kind="citizen").first()
    return Led(person.pk, account.pk if account else 0)


def _tidying() -> list[Callable[[], float]]:
    """What gathers statistics and visibility as autovacuum leaves them, the largest tables first;
    each answers the database's seconds for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [partial(_tidied, statement) for (statement,) in cursor.fetchall()]


def _tidy(mill: Mill, order: Order, seal: Callable[[], object]) -> None:
    """Tidy all tables, unless that was done beside the indexes, and seal what is left of the trail.

    Where the database only loads (``LOADING_SETTINGS``), all is written to the disk in the end.
    """
    is_loading = _is_loading()
    if order.dossiers >= MANY:
        seal()
    else:
        work = _tidying()
        mill.database_seconds += release_connections()
        seconds = beside(len(work), lambda place: work[place](), order.workers, seal)
        mill.database_seconds += sum(seconds)
    if is_loading:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")


def _is_loading() -> bool:
    """Whether the database was started only to load."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW wal_level")
        return bool(cursor.fetchone() == ("minimal",))


def _tidied(statement: str) -> float:
    """One table, by a process with a connection of its own; the database's seconds for it."""
    before = database_seconds()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # a whole table and its parts wait for each other
        cursor.execute(statement)
    return database_seconds() - before


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
        "database_cpu_seconds": round(mill.database_seconds + database_seconds(), 2),
        "seconds": round(ended.elapsed - began.elapsed, 2),
    }
