# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stamp all lives with a few workers, each those of its offices in order of time."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext, ngettext

from lienthong.core.documents.api import new_code
from lienthong.demo.lives.abreast import FORKED, release_connections
from lienthong.demo.lives.bound import Bound
from lienthong.demo.lives.chance import dice_for
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.mill import Mill, Say, planned_in_time, reserve
from lienthong.demo.lives.stamp import Sheets
from lienthong.demo.lives.template import Template
from lienthong.demo.lives.write import Streams, copy_rows, parts_of
from lienthong.demo.spent import database_seconds
from lienthong.kernel.words import bind_translation
from lienthong.modules.onestop.domain.codes import new_submission_code

CHUNK = 250
"""Lives in one transaction."""


def run(mill: Mill, workers: int, say: Say, *, is_loading: bool = False) -> int:
    """Stamp everything with the workers; how many rows that are.

    Where the database only loads, they write into ``Streams``, otherwise chunk by chunk.
    """
    firsts = _firsts(mill, workers)
    tables = {table for one in mill.library.templates.values() for table in one.written}
    span = mill.plan.span
    parts = parts_of(tables, span.since, span.until.date()) if is_loading else {}
    with Streams({*tables, *parts.values()}) if is_loading else nullcontext() as streams:
        mill.database_seconds += release_connections()
        told: Any = FORKED.SimpleQueue()
        crew = [
            FORKED.Process(target=_work, args=(mill, share, first, told, streams, Sheets(parts)))
            for share, first in firsts
        ]
        for worker in crew:
            worker.start()
        try:
            if streams is not None:
                streams.begin()
            rows = _follow(mill, crew, told, say)
            for worker in crew:
                worker.join()
            if any(worker.exitcode for worker in crew):
                raise RuntimeError("a worker of the generator failed")
        finally:
            for worker in crew:
                worker.terminate()
                worker.join()
    mill.database_seconds += streams.database_seconds if streams else 0.0
    return rows


def _firsts(mill: Mill, workers: int) -> list[tuple[Sequence[int], dict[str, int]]]:
    """The offices of each worker, and the first id of each table that is theirs."""
    firsts: list[tuple[Sequence[int], dict[str, int]]] = []
    for worker in range(workers):
        share, room = range(worker, len(mill.plan.offices), workers), dict[str, int]()
        for place in share:
            for table, count in mill.prepared[place].room.items():
                room[table] = room.get(table, 0) + count
        firsts.append((share, reserve(room)))
    return firsts


def _follow(mill: Mill, crew: Sequence[Any], told: Any, say: Say) -> int:
    """Pass on how far the workers are until each has said that it ends."""
    lives, rows, left, next_told = 0, 0, len(crew), 0
    while left and (not told.empty() or any(worker.is_alive() for worker in crew)):
        message = told.get()
        left -= message is None
        if message is not None:
            lives, rows = lives + message[0], rows + message[1]
            mill.database_seconds += message[2]
            if lives >= next_told:
                say(f"{lives} / {mill.plan.dossiers - sum(mill.skip)} hồ sơ, {rows} dòng")
                next_told = lives + max(1000, mill.plan.dossiers // 50)
    return rows


def _work(
    mill: Mill,
    places: Sequence[int],
    first: dict[str, int],
    told: Any,
    streams: Streams | None,
    sheets: Sheets,
) -> None:
    """A worker: the lives of its offices in order of time, chunk by chunk.

    It speaks one language, so every text is looked up once.
    """
    bind_translation(cache(gettext), cache(ngettext))
    write = streams.write if streams else copy_rows
    try:
        lives = 0
        for template, bound, is_last in _bound_lives(mill, places, first):
            sheets.stamp(template, bound, is_last=is_last)
            lives += 1
            if lives == CHUNK:
                write(sheets.take())
                told.put((lives, sheets.rows, 0.0))
                lives, sheets.rows = 0, 0
        write(sheets.take())
        told.put((lives, sheets.rows, 0.0 if streams else database_seconds()))
    finally:
        told.put(None)
        connection.close()


def _bound_lives(
    mill: Mill, places: Sequence[int], first: dict[str, int]
) -> Iterator[tuple[Template, Bound, bool]]:
    taken = dict.fromkeys(places, 0)
    for place, index, life in planned_in_time(mill, places):
        made, found = mill.prepared[place], mill.followed[place]
        template = mill.library.template(found.shapes[found.which[index]])
        numbers = slice(taken[place], taken[place] + len(template.books))
        bound = template.bind(
            _with_joined(life, found.joined[index]),
            ids=first,
            people={"filer": mill.person_id(found.people[index])},
            accounts={"filer": mill.account_id(found.people[index])},
            numbers=made.numbers[numbers],
            book_ids=made.books[numbers],
            codes=codes_of(template, mill.plan.seed, place, index),
            shared=mill.shared[place],
        )
        yield template, bound, bool(made.is_last[index])
        taken[place] = numbers.stop
        for table, room in template.room.items():
            first[table] += room


def _with_joined(life: Life, joined: float) -> Life:
    return replace(life, joined=datetime.fromtimestamp(joined, UTC)) if joined else life


def codes_of(template: Template, *parts: object) -> tuple[str, ...]:
    """The random codes of a life, by the functions that make them."""
    dice = dice_for("codes", *parts)
    chance = dice.random

    def choose(letters: str) -> str:
        return letters[int(chance() * len(letters))]

    letters = string.ascii_letters + string.digits
    makers: dict[str, Callable[[], str]] = {
        "submission_code": lambda: new_submission_code(choose),
        "code": lambda: new_submission_code(choose),
        "verification_code": lambda: new_code(choose),
    }
    return tuple(
        makers[column]() if column in makers else "".join(dice.choices(letters, k=length))
        for column, length in template.codes
    )
