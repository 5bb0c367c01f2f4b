# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The figures that bound signing in, as one value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lienthong.kernel.text import fold, one_line


@dataclass(frozen=True, slots=True)
class SignInLimits:
    """Wrong attempts until a lock, the window they are counted in, the lock, idle time by kind."""

    failures: int
    window: timedelta
    lock: timedelta
    idle: Mapping[str, timedelta]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One counted attempt: ``refused`` unjudged because of a lock, or the one that may lock."""

    refused: bool
    locked_until: datetime | None


def attempt_key(name: str) -> str:
    """The stored form of a name: spelling variants share it, and it does not tell the name."""
    return hashlib.sha256(fold(one_line(name)).encode()).hexdigest()


def read_limits(value: Mapping[str, Any]) -> SignInLimits:
    """The limits from stored data. Raises ``KeyError`` or ``ValueError`` when it is incomplete."""
    limits = SignInLimits(
        failures=int(value["failures"]),
        window=timedelta(minutes=int(value["window_minutes"])),
        lock=timedelta(minutes=int(value["lock_minutes"])),
        idle={kind: timedelta(minutes=int(m)) for kind, m in value["idle_minutes"].items()},
    )
    if limits.failures < 1 or not limits.lock:
        raise ValueError("a lock needs at least one failure and some duration")
    return limits


def version_on(versions: list[Mapping[str, Any]], day: date) -> Mapping[str, Any]:
    """The value in force on the day. Raises ``LookupError``."""
    for version in versions:
        end = version["valid_to"]
        if version["valid_from"] <= day and (end is None or day < end):
            value: Mapping[str, Any] = version["value"]
            return value
    raise LookupError(day)
