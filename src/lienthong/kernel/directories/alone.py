# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One file at a time for each directory, in the whole installation."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation, UniqueViolation

from lienthong.kernel.directories.declare import Directory
from lienthong.kernel.errors import IllegalState, InvalidInput


def be_alone(directory: Directory, *, waits: bool = False) -> None:
    """Keep other files of the directory out until the caller's transaction ends.

    ``waits`` until the other is through, for a job; a page does not wait. Raises ``InvalidInput``.
    """
    key = zlib.crc32(f"administration.workbook:{directory.code}".encode())
    with connection.cursor() as cursor:
        if waits:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
            return
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        is_alone = bool(cursor.fetchone()[0])
    if not is_alone:
        raise InvalidInput(at_work())


@contextmanager
def no_twin() -> Iterator[None]:
    """Tell whoever made the same thing at the same moment, and was second, in words.

    Raises ``IllegalState``; what was begun within is undone by its own transaction.
    """
    try:
        yield
    except IntegrityError as second:
        if not isinstance(second.__cause__, UniqueViolation | ExclusionViolation):
            raise
        told = _("Người khác vừa lập hoặc đổi đúng mục này. Hãy xem lại danh mục rồi làm tiếp.")
        raise IllegalState(told) from second


def at_work() -> str:
    """What is said to whoever comes while a file of the directory is at work."""
    return _("Một tệp của mục này đang được xem hoặc nhập. Hãy đợi vài phút rồi tải lại.")
