# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads whose SQL text is made once in a process, for the few wide ones that every request makes.

Django writes the text of a query anew each time; for a row of eight joined tables that costs more
than the database needs to answer it. What is read is exactly what the query set would give.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import query as iteration

M = TypeVar("M", bound=models.Model)
Number = int | list[int]
"""A number, or several where the query set asks ``= ANY`` of them."""
_populators: Any = iteration.get_related_populators
_FIRST_MARK = 7_000_000_000_000_000_001
"""Stands for the first number that a read asks for while its text is made; no key is as large."""


class NotPreparable(TypeError):
    """The query set does not use each number, or holds a day that would stay what it is."""


class Prepared(Generic[M]):
    """A read by one or several numbers: ``build`` gives the query set for them.

    The query set may join, annotate and lock; it must not prefetch, and everything that changes
    from one read to another is among the numbers. Raises ``NotPreparable`` at the first read.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._kept = threading.local()

    def all(self, *numbers: Number) -> list[M]:
        """The rows, in the order of the query set; one statement."""
        text: _Text[M] | None = getattr(self._kept, "text", None)
        if text is None:
            text = self._kept.text = _made(self._build, len(numbers))
        with connection.cursor() as cursor:
            cursor.execute(text.sql, text.filled(numbers))
            rows = cursor.fetchall()
        return text.objects(rows)

    def first(self, *numbers: Number) -> M | None:
        """The first row, nothing when there is none; one statement."""
        return next(iter(self.all(*numbers)), None)


@dataclass(slots=True)
class _Text(Generic[M]):
    """The text, where the numbers stand in it, and how its rows become objects."""

    sql: str
    values: tuple[Any, ...]
    places: dict[int, int]
    compiler: Any
    converters: dict[int, Any]

    def filled(self, numbers: tuple[Number, ...]) -> list[Any]:
        """The values of the text with these numbers in their places."""
        values = list(self.values)
        for place, mark in self.places.items():
            values[place] = numbers[mark]
        return values

    def objects(self, rows: Iterable[Any]) -> list[M]:
        """The objects of the rows, as Django's own iteration makes them."""
        info, select = self.compiler.klass_info, self.compiler.select
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[start:end]]
        joined = _populators(info, select, DEFAULT_DB_ALIAS)
        found = []
        for row in self.compiler.apply_converters(rows, self.converters):
            made = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[start:end])
            for other in joined:
                other.populate(row, made)
            for name, place in self.compiler.annotation_col_map.items():
                setattr(made, name, row[place])
            found.append(made)
        return found


def _made(build: Callable[..., models.QuerySet[M]], count: int) -> _Text[M]:
    marks = {_FIRST_MARK + number: number for number in range(count)}
    compiler = build(*marks).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    places = {at: marks[value] for at, value in enumerate(values) if value in marks}
    if set(places.values()) != set(marks.values()) or any(isinstance(v, date) for v in values):
        raise NotPreparable(sql)
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return _Text(sql, tuple(values), places, compiler, converters)
