# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables partitioned by month: the SQL that makes them and keeps partitions ahead of time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.db import connection

MONTHS_AHEAD = 24


def month_starts(first: date, months: int) -> list[date]:
    """The first days of ``months`` consecutive months beginning with that of ``first``."""
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(months)
    ]


def partition_sql(table: str, first: date, months: int) -> list[str]:
    """Statements that create missing monthly partitions and the default one. Times are UTC."""
    starts = month_starts(first, months + 1)
    statements = [
        f"CREATE TABLE IF NOT EXISTS {table}_{start:%Y_%m} PARTITION OF {table} "
        f"FOR VALUES FROM ('{start} 00:00+00') TO ('{end} 00:00+00')"
        for start, end in pairwise(starts)
    ]
    return [*statements, f"CREATE TABLE IF NOT EXISTS {table}_rest PARTITION OF {table} DEFAULT"]


def ensure_partitions(table: str, today: date, months: int = MONTHS_AHEAD) -> None:
    """Create partitions from this month to ``months`` ahead; existing ones stay as they are."""
    with connection.cursor() as cursor:
        for statement in partition_sql(table, today, months + 1):
            cursor.execute(statement)


def months_ahead(table: str, today: date) -> int:
    """How many months after the current one already have their partition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            "WHERE i.inhparent = %s::regclass AND c.relname > %s"
            " AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'",
            [table, f"{table}_{today:%Y_%m}"],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
