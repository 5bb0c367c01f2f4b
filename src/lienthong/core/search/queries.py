# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding: scope is part of the index query; never rank first and filter later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from lienthong.core.search.domain.words import words

_FIND = """
SELECT kind_id, subject_id, title, line, sort_at FROM search_searchrow
WHERE ts @@ %s::tsquery {kinds}
ORDER BY sort_at DESC, subject_id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found subject."""

    kind_id: int
    subject_id: int
    title: str
    line: str
    sort_at: datetime


def find(
    text: str, *, scope: Sequence[str], kind_ids: Iterable[int] = (), limit: int = 20
) -> list[Hit]:
    """Subjects that contain every word (the last one as a prefix), newest first, within scope.

    ``scope`` are tokens of :mod:`lienthong.core.search.domain.words`; empty scope finds nothing.
    """
    wanted = words(text)
    if not wanted or not scope:
        return []
    terms = [f"'{word}'" for word in wanted[:-1]] + [f"'{wanted[-1]}':*"]
    allowed = " | ".join(f"'{token}'" for token in scope)
    kinds = list(kind_ids)
    sql = _FIND.format(kinds="AND kind_id = ANY(%s)" if kinds else "")
    query = f"{' & '.join(terms)} & ({allowed})"
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, *([kinds] if kinds else []), limit])
        return [Hit(*row) for row in cursor.fetchall()]
