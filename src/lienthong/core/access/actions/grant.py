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
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
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
    """Give an account a role in a unit. Dates are local; ``valid_to`` is exclusive."""
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

    Raises ``NotAllowed`` when the actor holds the role only by delegation or not at all.
    """
    if valid_to <= valid_from:
        raise InvalidInput(_("Ngày kết thúc phải sau ngày bắt đầu."))
    own = [h for h in actor.holdings if h.role_id == role.pk and not h.from_account_id]
    if not own:
        raise NotAllowed(_("Bạn chỉ ủy quyền được vai trò do chính bạn giữ."))
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


@action(GRANT)
def revoke_grant(grant: Grant, *, actor: Actor) -> Grant:
    """Take a role back at once."""
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    return grant
