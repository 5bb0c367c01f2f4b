# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who holds a role somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.api import Membership


def holders_of(role: str, unit_ids: Iterable[int], *, on: date | None = None) -> list[Account]:
    """Active accounts that hold a role in one of the units on the day (today), by their number.

    Direct grants only, by account or by position; whoever stands in for them sees it with them.
    """
    return _holders(Q(role__code=role), list(unit_ids), on or timezone.localdate())


def units_holding(roles: Iterable[str]) -> set[tuple[int, str]]:
    """Each unit with each of the roles that was given to somebody there and is held today."""
    grants = Grant.objects.filter(role__code__in=set(roles), kind=GrantKind.DIRECT, revoked_at=None)
    held = grants.on(timezone.localdate()).exclude(unit_id=None)
    return set(held.values_list("unit_id", "role__code"))


def keepers_of(
    permission: str, unit_ids: Iterable[int] = (), *, on: date | None = None
) -> list[Account]:
    """Active accounts with a permission in one of the units on the day (today), by their number.

    Without units: those who hold it everywhere. Direct grants only.
    """
    day, units = on or timezone.localdate(), list(unit_ids)
    with_it = Q(role__permissions__contains=[permission])
    if units:
        return _holders(with_it, units, day)
    grants = Grant.objects.filter(with_it, kind=GrantKind.DIRECT, revoked_at=None).on(day)
    posts = Membership.objects.all().on(day)
    return _officers(grants.filter(scope=GrantScope.ALL), posts)


def holders_between(role: Role, first: date, end: date | None) -> list[Account]:
    """Officers who hold the role on some day from ``first`` to before ``end``, also for others.

    Whatever day the role itself ends on; by their number. Locked ones are left out.
    """
    grants = Grant.objects.filter(role=role, revoked_at=None).overlapping(first, end)
    return _officers(grants, Membership.objects.all().overlapping(first, end))


def _officers(grants: Any, posts: Any) -> list[Account]:
    """Active officers who hold one of the grants by name or by one of the posts."""
    held = Q(pk__in=grants.filter(account__isnull=False).values("account_id"))
    for row in grants.filter(position__isnull=False):
        there = posts.filter(in_place_of(row), position_id=row.position_id)
        held |= Q(pk__in=there.values("account_id"))
    officers = Account.objects.filter(held, kind=AccountKind.OFFICER, is_active=True)
    return list(officers.order_by("pk"))


def in_place_of(grant: Grant) -> Q:
    """Posts in which a grant to a position counts: its unit, those of its agency, or every one."""
    if grant.unit_id is None:
        return Q()
    return Q(unit_id=grant.unit_id) | Q(unit__versions__agency_id=grant.unit_id)


def _holders(what: Q, units: list[int], day: date) -> list[Account]:
    grants = Grant.objects.filter(what, kind=GrantKind.DIRECT, revoked_at=None).on(day)
    posts = Membership.objects.filter(unit_id__in=units).on(day)
    by_name = grants.filter(unit_id__in=units, account__isnull=False).values("account_id")
    by_post = grants.filter(Q(unit_id__in=units) | Q(unit_id=None), position__isnull=False)
    holders = posts.filter(position_id__in=by_post.values("position_id")).values("account_id")
    found = Account.objects.filter(Q(pk__in=by_name) | Q(pk__in=holders), is_active=True)
    return list(found.order_by("pk"))
