# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked about the file store as a whole."""

from __future__ import annotations

from django.db import connection

from lienthong.kernel.backups import BACKUP_LOCK


def being_backed_up() -> bool:
    """Whether a backup copies files now; if not, none begins before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [BACKUP_LOCK])
        (free,) = cursor.fetchone() or (False,)
    return not free
