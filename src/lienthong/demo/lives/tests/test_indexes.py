# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Indexes that are set aside come back as they were, also after a run that was killed."""

from __future__ import annotations

import pytest
from django.db import connection

from lienthong.demo.lives.indexes import make_anew, set_aside

TABLES = ("audit_auditrecord", "cases_case")
_ALL = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), i.indisunique
FROM pg_index i WHERE i.indrelid = ANY(%s::text[]::regclass[]) ORDER BY 1
"""
_RESTING = "SELECT relname FROM pg_class WHERE 'autovacuum_enabled=off' = ANY(reloptions)"


def resting() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_RESTING)
        return {name for (name,) in cursor.fetchall()}


def indexes() -> dict[str, tuple[str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [list(TABLES)])
        return {name: (definition, unique) for name, definition, unique in cursor.fetchall()}


@pytest.mark.django_db
def test_only_what_nothing_stands_on_is_set_aside_and_it_comes_back() -> None:
    before = indexes()

    count = set_aside(TABLES)

    left = indexes()
    assert len(before) - len(left) == count > 0
    assert all(unique for _definition, unique in left.values())
    assert "cases_case" in resting()
    assert any(name.startswith("audit_auditrecord_") for name in resting())
    own: list[int] = []
    found: list[int] = []

    def after_all() -> float:
        found.append(len(indexes()))
        return 2.0

    made = make_anew(own=lambda: own.append(1), then=[after_all])
    assert made.indexes == count
    assert made.seconds >= 2
    assert (own, found) == ([1], [len(before)])
    assert resting() == set()
    assert indexes() == before
    assert make_anew().indexes == 0
