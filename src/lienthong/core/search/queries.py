# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding: scope is part of the index query; never rank first and filter later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lienthong.core.search.domain.words import asked_for

_FIND = """
SELECT kind_id, subject_id, title, line, sort_at FROM search_searchrow
WHERE ts @@ %(query)s::tsquery {kinds}
ORDER BY {narrower} sort_at DESC, subject_id DESC LIMIT %(limit)s
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

    Those that contain the words with the very marks that were typed come before the others.
    ``scope`` are tokens of :mod:`lienthong.core.search.domain.words`; empty scope finds nothing.
    """
    query, narrower = asked_for(text, scope)
    if not query:
        return []
    kinds = list(kind_ids)
    sql = _FIND.format(
        kinds="AND kind_id = ANY(%(kinds)s)" if kinds else "",
        narrower="ts @@ %(narrower)s::tsquery DESC," if narrower else "",
    )
    values: dict[str, Any] = {"query": query, "narrower": narrower, "kinds": kinds, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(*row) for row in cursor.fetchall()]
