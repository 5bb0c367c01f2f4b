# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to legal instruments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEnding(Event):
    """An instrument was given the day from which it is not in force, or another day than before."""

    instrument_id: int
    on: date
