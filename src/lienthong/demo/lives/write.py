# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copy stamped rows into their tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from lienthong.demo.lives.capture import Table


def copy_rows(sheets: Iterable[tuple[Table, bytes]]) -> None:
    """Write the lines of each table in one transaction.

    Triggers rest meanwhile: what they would have written is among the lines.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, text in sheets:
            with cursor.copy(f"COPY {table.place} FROM STDIN") as into:
                into.write(text)
        cursor.execute("SET LOCAL session_replication_role = origin")
