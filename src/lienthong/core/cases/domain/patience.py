# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How long to wait before the system tries again what it has to do by itself."""

from __future__ import annotations

from datetime import timedelta

LEASE = timedelta(minutes=2)
"""So long a call belongs to the worker that took it; longer than any service takes."""
PAUSES = (
    LEASE,
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
)
"""From the first attempt to the second, from the second to the third, …"""
MOST = len(PAUSES)
"""What was tried so often without an end is given up."""
LATER = timedelta(minutes=1)
"""What is too early, or belongs to a case that rests, is tried again after this pause."""


def lease_after(attempts: int) -> timedelta:
    """How long an attempt (1 is the first) has before the next one is made."""
    return PAUSES[min(attempts, MOST) - 1]
