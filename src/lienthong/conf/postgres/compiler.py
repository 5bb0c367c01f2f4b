# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How query sets become SQL: as Django does it, but for one row that is new or is changed.

Its text is the same each time, so it is written once in a process and planned once in a connection.
An act writes ten rows; to write and plan their texts took longer than to keep them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db.backends.postgresql import compiler
from django.db.models import DateField, DateTimeField, Field, Model
from django.db.models.expressions import Col, DatabaseDefault
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.lookups import Exact, IntegerFieldExact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.db import models

SQLCompiler = compiler.SQLCompiler
SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
PLACE, DEFAULT = "%s", "DEFAULT"
_REMEMBERED = frozenset({int, str, bool, type(None)})
_EQUAL = frozenset({Exact, IntegerFieldExact, RelatedExact})


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands for each column of a new row, and the values that are sent apart."""

    marks: tuple[str, ...]
    values: list[Any]


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a new row, and what makes values of fields of what the server answers."""

    sql: str
    converters: dict[int, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of new rows, and what becomes of values of the types that were met so far.

    Only plain numbers and texts are remembered: of these the type alone decides.
    """

    field: Any
    name: str
    mark: str
    is_plain: bool
    is_usual: bool
    known: dict[type, Callable[[Any], Any]]

    def learn(self, value: object, sent: object) -> None:
        """Remember what was made of a value."""
        kind = type(value)
        if not self.is_usual or kind not in _REMEMBERED:
            return
        if sent is value:
            self.known[kind] = _as_it_is
        elif kind is int and isinstance(sent, int):  # of the width of the column
            self.known[kind] = type(sent)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The rows of one table that give the same columns."""

    fields: tuple[models.Field[Any, Any], ...]
    columns: list[_Column]
    texts: dict[tuple[tuple[str, ...], tuple[str | None, ...]], _Text]


_KINDS: dict[tuple[str, int], _Kind] = {}
_CHANGES: dict[tuple[str, ...], str] = {}


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """Inserts; a row of values, without expressions, by a text that is kept."""

    def execute_sql(self, returning_fields: Any = None) -> Any:  # type: ignore[override]
        """Insert, and answer the row of what is asked back; nothing where nothing is."""
        query: Any = self.query
        if len(query.objs) != 1 or not query.fields or query.on_conflict is not None:
            return super().execute_sql(returning_fields)
        kind = self._kind()
        row = self._row(kind)
        if row is None:
            return super().execute_sql(returning_fields)
        text, own = (
            self._text(kind, row.marks, returning_fields or []),
            cast("Any", self.connection),
        )
        with own.planning_cursor() as cursor:
            cursor.execute(text.sql, row.values)
            back = [cursor.fetchone()] if returning_fields else []
        return list(self.apply_converters(back, text.converters)) if text.converters else back

    def _kind(self) -> _Kind:
        query: Any = self.query
        fields, table = tuple(query.fields), query.get_meta().db_table
        found = _KINDS.get((table, len(fields)))
        if found is None or found.fields != fields:
            columns = [_column(field, self.connection) for field in fields]
            found = _KINDS[table, len(fields)] = _Kind(fields, columns, {})
        return found

    def _row(self, kind: _Kind) -> _Row | None:
        """The row; none for one with expressions."""
        query: Any = self.query
        one, marks, values = query.objs[0], [], []
        for column in kind.columns:
            value = getattr(one, column.name)
            known = column.known.get(type(value))
            if known is not None:
                marks.append(column.mark)
                values.append(known(value))
                continue
            value = self.pre_save_val(column.field, one)
            if isinstance(value, DatabaseDefault):
                marks.append(DEFAULT)
            elif hasattr(value, "as_sql") or not column.is_plain:
                return None
            else:
                sent = column.field.get_db_prep_save(value, self.connection)
                column.learn(value, sent)
                marks.append(column.mark)
                values.append(sent)
        return _Row(tuple(marks), values)

    def _text(
        self, kind: _Kind, marks: tuple[str, ...], back: Sequence[models.Field[Any, Any]]
    ) -> _Text:
        key = (marks, tuple([field.column for field in back]))
        found = kind.texts.get(key)
        if found is None:
            found = kind.texts[key] = self._written(kind, marks, back)
        return found

    def _written(
        self, kind: _Kind, marks: tuple[str, ...], back: Sequence[models.Field[Any, Any]]
    ) -> _Text:
        query: Any = self.query
        table, quote = query.get_meta().db_table, self.connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in kind.fields)
        marked = ", ".join(marks)
        sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({marked})"  # noqa: S608
        if back:
            sql += " RETURNING " + ", ".join(f"{quote(table)}.{quote(str(f.column))}" for f in back)
        return _Text(sql, self.get_converters([field.get_col(table) for field in back]))


class SQLUpdateCompiler(compiler.SQLUpdateCompiler):
    """Updates; plain values of rows found by one column, by a text that is kept."""

    def execute_sql(self, result_type: Any) -> int:  # type: ignore[override]
        """Update, and answer how many rows were changed."""
        values = self._values()
        found = self._found_by() if values is not None else None
        if values is None or found is None:
            return int(super().execute_sql(result_type))
        sql = self._text(found[0])
        with cast("Any", self.connection).planning_cursor() as cursor:
            cursor.execute(sql, [*values, found[1]])
            return int(cursor.rowcount)

    def _values(self) -> list[Any] | None:
        """What is written; none when one of it is no plain value of its field."""
        query: Any = self.query
        values: list[Any] = []
        if query.related_updates or not query.values:
            return None
        for field, _model, value in query.values:
            if hasattr(value, "as_sql") or isinstance(value, Model) or not _is_plain(field):
                return None
            values.append(field.get_db_prep_save(value, self.connection))
        return values

    def _found_by(self) -> tuple[str, Any] | None:
        """The one column of the table that the rows are found by, and its value."""
        query: Any = self.query
        children = [] if query.where.negated else query.where.children
        only: Any = children[0] if len(children) == 1 else None
        if type(only) not in _EQUAL or not isinstance(only.lhs, Col):
            return None
        if only.lhs.alias != query.get_initial_alias() or not only.rhs_is_direct_value():
            return None
        try:
            _place, (value,) = only.process_rhs(self, self.connection)
        except EmptyResultSet:  # beyond what the column can hold
            return None
        return str(only.lhs.target.column), value

    def _text(self, by: str) -> str:
        query: Any = self.query
        table, fields = query.get_meta().db_table, [field for field, _model, _value in query.values]
        key = (table, by, *[field.column for field in fields])
        text = _CHANGES.get(key)
        if text is None:
            quote, own = self.connection.ops.quote_name, self.connection
            changed = ", ".join(f"{quote(field.column)} = {_place(field, own)}" for field in fields)
            text = f"UPDATE {quote(table)} SET {changed} WHERE {quote(by)} = {PLACE}"  # noqa: S608
            _CHANGES[key] = text
        return text


def _column(field: Any, connection: Any) -> _Column:
    is_plain = _is_plain(field)
    mark = _place(field, connection) if is_plain else ""
    return _Column(field, field.attname, mark, is_plain, is_plain and _is_usual(field), {})


def _is_usual(field: Any) -> bool:
    """Whether Django alone says what becomes of a value, and it is not set while saving."""
    kind = type(field)
    if kind.pre_save is not Field.pre_save:
        sets = getattr(field, "auto_now", True) or getattr(field, "auto_now_add", True)
        if sets or kind.pre_save not in (DateField.pre_save, DateTimeField.pre_save):
            return False
    said = (kind.get_prep_value, kind.get_db_prep_value, kind.get_db_prep_save)
    if not all(one.__module__.startswith("django.db.models.fields") for one in said):
        return False
    return not field.is_relation or _is_usual(field.target_field)


def _as_it_is(value: Any) -> Any:
    return value


def _is_plain(field: models.Field[Any, Any]) -> bool:
    """Whether what stands for the column depends on the field alone."""
    return isinstance(field, ArrayField) or not hasattr(field, "get_placeholder")


def _place(field: models.Field[Any, Any], connection: Any) -> str:
    return f"{PLACE}::{field.db_type(connection)}" if isinstance(field, ArrayField) else PLACE
