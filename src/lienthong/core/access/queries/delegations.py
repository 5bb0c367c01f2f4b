# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What one may give away, and what was given and received."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from lienthong.core.access.models import Delegation, Grant
from lienthong.core.access.permissions import DELEGATE, GRANT
from lienthong.core.access.queries.reach import covers, reach_of
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor, Holding


def not_revoked_on(day: date) -> Q:
    """What was taken back later than the day still held on it."""
    return Q(revoked_at=None) | Q(revoked_at__date__gt=day)


def lendable(actor: Actor) -> list[Holding]:
    """What the actor holds in their own right, without the right to give rights."""
    return [
        held
        for held in actor.holdings
        if held.from_account_id is None and GRANT.code not in held.permissions
    ]


def gives_in_own_right(actor: Actor) -> bool:
    """Whether the actor's right to give work away is their own, not lent to them."""
    held = actor.holdings_with(DELEGATE.code)
    return any(holding.from_account_id is None for holding in held)


def own_holdings(actor: Actor, unit: Unit, *, role_id: int | None) -> list[Holding]:
    """The holdings that giving a role in a unit (or, without a role, the whole post) lends."""
    held = lendable(actor)
    if role_id is None:
        return held
    return [h for h in held if h.role_id == role_id and covers(reach_of([h]), {unit.pk})]


def overlapping(
    account_id: int, own: Sequence[Holding], first: date, end: date
) -> Delegation | None:
    """A delegation in force by the account of one of the holdings within ``[first, end)``."""
    same = Q(pk__in=())
    for held in own:
        same |= Q(role_id=held.role_id, unit_id=held.unit_id)
    lent = Grant.objects.filter(
        same,
        from_account_id=account_id,
        revoked_at__isnull=True,
        delegation__isnull=False,
        valid_from__lt=end,
        valid_to__gt=first,
    )
    grant = lent.select_related("delegation__to_account").order_by("valid_from").first()
    return grant.delegation if grant else None


def delegations_given(account_id: int) -> QuerySet[Delegation]:
    """What the account gave, newest first, with persons and roles."""
    return _with_names(Delegation.objects.filter(from_account_id=account_id))


def delegations_received(account_id: int) -> QuerySet[Delegation]:
    """What the account was given, newest first, with persons and roles."""
    return _with_names(Delegation.objects.filter(to_account_id=account_id))


def _with_names(rows: QuerySet[Delegation]) -> QuerySet[Delegation]:
    named = rows.select_related("from_account", "to_account").prefetch_related("grants__role")
    return named.order_by("-valid_from", "-pk")
