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
from django.db.models import Model
from django.db.models.expressions import Col, DatabaseDefault
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.lookups import Exact, IntegerFieldExact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models

SQLCompiler = compiler.SQLCompiler
SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
PLACE, DEFAULT = "%s", "DEFAULT"
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


_TEXTS: dict[tuple[Any, ...], _Text] = {}
_CHANGES: dict[tuple[str, ...], str] = {}


class SQLInsertCompiler(compiler.SQLInsertCompiler):
    """Inserts; a row of values, without expressions, by a text that is kept."""

    def execute_sql(self, returning_fields: Any = None) -> Any:  # type: ignore[override]
        """Insert, and answer the row of what is asked back; nothing where nothing is."""
        row = self._one_row()
        if row is None:
            return super().execute_sql(returning_fields)
        text, own = self._text(row.marks, returning_fields or []), cast("Any", self.connection)
        with own.planning_cursor() as cursor:
            cursor.execute(text.sql, row.values)
            back = [cursor.fetchone()] if returning_fields else []
        return list(self.apply_converters(back, text.converters)) if text.converters else back

    def _one_row(self) -> _Row | None:
        """The row; none for several, for one that may be there already and for expressions."""
        query: Any = self.query
        if len(query.objs) != 1 or not query.fields or query.on_conflict is not None:
            return None
        marks, values = [], []
        for field in query.fields:
            value = self.pre_save_val(field, query.objs[0])
            if isinstance(value, DatabaseDefault):
                marks.append(DEFAULT)
            elif hasattr(value, "as_sql") or not _is_plain(field):
                return None
            else:
                marks.append(_place(field, self.connection))
                values.append(field.get_db_prep_save(value, self.connection))
        return _Row(tuple(marks), values)

    def _text(self, marks: tuple[str, ...], back: Sequence[models.Field[Any, Any]]) -> _Text:
        query: Any = self.query
        table = query.get_meta().db_table
        columns = tuple([field.column for field in query.fields])
        key = (table, columns, marks, tuple([field.column for field in back]))
        found = _TEXTS.get(key)
        if found is None:
            found = _TEXTS[key] = self._written(table, columns, marks, back)
        return found

    def _written(
        self,
        table: str,
        columns: tuple[str, ...],
        marks: tuple[str, ...],
        back: Sequence[models.Field[Any, Any]],
    ) -> _Text:
        quote = self.connection.ops.quote_name
        names = ", ".join(map(quote, columns))
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


def _is_plain(field: models.Field[Any, Any]) -> bool:
    """Whether what stands for the column depends on the field alone."""
    return isinstance(field, ArrayField) or not hasattr(field, "get_placeholder")


def _place(field: models.Field[Any, Any], connection: Any) -> str:
    return f"{PLACE}::{field.db_type(connection)}" if isinstance(field, ArrayField) else PLACE
