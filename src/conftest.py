# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The database of the tests beside the code. What is measured (``tests/bench``) has its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from lienthong.testing.emptying import empty_tables

_UNPACKED = """
DO $$
DECLARE changes record;
BEGIN
    FOR changes IN
        SELECT format('ALTER TABLE %s %s', attrelid::regclass,
               string_agg(format('ALTER COLUMN %I SET STORAGE EXTERNAL', attname), ', ')) AS text
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relkind IN ('r', 'p') AND NOT relispartition AND attstorage = 'x'
          AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
        GROUP BY attrelid
    LOOP
        EXECUTE changes.text;
    END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Long values are kept as they are: packing the same small world for each test anew took the
    database half of the time it needs for it.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(_UNPACKED)


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_deleting() -> Iterator[None]:
    """After tests that committed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_tables())
        yield
