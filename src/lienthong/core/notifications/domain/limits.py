# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The figures that bound one-time codes, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """How long a code is good, how often it may be typed, asked for, and what it opens for long."""

    valid: timedelta
    tries: int
    access: timedelta
    window: timedelta
    per_subject: int
    per_recipient: int
    per_address: int


def read_limits(value: Mapping[str, Any]) -> CodeLimits:
    """The limits from stored data. Raises ``KeyError`` or ``ValueError`` when it is incomplete."""
    limits = CodeLimits(
        valid=timedelta(minutes=int(value["valid_minutes"])),
        tries=int(value["tries"]),
        access=timedelta(minutes=int(value["access_minutes"])),
        window=timedelta(minutes=int(value["window_minutes"])),
        per_subject=int(value["per_subject"]),
        per_recipient=int(value["per_recipient"]),
        per_address=int(value["per_address"]),
    )
    if min(limits.tries, limits.per_subject, limits.per_recipient, limits.per_address) < 1:
        raise ValueError("every limit lets at least one through")
    return limits
