# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The database of the tests for processes of their own, and sessions in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

_NEW = """
INSERT INTO accounts_signinsession
  (session_key, session_data, expire_date, account_id, device, address)
VALUES (%s, '', now() + interval '1 hour', %s, '', '')
"""


@pytest.fixture(scope="module")
def own_database(django_db_setup: None) -> str:
    """Where a process of its own finds the database of the tests."""
    known: dict[str, Any] = connection.settings_dict
    pairs = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    parts = {key: str(known[name]) for key, name in pairs.items() if known.get(name)}
    return make_conninfo(**parts, dbname=str(known["NAME"]))


@pytest.fixture
def begin(own_database: str) -> Iterator[Callable[[str, int], None]]:
    """Begins a session of a key for an account; all of them are gone afterwards."""
    with psycopg.connect(own_database, autocommit=True) as database:

        def begun(key: str, account: int) -> None:
            database.execute(_NEW, [key, account])

        yield begun
        database.execute("DELETE FROM accounts_signinsession")
