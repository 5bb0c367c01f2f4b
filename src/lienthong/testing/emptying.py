# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Empty the tables after a test that committed.

Django truncates every table, touched or not, which makes each and its indexes anew, and then has
content types and permissions written back. Deleting costs nothing where nothing is, and those two
stay as migrations made them.
"""

from __future__ import annotations

from functools import cache

from django.db import connection, transaction

LEFT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def empty_tables() -> None:
    """Delete the rows of all tables that Django's ``flush`` empties, but for those left."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_deletes())


@cache
def _deletes() -> str:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    acts = "\n".join(f'DELETE FROM "{name}";' for name in sorted(set(names) - LEFT))
    return f"DO $$ BEGIN\n{acts}\nEND $$"  # names of models
