# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures that modules answer to portals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided in one month (its first day): how many, how many of them late.

    ``agency_id`` is 0 where all agencies are summed up.
    """

    month: date
    agency_id: int
    total: int
    late: int
