# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who holds a role somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant
from lienthong.core.accounts.api import Account
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
    everywhere = grants.filter(scope=GrantScope.ALL, account__isnull=False).values("account_id")
    return list(Account.objects.filter(pk__in=everywhere, is_active=True).order_by("pk"))


def _holders(what: Q, units: list[int], day: date) -> list[Account]:
    grants = Grant.objects.filter(what, kind=GrantKind.DIRECT, revoked_at=None).on(day)
    posts = Membership.objects.filter(unit_id__in=units).on(day)
    by_name = grants.filter(unit_id__in=units, account__isnull=False).values("account_id")
    by_post = grants.filter(Q(unit_id__in=units) | Q(unit_id=None), position__isnull=False)
    holders = posts.filter(position_id__in=by_post.values("position_id")).values("account_id")
    found = Account.objects.filter(Q(pk__in=by_name) | Q(pk__in=holders), is_active=True)
    return list(found.order_by("pk"))
