# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a permission reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lienthong.core.units.api import UnitClosure, above_each
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.permissions import Permission, Scope


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a permission holds: everywhere, in single units, in whole subtrees, for one's own."""

    everywhere: bool
    unit_ids: frozenset[int]
    root_ids: frozenset[int]
    own: bool = False

    def __bool__(self) -> bool:
        return self.everywhere or self.own or bool(self.unit_ids) or bool(self.root_ids)


def reach(actor: Actor, permission: Permission) -> Reach:
    """Where the actor holds the permission."""
    held = list(actor.holdings_with(permission.code))
    return reach_of(held) if not actor.is_platform else Reach(True, frozenset(), frozenset())


def reach_of(held: Iterable[Holding]) -> Reach:
    """Where the holdings reach together; one in the scope "own" reaches no unit."""
    scopes: dict[Scope, set[int]] = {scope: set() for scope in Scope}
    everywhere = own = False
    for holding in held:
        everywhere = everywhere or holding.scope is Scope.ALL
        own = own or holding.scope is Scope.OWN
        if holding.unit_id is not None:
            scopes[holding.scope].add(holding.unit_id)
    units = scopes[Scope.UNIT] | scopes[Scope.ALL]
    return Reach(everywhere, frozenset(units), frozenset(scopes[Scope.SUBTREE]), own)


def covers(where: Reach, unit_ids: Iterable[int]) -> bool:
    """Whether any of the units lies within reach."""
    wanted = set(unit_ids)
    if where.everywhere or wanted & (where.unit_ids | where.root_ids):
        return True
    if not where.root_ids or not wanted:
        return False
    return any(where.root_ids & above for above in above_each(wanted).values())


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
    return covers(reach_of(actor.holdings), unit_ids)
