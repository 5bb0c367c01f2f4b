# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A word written beside a long transaction, seen by others before that one ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

PAUSE = 0.5
"""Seconds between two words."""
_TRIED = "UPDATE documents_sheetrun SET tried = %s WHERE id = %s"


@contextmanager
def counting(run_id: int) -> Iterator[Callable[[int], None]]:
    """What says how many rows of a sheet were tried, over a connection of its own.

    The long transaction must not hold the run's row, or both would wait for each other.
    """
    other: Any = connection.copy()
    written = 0.0

    def tell(count: int) -> None:
        nonlocal written
        now = time.monotonic()
        if now - written < PAUSE:
            return
        written = now
        with other.cursor() as cursor:
            cursor.execute(_TRIED, [count, run_id])

    try:
        yield tell
    finally:
        other.close()
