# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How long to wait before a message is handed over again."""

from __future__ import annotations

from datetime import timedelta

WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
)
"""After the first failure, the second, …; a message that fails once more is given up."""
LEASE = timedelta(minutes=2)
"""So long a message belongs to the worker that took it; longer than any hand-over takes."""
REST = timedelta(seconds=20)
"""So long a partner that did not answer is left alone."""


def next_wait(attempts: int) -> timedelta | None:
    """The pause after so many failed attempts (one or more); None when it is time to give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
