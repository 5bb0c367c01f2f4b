# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a subject into the index, or take it out, inside the transaction of its change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lienthong.core.search.domain.words import code_suffixes, exact_words, vector_sql, words
from lienthong.core.search.models import SearchRow
from lienthong.kernel.actions import part_of_act

_PUSH = """
INSERT INTO search_searchrow (kind_id, subject_id, sort_at, title, line, ts)
VALUES (%s, %s, %s, %s, %s, {vector})
ON CONFLICT (kind_id, subject_id) DO UPDATE SET
  sort_at = EXCLUDED.sort_at, title = EXCLUDED.title, line = EXCLUDED.line, ts = EXCLUDED.ts
"""


@dataclass(frozen=True, slots=True)
class Findable:
    """What the index keeps of a subject. ``codes`` are found by their endings."""

    kind_id: int
    subject_id: int
    sort_at: datetime
    title: str
    line: str = ""
    body: str = ""
    codes: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


@part_of_act
def push(row: Findable) -> None:
    """Insert or replace the row of a subject."""
    vector, values = vector_sql(_parts(row))
    parameters: list[Any] = [row.kind_id, row.subject_id, row.sort_at, row.title, row.line]
    with connection.cursor() as cursor:
        cursor.execute(
            _PUSH.format(vector=vector),
            parameters + values,
        )


def _parts(row: Findable) -> Iterable[tuple[list[str], str]]:
    suffixes = [suffix for code in row.codes for suffix in code_suffixes(code)]
    yield words(row.title), "A"
    yield words(f"{row.line} {row.body}"), "B"
    yield exact_words(f"{row.title} {row.line} {row.body}") + suffixes, "C"
    yield list(row.scope), "D"


@part_of_act
def remove(kind_id: int, subject_id: int) -> None:
    """Take a subject out of the index."""
    SearchRow.objects.filter(kind_id=kind_id, subject_id=subject_id).delete()
