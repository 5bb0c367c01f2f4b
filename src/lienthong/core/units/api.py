# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of units."""

from __future__ import annotations

from lienthong.core.units.actions.heirs import name_heir
from lienthong.core.units.actions.merge import merge_units
from lienthong.core.units.actions.people import take_on
from lienthong.core.units.actions.posts import appoint, end_post, move_post
from lienthong.core.units.actions.units import (
    UnitFacts,
    begin_day,
    change_unit,
    dissolve_unit,
    open_unit,
)
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
from lienthong.core.units.permissions import APPOINT, KEEP
from lienthong.core.units.queries import (
    above_any,
    above_each,
    above_of,
    code_of,
    competent_at,
    competent_unit,
    continued_units,
    desks,
    heirless_units,
    matters_on,
    name_of,
    named_officers,
    names_of,
    officers_of,
    positions_of,
    rebuild_closure,
    serves_in,
    top_of,
    version_of,
)

__all__ = [
    "APPOINT",
    "KEEP",
    "Competence",
    "Membership",
    "Position",
    "PositionVersion",
    "Succession",
    "Unit",
    "UnitClosure",
    "UnitCode",
    "UnitFacts",
    "UnitKind",
    "UnitVersion",
    "above_any",
    "above_each",
    "above_of",
    "appoint",
    "begin_day",
    "change_unit",
    "code_of",
    "competent_at",
    "competent_unit",
    "continued_units",
    "desks",
    "dissolve_unit",
    "end_post",
    "heirless_units",
    "matters_on",
    "merge_units",
    "move_post",
    "name_heir",
    "name_of",
    "named_officers",
    "names_of",
    "officers_of",
    "open_unit",
    "positions_of",
    "rebuild_closure",
    "serves_in",
    "take_on",
    "top_of",
    "version_of",
]
