# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How long it is kept who opened which case or file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from lienthong.core.references.api import grounded_setting

LEAST = 365
_OPENINGS = Path(__file__).parents[1] / "reference" / "openings.yaml"


@dataclass(frozen=True, slots=True)
class OpeningsKept:
    """So many days, 0 for ever, on what ground; ``to_be_confirmed`` while its text was not read."""

    days: int
    legal_basis: str
    to_be_confirmed: bool

    def first_kept(self, today: date) -> date | None:
        """The oldest day that is kept; None when all are."""
        return today - timedelta(days=self.days) if self.days else None


def openings_kept(*, on: date | None = None) -> OpeningsKept:
    """What is in force on a day (today): the dated setting ``access.openings``.

    Raises ``LookupError`` or ``ValueError`` when it says no number of days, or too few.
    """
    said = grounded_setting("access.openings", _OPENINGS, on=on)
    days = int(said.value["kept_days"])
    if days and days < LEAST:  # also what never passed the check of settings
        raise ValueError(days)
    return OpeningsKept(days, said.legal_basis, said.to_be_confirmed)
