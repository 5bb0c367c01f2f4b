# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a permission reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lienthong.core.units.api import UnitClosure
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.permissions import Permission, Scope


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a permission holds: everywhere, in single units, in whole subtrees."""

    everywhere: bool
    unit_ids: frozenset[int]
    root_ids: frozenset[int]

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.unit_ids) or bool(self.root_ids)


def reach(actor: Actor, permission: Permission) -> Reach:
    """Where the actor holds the permission."""
    held = list(actor.holdings_with(permission.code))
    return _reach_of(held) if not actor.is_platform else Reach(True, frozenset(), frozenset())


def _reach_of(held: Iterable[Holding]) -> Reach:
    everywhere, units, roots = False, set[int](), set[int]()
    for holding in held:
        everywhere = everywhere or holding.scope is Scope.ALL
        if holding.unit_id is not None:
            (roots if holding.scope is Scope.SUBTREE else units).add(holding.unit_id)
    return Reach(everywhere, frozenset(units), frozenset(roots))


def covers(where: Reach, unit_ids: Iterable[int]) -> bool:
    """Whether any of the units lies within reach."""
    wanted = set(unit_ids)
    if where.everywhere or wanted & (where.unit_ids | where.root_ids):
        return True
    if not where.root_ids or not wanted:
        return False
    return UnitClosure.objects.filter(ancestor_id__in=where.root_ids, unit_id__in=wanted).exists()


def reachable_unit_ids(where: Reach) -> Any:
    """Unit ids within reach as a subquery or set; None means every unit."""
    if where.everywhere:
        return None
    if not where.root_ids:
        return where.unit_ids
    below = UnitClosure.objects.filter(ancestor_id__in=where.root_ids).values_list("unit_id")
    if not where.unit_ids:
        return below
    return set(where.unit_ids) | {row[0] for row in below}


def reaches_somehow(actor: Actor, unit_ids: Iterable[int]) -> bool:
    """Whether any holding of the actor, whatever it permits, reaches one of the units."""
    return covers(_reach_of(actor.holdings), unit_ids)
