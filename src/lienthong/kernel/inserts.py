# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes new rows whose SQL text is made once in a process, for those that many acts write.

Django writes the text of an INSERT anew for each row, with its values in it, and the server plans
it anew. Here both happen once for a kind of row, as in ``prepared`` for what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import DatabaseDefault
from django.db.models.sql import InsertQuery

from lienthong.kernel.prepared import NotPreparable, planning_cursor

M = TypeVar("M", bound=models.Model)
Fields = tuple[Any, ...]
"""Fields of a model, in its order."""


def insert(row: M) -> M:
    """Write a new row and take over what the database gave it: its number, its defaults.

    One statement, as ``objects.create`` makes it; no model here hears signals or has parents.
    Raises the errors of the database, ``NotPreparable`` where a value is an expression.
    """
    model, given = type(row), _given(row)
    said = [one.pre_save(row, add=True) for one in given]
    if any(hasattr(value, "resolve_expression") for value in said):
        raise NotPreparable(model.__name__)
    text = _KEPT.get((model, given))
    if text is None:
        text = _KEPT[model, given] = _made(row, given)
    values = [
        one.get_db_prep_save(value, connection) for one, value in zip(given, said, strict=True)
    ]
    with planning_cursor() as cursor:
        cursor.execute(text.sql, values)
        text.take_over(row, cursor.fetchone())
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # as create leaves it
    return row


@dataclass(frozen=True, slots=True)
class _Text:
    """The statement, and how what it returns gets into the row."""

    sql: str
    compiler: Any
    returned: Sequence[Any]
    converters: dict[int, Any] = field(default_factory=dict)

    def take_over(self, row: models.Model, answer: Sequence[Any]) -> None:
        """Put the returned values into the row."""
        (values,) = self.compiler.apply_converters([answer], self.converters)
        for one, value in zip(self.returned, values, strict=True):
            setattr(row, one.attname, value)


_KEPT: dict[tuple[type[models.Model], Fields], _Text] = {}


def _given(row: models.Model) -> Fields:
    """The fields that the row brings values for; the database fills in the others."""
    found = []
    for one in row._meta.local_concrete_fields:  # Django's public name for it
        value = getattr(row, one.attname)
        numbered_later = one.primary_key and value is None
        if not (one.generated or numbered_later or isinstance(value, DatabaseDefault)):
            found.append(one)
    return tuple(found)


def _made(row: models.Model, given: Fields) -> _Text:
    model = type(row)
    query = InsertQuery(model)
    query.insert_values(given, [row])
    compiler: Any = query.get_compiler(connection=connection)
    compiler.returning_fields = returned = model._meta.db_returning_fields
    ((sql, values),) = compiler.as_sql()
    if len(values) != len(given):
        raise NotPreparable(sql)
    columns = [one.get_col(model._meta.db_table) for one in returned]
    return _Text(sql, compiler, returned, compiler.get_converters(columns))
