# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search over a hundred thousand rows: whatever is typed touches at most 1,000 blocks.

Among the rows are words of every frequency around the one where the statement changes its way, and
a word that only one unit never uses: what misleads a planner that guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from lienthong.core.search import queries
from lienthong.core.search.api import (
    EVERYWHERE_TOKEN,
    Family,
    Narrowing,
    count_words,
    find,
    unit_token,
)
from lienthong.demo.generator import Size
from tests.bench.conftest import TOLD, plans_of, rows

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
ROWS = 100_000
BLOCKS = 1_000
EVERY = (50, 100, 150, 200, 240, 260, 400, 1000)
"""A word "nhip<n>" stands in every n-th added row."""
UNIT = 999_999
_MORE = """
INSERT INTO search_searchrow (family, kind_id, subject_id, sort_at, title, line, ts)
SELECT 1, 1, -n, now() - n * interval '7 minutes', 'Hồ sơ thêm ' || n, 'Trần Thị Hạ',
  setweight(array_to_tsvector(ARRAY['ho', 'so', 'them', n::text, 'tran', 'thi', 'ha']
    || ARRAY['=hồ', '=sơ', '=thêm', '=' || n, '=trần', '=thị',
             CASE WHEN n %% 500 = 0 THEN '=hà' ELSE '=hạ' END]
    || ARRAY(SELECT 'nhip' || every FROM unnest(%s::int[]) every WHERE n %% every = 0)
    || ARRAY(SELECT '#' || substr('h5012261120' || lpad(n::text, 6, '0'), k)
             FROM generate_series(1, 15) k)
    || ARRAY['zzall', 'zzf1', 'zzk1', 'zzsreturned', 'zzu' || %s]), 'A')
FROM generate_series(1, %s) n
"""

_AS_TIME_LEAVES_IT = """
CREATE TEMPORARY TABLE pushed AS SELECT * FROM search_searchrow;
TRUNCATE search_searchrow;
INSERT INTO search_searchrow (family, kind_id, subject_id, sort_at, title, line, ts)
SELECT family, kind_id, subject_id, sort_at, title, line, ts FROM pushed
ORDER BY sort_at + CASE WHEN subject_id %% 10 = 0 THEN interval '20 days' ELSE interval '0' END;
DROP TABLE pushed
"""
"""Rows lie in the order in which they were pushed: by time, a tenth changed 20 days later."""


@pytest.fixture(scope="module")
def full(crowd: Size, django_db_blocker: Any) -> Iterator[int]:
    """Rows up to a hundred thousand, vacuumed; a unit owns all the added ones."""
    with django_db_blocker.unblock():
        ((there,),) = rows("SELECT count(*) FROM search_searchrow")
        added = max(ROWS - there, 25_000)
        rows(_MORE, list(EVERY), UNIT, added)
        rows(_AS_TIME_LEAVES_IT)
        with transaction.atomic():
            count_words(whole=True)
        rows("VACUUM (ANALYZE) search_searchrow")
        yield added
        rows("DELETE FROM search_searchrow WHERE subject_id < 0")
        rows("VACUUM (ANALYZE) search_searchrow")


TYPED = (
    "nguyen van",
    "Nguyễn Văn 4711",
    "khai sinh",
    "k",
    "4711",
    "261120",
    "H50.12-261120",
    "tran thi ha",
    "Trần Thị Hà",
    *(f"nhip{every}" for every in EVERY),
)


@pytest.mark.covers("11")
@pytest.mark.parametrize("scope", [EVERYWHERE_TOKEN, unit_token(UNIT), "busiest", "quietest"])
@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_touches_few_blocks(full: int, typed: str, scope: str) -> None:
    order = {"busiest": "DESC", "quietest": ""}.get(scope)
    if order is not None:
        sql = f"SELECT unit_id FROM cases_case GROUP BY 1 ORDER BY count(*) {order} LIMIT 1"
        scope = unit_token(rows(sql)[0][0])

    (plan,) = plans_of(lambda: find(typed, scope=[scope]))

    TOLD.setdefault("Search over 100,000 rows", []).append(plan)
    assert plan.buffers <= BLOCKS


def test_newest_windows_find_what_is_found_everywhere_with_fewer_blocks(
    full: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "BOUNDS", replace(queries.BOUNDS, walk=0))
    found = find("khai sinh", scope=[EVERYWHERE_TOKEN], limit=3)
    (windows,) = plans_of(lambda: find("khai sinh", scope=[EVERYWHERE_TOKEN], limit=3))
    monkeypatch.setattr(queries, "BOUNDS", replace(queries.BOUNDS, levels=0))

    everywhere = find("khai sinh", scope=[EVERYWHERE_TOKEN], limit=3)
    (asked,) = plans_of(lambda: find("khai sinh", scope=[EVERYWHERE_TOKEN], limit=3))

    assert found == everywhere
    assert len(found) == 3
    assert windows.buffers < asked.buffers


def test_page_far_behind_and_days_long_ago_touch_few_blocks(full: int) -> None:
    first = find("tran thi", scope=[EVERYWHERE_TOKEN], limit=5_000)[-1]
    long_ago = Narrowing(until=first.sort_at)

    (paged,) = plans_of(lambda: find("tran thi", scope=[EVERYWHERE_TOKEN], after=first.place))
    (narrowed,) = plans_of(lambda: find("tran", scope=[EVERYWHERE_TOKEN], narrowing=long_ago))

    assert max(paged.buffers, narrowed.buffers) <= BLOCKS


def test_state_that_no_found_row_has_touches_few_blocks(full: int) -> None:
    (plan,) = plans_of(
        lambda: find("khai sinh", scope=["zzall"], narrowing=Narrowing(tokens=("zzsreturned",)))
    )

    assert plan.buffers <= BLOCKS
    assert find("khai sinh", scope=["zzall"], family=Family.PERSON) == []
