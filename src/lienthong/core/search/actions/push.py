# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a subject into the index, or take it out, inside the transaction of its change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lienthong.core.search.domain.words import (
    EVERYWHERE_TOKEN,
    beside_token,
    code_suffixes,
    exact_words,
    family_token,
    kind_token,
    known_words,
    spoken,
    state_token,
    tag_token,
    vector_sql,
    words,
)
from lienthong.core.search.enums import Family
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.prepared import planning_cursor

_PUSH = """
INSERT INTO search_searchrow AS old (family, kind_id, subject_id, sort_at, title, line, ts)
VALUES (%s, %s, %s, %s, %s, %s, {vector})
ON CONFLICT (family, subject_id) DO UPDATE SET kind_id = EXCLUDED.kind_id,
  sort_at = EXCLUDED.sort_at, title = EXCLUDED.title, line = EXCLUDED.line, ts = EXCLUDED.ts{kept}
"""
_NEW_WORDS = """new_words AS (
  INSERT INTO search_searchword (word, rows) SELECT said, 0 FROM unnest(%s::text[]) said
  WHERE NOT EXISTS (SELECT FROM search_searchword known WHERE known.word = said))"""
_KEPT = """ || array_to_tsvector(ARRAY(
  SELECT lexeme FROM unnest(old.ts) WHERE lexeme ~ '^zz[ua][0-9]+$'))"""
_TAGS_KEPT = """ || array_to_tsvector(ARRAY(
  SELECT lexeme FROM unnest(old.ts) WHERE lexeme ~ '^zzt[0-9]+$'))"""
_OF_CASE = """ || coalesce((SELECT array_to_tsvector(ARRAY(
  SELECT lexeme FROM unnest(own.ts) WHERE lexeme ~ '^zz[ua][0-9]+$'))
  FROM search_searchrow own WHERE own.family = %s AND own.subject_id = %s), ''::tsvector)"""
_PAPERS = """
UPDATE search_searchrow paper SET ts = array_to_tsvector(ARRAY(
  SELECT lexeme FROM unnest(own.ts) WHERE lexeme ~ '^zz[ua][0-9]+$')) || ts_delete(paper.ts, ARRAY(
  SELECT lexeme FROM unnest(paper.ts) WHERE lexeme ~ '^zz[ua][0-9]+$'))
FROM own WHERE paper.ts @@ %s::tsquery
"""
_REMOVE = "DELETE FROM search_searchrow WHERE (family = %s AND subject_id = ANY(%s))"
_PAPERS_TOO = " OR ts @@ %s::tsquery"
_TAGS = """
UPDATE search_searchrow SET ts = array_to_tsvector(%s::text[]) || ts_delete(ts, ARRAY(
  SELECT lexeme FROM unnest(ts) WHERE lexeme ~ '^zzt[0-9]+$'))
WHERE family = %s AND subject_id = %s
"""
_STATE = """
UPDATE search_searchrow SET ts = ts_delete(ts, %s::text) || array_to_tsvector(ARRAY[%s::text])
WHERE family = %s AND subject_id = %s
"""


@dataclass(frozen=True, slots=True)
class Findable:
    """What the index keeps of a subject. Any part of its ``codes`` finds it.

    ``grows``: units that could see it before still can, as with a person who comes to another
    office. ``beside``: the case among whose papers it lies; who finds the case finds it, also when
    that changes. ``about`` stands after the line and is not searched.
    """

    kind_id: int
    subject_id: int
    sort_at: datetime
    title: str
    line: str = ""
    body: str = ""
    codes: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    state: str = ""
    family: Family = Family.CASE
    grows: bool = False
    beside: int | None = None
    about: str = ""

    @property
    def shown(self) -> str:
        """The line as it stands below the title."""
        return " · ".join(part for part in (self.line, self.about) if part)


@part_of_act
def push(row: Findable, *others: Findable) -> None:
    """Insert or replace the row of a subject; papers of a case are found by whoever finds it.

    ``others``, no cases, come with it in the same statement, as the people of a case do. Whoever
    pushes a paper holds the lock of its case.
    """
    before, values = [_NEW_WORDS], list[Any]([_said(row, *others)])
    for number, other in enumerate(others):
        statement, more = _pushed(other)
        before.append(f"other{number} AS ({statement})")
        values += more
    statement, more = _pushed(row)
    values += more
    if row.family == Family.CASE:
        before.append(f"own AS ({statement} RETURNING ts)")
        statement = _PAPERS
        values.append(_papers_of(row.subject_id))
    with planning_cursor() as cursor:
        cursor.execute(f"WITH {', '.join(before)} {statement}", values)


def _said(*rows: Findable) -> list[str]:
    """All words of the rows that the vocabulary must know."""
    return known_words(word for row in rows for found in _words_of(row) for word in found)


def _pushed(row: Findable) -> tuple[str, list[Any]]:
    """The statement for one row, and its values."""
    vector, values = vector_sql(_parts(row))
    said: list[Any] = [row.family, row.kind_id, row.subject_id, row.sort_at, row.title, row.shown]
    if row.beside is not None:
        vector, values = vector + _OF_CASE, [*values, Family.CASE, row.beside]
    kept = _TAGS_KEPT + (_KEPT if row.grows else "")
    return _PUSH.format(vector=vector, kept=kept), [*said, *values]


def _papers_of(case_id: int) -> str:
    return f"'{beside_token(case_id)}'"


def _parts(row: Findable) -> Iterable[tuple[list[str], str]]:
    suffixes = [suffix for code in row.codes for suffix in code_suffixes(code)]
    own = [EVERYWHERE_TOKEN, family_token(row.family), kind_token(row.kind_id)]
    own += [beside_token(row.beside)] if row.beside is not None else []
    state = [state_token(row.state)] if row.state else []
    title, rest, exact = _words_of(row)
    yield title, "A"
    yield rest, "B"
    yield exact + suffixes, "C"
    yield [*row.scope, *own, *state], "D"


def _words_of(row: Findable) -> tuple[list[str], list[str], list[str]]:
    """Folded words of the title, of the rest, and exact words of both."""
    rest = f"{row.line} {row.body}"
    exact = exact_words(f"{row.title} {rest}")
    return spoken(words(row.title)), spoken(words(rest)), exact


@part_of_act
def change_state(subject_id: int, *, before: str, after: str, family: Family = Family.CASE) -> None:
    """The subject went from one state to another; the rest of its row stays."""
    values: list[Any] = [state_token(before), state_token(after), family, subject_id]
    with planning_cursor() as cursor:
        cursor.execute(_STATE, values)


@part_of_act
def change_tags(subject_id: int, tag_ids: Iterable[int], *, family: Family = Family.CASE) -> None:
    """The subject has exactly these tags; the rest of its row stays."""
    tokens = [tag_token(tag_id) for tag_id in sorted(set(tag_ids))]
    with planning_cursor() as cursor:
        cursor.execute(_TAGS, [tokens, family, subject_id])


@part_of_act
def remove(*subject_ids: int, family: Family = Family.CASE) -> None:
    """Take subjects out of the index, of a case its papers too."""
    if not subject_ids:
        return
    statement = _REMOVE
    values: list[Any] = [family, list(subject_ids)]
    if family == Family.CASE:
        statement += _PAPERS_TOO
        values += [" | ".join(map(_papers_of, subject_ids))]
    with planning_cursor() as cursor:
        cursor.execute(statement, values)
