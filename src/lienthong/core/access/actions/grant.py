# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give roles and take them back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.enums import GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import GRANT
from lienthong.core.access.queries.reach import Reach, covers, reach
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed


@action(GRANT)
def give_role(
    unit: Unit,
    *,
    account: Any,
    role: Role,
    scope: GrantScope,
    valid_from: date,
    valid_to: date | None = None,
    actor: Actor,
) -> Grant:
    """Give an account a role in a unit. Dates are local; ``valid_to`` is exclusive.

    Raises ``NotAllowed`` when the scope is wider than what the actor manages.
    """
    if not _manages(actor, unit, scope):
        raise NotAllowed(_("Phạm vi này rộng hơn phần bạn quản lý."))
    return Grant.objects.create(
        account=account,
        role=role,
        unit=unit,
        scope=scope,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _manages(actor: Actor, unit: Unit, scope: GrantScope) -> bool:
    where = reach(actor, GRANT)
    if where.everywhere or scope in {GrantScope.OWN, GrantScope.UNIT}:
        return True
    below = Reach(False, frozenset(), where.root_ids)
    return scope == GrantScope.SUBTREE and covers(below, {unit.pk})


@action(GRANT)
def revoke_grant(grant: Grant, *, actor: Actor) -> Grant:
    """Take a role back at once."""
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    return grant
