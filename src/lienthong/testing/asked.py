# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""More units that can be asked for their opinion."""

from __future__ import annotations

from lienthong.core.units.api import Unit, rebuild_closure
from lienthong.testing.world import World, asked_unit, post_officer


def add_asked_unit(world: World, code: str, name: str) -> Unit:
    """One more unit with an officer who answers for it and a leader, next to the usual two."""
    unit = asked_unit(world.province, code, name, f"opinion.{code}", world.ward, world.other)
    rebuild_closure()
    for role in ("consulted_officer", "leader"):
        post_officer(role, unit, code)
    return unit
