# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads whose SQL text is made once in a process, for the few wide ones that every request makes.

Django writes the text of a query anew each time, and the server plans it anew; for a row of eight
joined tables both cost more than to answer it. Here the text is written once in a process and
planned once in a connection. What is read is exactly what the query set would give.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import query as iteration
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
Converters = Mapping[int, tuple[list[Callable[..., Any]], Any]]
"""Of a column by its place: what makes a value of what the database told, and its expression."""
Value = int | list[int] | str | date
"""A number, a text, a day or a moment; numbers where the query set asks ``any`` of them."""
_populators: Any = iteration.get_related_populators
_FIRST_MARK = 7_000_000_000_000_000_001
"""Stands for the first value that a read asks for while its text is made; no key is as large."""
_PLACE = re.compile("%[%s]")


@models.Field.register_lookup
class AnyOf(models.Lookup):
    """``pk__any=numbers``: one of these, however many, in the same SQL text."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Compare with the elements of an array."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*values, self.rhs)


class NotPreparable(TypeError):
    """The query set does not use each value, or holds a day that would stay what it is."""


class Prepared(Generic[M]):
    """A read by one or several values: ``build`` gives the query set for them.

    The query set may join, annotate and lock; it must not prefetch, and everything that changes
    from one read to another is among the values. It is built once, with others that stand for
    them. Raises ``NotPreparable`` at the first read.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._text: _Text[M] | None = None

    def all(self, *values: Value) -> list[M]:
        """The rows, in the order of the query set; one statement."""
        text = self._text
        if text is None:
            text = self._text = _made(self._build, values)
        with planning_cursor() as cursor:
            cursor.execute(text.sql, [values[number] for number in text.places])
            rows = cursor.fetchall()
        return text.objects(rows)

    def first(self, *values: Value) -> M | None:
        """The first row, nothing when there is none; one statement."""
        return next(iter(self.all(*values)), None)


def planning_cursor() -> CursorWrapper:
    """A cursor for texts that recur: the server keeps their plans as long as the connection lives.

    Only what changes may be among the parameters: a plan is kept for all their values.
    """
    cursor: CursorWrapper = connection.planning_cursor()  # type: ignore[attr-defined]
    return cursor


def rows_of(model: type[M], sql: str, values: Mapping[str, Any]) -> list[M]:
    """Objects of a hand-written text that gives every column of the model's own table, as ``*``.

    Only what changes may be among the values. One statement.
    """
    with planning_cursor() as cursor:
        cursor.execute(sql, values)
        own = _columns(model, tuple(column.name for column in cursor.description))
        rows = [own.order(row) for row in cursor.fetchall()]
    return [own.make(model, own.names, row) for row in _converted(rows, own.converters)]


@dataclass(frozen=True, slots=True)
class _Columns:
    """What puts columns into a model's order, their attributes, and how objects are made."""

    order: Callable[[Any], tuple[Any, ...]]
    names: list[str]
    converters: Converters
    make: Callable[[type[Any], list[str], Any], Any]


@cache
def _columns(model: type[models.Model], given: tuple[str, ...]) -> _Columns:
    fields, table = model._meta.concrete_fields, model._meta.db_table
    return _Columns(
        order=itemgetter(*(given.index(field.column) for field in fields)),
        names=[field.attname for field in fields],
        converters=model._default_manager.all()
        .query.get_compiler(connection=connection)
        .get_converters([field.get_col(table) for field in fields]),
        make=_maker_of(model),
    )


@dataclass(frozen=True, slots=True)
class _Text(Generic[M]):
    """The text, which value stands in each of its places, and how its rows become objects.

    One for all threads; what Django wrote it with, far larger, is not kept.
    """

    sql: str
    places: list[int]
    model: type[M]
    own: slice
    names: list[str]
    joined: list[Any]
    annotations: Mapping[str, int]
    converters: Converters
    make: Callable[[type[M], list[str], Any], M]

    @classmethod
    def of(cls, compiler: Any, sql: str, places: list[int]) -> _Text[M]:
        """Of a compiler that wrote its text."""
        info, select = compiler.klass_info, compiler.select
        own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        return cls(
            sql=sql,
            places=places,
            model=info["model"],
            own=own,
            names=[column[0].target.attname for column in select[own]],
            joined=[_made_plainly(one) for one in _populators(info, select, DEFAULT_DB_ALIAS)],
            annotations=dict(compiler.annotation_col_map),
            converters=compiler.get_converters([column[0] for column in select]),
            make=_maker_of(info["model"]),
        )

    def objects(self, rows: Iterable[Any]) -> list[M]:
        """The objects of the rows, as Django's own iteration makes them."""
        found = []
        for row in _converted(rows, self.converters):
            made = self.make(self.model, self.names, row[self.own])
            for other in self.joined:
                other.populate(row, made)
            for name, place in self.annotations.items():
                setattr(made, name, row[place])
            found.append(made)
        return found


def _converted(rows: Iterable[Any], converters: Converters) -> Iterable[Any]:
    """The rows with what Django's compiler would make of their values."""
    if not converters:
        return rows
    return _each_converted(rows, [*converters.items()])


def _each_converted(rows: Iterable[Any], converters: list[Any]) -> Iterator[list[Any]]:
    for row in map(list, rows):
        for place, (several, expression) in converters:
            for convert in several:
                row[place] = convert(row[place], expression, connection)
        yield row


def _maker_of(model: type[models.Model]) -> Callable[[type[Any], list[str], Any], Any]:
    """How objects are made of rows: plainly where nothing more happens than having values."""
    own = model.__init__, cast("Any", model.from_db).__func__
    usual = models.Model.__init__, cast("Any", models.Model.from_db).__func__
    files = [f for f in model._meta.concrete_fields if isinstance(f, models.FileField)]
    return _plainly if own == usual and not files else _as_django_does


@dataclass(frozen=True, slots=True)
class _Maker:
    """Stands where Django asks a model for an object of a row."""

    model: type[models.Model]

    def from_db(self, _db: str, names: list[str], values: Collection[Any]) -> models.Model:
        """The object."""
        return _plainly(self.model, names, values)


def _made_plainly(joined: Any) -> Any:
    """The populator of a joined table, and of what is joined to that, without Django's detour."""
    if _maker_of(joined.model_cls) is _plainly:
        joined.model_cls = _Maker(joined.model_cls)
    for further in joined.related_populators:
        _made_plainly(further)
    return joined


def _plainly(model: type[M], names: list[str], values: Collection[Any]) -> M:
    """An object of a row; fields that were not read are asked for later, as Django does it."""
    made = model.__new__(model)
    state = made._state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    made.__dict__.update(zip(names, values, strict=True))
    return made


def _as_django_does(model: type[M], names: list[str], values: Collection[Any]) -> M:
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


def _made(build: Callable[..., models.QuerySet[M]], asked: tuple[Value, ...]) -> _Text[M]:
    marks = {_mark(value, number): number for number, value in enumerate(asked)}
    compiler = build(*marks).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    places = {at: marks[value] for at, value in enumerate(values) if value in marks}
    stays = [value for at, value in enumerate(values) if at not in places]
    if set(places.values()) != set(marks.values()) or any(isinstance(v, date) for v in stays):
        raise NotPreparable(sql)
    return _Text.of(compiler, _with_constants(sql, stays, places), [*places.values()])


def _with_constants(sql: str, constants: list[Any], places: Collection[int]) -> str:
    """The text with everything that stays in it, so that plans are made for that and no other."""
    numbers, staying = itertools.count(), iter(constants)

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%" or next(numbers) in places:
            return found[0]
        written: str = connection.ops.compose_sql("%s", [next(staying)])  # type: ignore[attr-defined]
        return written.replace("%", "%%")

    return _PLACE.sub(put, sql)


def _mark(value: Value, number: int) -> Value:
    """A value of the same kind that nobody asks for."""
    match value:
        case str():
            return f"\0{number}"
        case datetime():
            return datetime(9999, 1, 1 + number, tzinfo=UTC)
        case date():
            return date(9999, 1, 1 + number)
        case _:
            return _FIRST_MARK + number
