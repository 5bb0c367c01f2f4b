# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give, delegate and take back roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import DELEGATE, GRANT
from lienthong.core.access.queries.reach import Reach, covers, reach, reach_of
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor, Holding
from lienthong.kernel.errors import InvalidInput, NotAllowed


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


@action(DELEGATE)
def delegate_role(
    unit: Unit, *, role: Role, to_account: Any, valid_from: date, valid_to: date, actor: Actor
) -> Grant:
    """Delegate one's own role in a unit to somebody else for some days.

    Raises ``NotAllowed`` when the actor holds the role only by delegation, in another unit or not
    at all; ``InvalidInput`` for dates in the wrong order or a delegation to oneself.
    """
    if valid_to <= valid_from:
        raise InvalidInput(_("Ngày kết thúc phải sau ngày bắt đầu."))
    if to_account.pk == actor.account_id:
        raise InvalidInput(_("Hãy chọn một người khác."))
    own = [h for h in actor.holdings if _is_own(h, role) and covers(reach_of([h]), {unit.pk})]
    if not own:
        raise NotAllowed(_("Bạn chỉ ủy quyền được vai trò do chính bạn giữ ở đơn vị này."))
    try:
        return Grant.objects.create(
            account=to_account,
            role=role,
            unit=unit,
            scope=GrantScope[own[0].scope.name],
            kind=GrantKind.DELEGATION,
            from_account_id=actor.account_id,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    except IntegrityError as refused:
        raise NotAllowed(_("Không ủy quyền lại được quyền đã nhận qua ủy quyền.")) from refused


def _is_own(held: Holding, role: Role) -> bool:
    return held.role_id == role.pk and held.from_account_id is None


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
