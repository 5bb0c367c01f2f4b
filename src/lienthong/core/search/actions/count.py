# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Count how many rows have each word."""

from __future__ import annotations

from django.db import connection

from lienthong.kernel.actions import part_of_act

_WHOLE, _SAMPLE = "search_searchrow", "search_searchrow TABLESAMPLE SYSTEM ({share})"
LARGE = 200_000
"""Of a table with more rows only a part as large as this is counted."""
_COUNT = """
WITH said AS (
  SELECT lexeme AS word, (count(*) * %(times)s)::integer AS rows
  FROM (SELECT ts FROM {rows}) counted, unnest(ts)
  WHERE ascii(lexeme) NOT BETWEEN 48 AND 57 AND left(lexeme, 1) <> '#'
    AND left(lexeme, 2) COLLATE "C" NOT BETWEEN '=0' AND '=9'
    AND left(lexeme, 3) NOT IN ('zzp', 'zzo', 'zzt')
  GROUP BY 1
), counted AS (
  UPDATE search_searchword known SET rows = said.rows FROM said
  WHERE said.word = known.word AND said.rows <> known.rows
)
INSERT INTO search_searchword (word, rows)
SELECT word, rows FROM said
WHERE NOT EXISTS (SELECT FROM search_searchword known WHERE known.word = said.word)
"""
_ONCE = """
DELETE FROM search_searchword twin USING search_searchword kept
WHERE twin.word = kept.word AND twin.id > kept.id
"""
_SIZE = "SELECT reltuples FROM pg_class WHERE oid = 'search_searchrow'::regclass"


@part_of_act
def count_words(*, whole: bool = False) -> None:
    """Count in a part of a large table, and keep each word once.

    Whoever wrote rows without pushing them must have the ``whole`` table counted: the vocabulary
    must know every word. One that no row has any more stays: somebody may just be pushing a row
    that has it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONCE)
        cursor.execute(_SIZE)
        times = 1.0 if whole else max(1.0, cursor.fetchone()[0] / LARGE)
        rows = _WHOLE if times == 1 else _SAMPLE.format(share=100 / times)
        cursor.execute(_COUNT.format(rows=rows), {"times": times})
