# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""To which unit the desk sends a dossier: a suggested one, or the one whose name was typed."""

from __future__ import annotations

from typing import Any

from lienthong.core.cases.api import Step
from lienthong.kernel.text import fold
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.forwarding import candidates


def forwards(step: Step) -> bool:
    """Whether the procedure's table lets this step forward."""
    return any(way["code"] == "forward" for way in step.outcomes)


def forwarded_to(dossier: Dossier, data: Any) -> int:
    """Id of the unit: the chosen suggestion, else the only one with that name; 0 without one."""
    text = data.get("forward_text", "").strip()
    chosen = data.get("forward_to", "")
    if not text:
        return int(chosen) if chosen.isascii() and chosen.isdecimal() else 0
    found = candidates(dossier, text)
    exact = [unit for unit in found if fold(unit.name) == fold(text)]
    named = exact or found
    return named[0].unit_id if len(named) == 1 else 0
