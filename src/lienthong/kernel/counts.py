# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Counts that several apps offer and one screen shows: asked together, in one statement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lienthong.kernel.prepared import planning_cursor

_NAMED = re.compile(r"%\((\w+)\)s")
_OF_ROWS = "SELECT ARRAY[(SELECT count(*) FROM ({}) AS bounded)::int]"
_PLACE = re.compile(r"(?<!%)%s")


@dataclass(frozen=True, slots=True)
class Count:
    """A statement that yields one row with one array of whole numbers, and its parameters."""

    sql: str
    values: Mapping[str, Any]

    @classmethod
    def of_rows(cls, rows: QuerySet[Any], *, limit: int) -> Count:
        """How many rows there are, counted no further than ``limit``."""
        sql, given = rows.order_by().values("pk")[:limit].query.sql_with_params()
        values = {f"p{place}": value for place, value in enumerate(given)}
        places = (f"%({name})s" for name in values)
        named = _PLACE.sub(lambda _found: next(places), sql)
        return cls(_OF_ROWS.format(named), values)

    def alone(self) -> list[int]:
        """The numbers, in a statement of their own."""
        return count_together(self)[0]


def count_together(*asked: Count) -> list[list[int]]:
    """The numbers of each count in the given order, all in one statement."""
    values: dict[str, Any] = {}
    parts = []
    for place, count in enumerate(asked):
        renamed = _NAMED.sub(rf"%(\g<1>_{place})s", count.sql)
        parts.append(f"({renamed})")
        values |= {f"{name}_{place}": value for name, value in count.values.items()}
    with planning_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [list(numbers) for numbers in cursor.fetchone()]
