# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of units."""

from __future__ import annotations

from lienthong.core.units.enums import UnitKind
from lienthong.core.units.models import (
    Competence,
    Membership,
    Position,
    PositionVersion,
    Succession,
    Unit,
    UnitClosure,
    UnitCode,
    UnitVersion,
)
from lienthong.core.units.queries import (
    above_of,
    ancestors_of,
    code_of,
    competent_unit,
    desks,
    name_of,
    names_of,
    officers_of,
    rebuild_closure,
    serves_in,
    version_of,
)

__all__ = [
    "Competence",
    "Membership",
    "Position",
    "PositionVersion",
    "Succession",
    "Unit",
    "UnitClosure",
    "UnitCode",
    "UnitKind",
    "UnitVersion",
    "above_of",
    "ancestors_of",
    "code_of",
    "competent_unit",
    "desks",
    "name_of",
    "names_of",
    "officers_of",
    "rebuild_closure",
    "serves_in",
    "version_of",
]
