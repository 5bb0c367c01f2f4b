# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How query sets become SQL: as Django does it, but for one new row.

Its text is the same each time, so it is written once in a process and planned once in a connection.
An act writes ten rows; to write and plan their texts took longer than to keep them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db.backends.postgresql import compiler
from django.db.models.expressions import DatabaseDefault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models

SQLCompiler = compiler.SQLCompiler
SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler
PLACE, DEFAULT = "%s", "DEFAULT"


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


def _is_plain(field: models.Field[Any, Any]) -> bool:
    """Whether what stands for the column depends on the field alone."""
    return isinstance(field, ArrayField) or not hasattr(field, "get_placeholder")


def _place(field: models.Field[Any, Any], connection: Any) -> str:
    return f"{PLACE}::{field.db_type(connection)}" if isinstance(field, ArrayField) else PLACE
