# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give roles and take them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.actions.roles import hold_keeping
from lienthong.core.access.enums import GrantScope
from lienthong.core.access.models import Grant, Role
from lienthong.core.access.permissions import GRANT
from lienthong.core.access.queries.keeping import require_can_revoke
from lienthong.core.access.queries.reach import Reach, covers, reach
from lienthong.core.accounts.api import Account
from lienthong.core.references.api import Instrument
from lienthong.core.units.api import Position, Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed


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

    Raises ``NotAllowed`` when the scope is wider than what the actor manages, ``InvalidInput``
    (``role``) when the role has ended by then.
    """
    if not _manages(actor, unit, scope):
        raise NotAllowed(_("Phạm vi này rộng hơn phần bạn quản lý."))
    _refuse_ended(role, valid_from, valid_to)
    return Grant.objects.create(
        account=account,
        role=role,
        unit=unit,
        scope=scope,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role for an account, or for whoever holds a position; ``valid_to`` is exclusive."""

    role: Role
    scope: GrantScope
    valid_from: date
    valid_to: date | None = None
    account: Account | None = None
    position: Position | None = None
    instrument: Instrument | None = None


@action(GRANT)
def grant_role(unit: Unit, *, asked: NewGrant, actor: Actor) -> Grant:
    """Give a role in a unit to a person or to a position, on a ground, for a time.

    Raises ``InvalidInput`` (``account``, ``role``, ``until``), ``NotAllowed`` when the scope is
    wider than what the actor manages.
    """
    if not _manages(actor, unit, asked.scope):
        raise NotAllowed(_("Phạm vi này rộng hơn phần bạn quản lý."))
    if (asked.account is None) == (asked.position is None):
        told = _("Chọn một người hoặc một chức vụ, không chọn cả hai.")
        raise InvalidInput(fields={"account": told})
    if asked.account is not None and not asked.account.is_active:
        raise InvalidInput(fields={"account": _("Tài khoản này đã khóa.")})
    if asked.valid_to is not None and asked.valid_to <= asked.valid_from:
        raise InvalidInput(fields={"until": _("Ngày cuối phải từ ngày bắt đầu trở đi.")})
    _refuse_ended(asked.role, asked.valid_from, asked.valid_to)
    held = {"account": asked.account, "position": asked.position, "role": asked.role}
    same = Grant.objects.filter(**held, unit=unit, revoked_at=None, from_account=None)
    if same.overlapping(asked.valid_from, asked.valid_to).exists():
        raise InvalidInput(fields={"account": _("Đã giữ vai trò này ở đơn vị này.")})
    return Grant.objects.create(
        **held,
        unit=unit,
        scope=asked.scope,
        valid_from=asked.valid_from,
        valid_to=asked.valid_to,
        instrument=asked.instrument,
    )


def _refuse_ended(role: Role, first: date, end: date | None) -> None:
    """A role is given until the day before its end. Raises ``InvalidInput`` with that day."""
    if role.valid_to is None:
        return
    told = _("Vai trò này kết thúc từ ngày %(day)s.") % {"day": f"{role.valid_to:%d/%m/%Y}"}
    if first >= role.valid_to:
        raise InvalidInput(fields={"role": told})
    if end is not None and end > role.valid_to:
        raise InvalidInput(fields={"until": told})


def _manages(actor: Actor, unit: Unit, scope: GrantScope) -> bool:
    where = reach(actor, GRANT)
    if where.everywhere or scope in {GrantScope.OWN, GrantScope.UNIT}:
        return True
    below = Reach(False, frozenset(), where.root_ids)
    return scope == GrantScope.SUBTREE and covers(below, {unit.pk})


@action(GRANT)
def revoke_grant(grant: Grant, *, seen: str = "", actor: Actor) -> Grant:
    """Take a role back at once.

    Raises ``StaleVersion``; ``IllegalState`` when that was done, or when nobody could keep roles or
    give them everywhere without it.
    """
    hold_keeping()
    locked = hold(grant, seen=seen)
    if locked.revoked_at is not None:
        raise IllegalState(_("Vai trò này đã thu hồi."))
    require_can_revoke(locked)
    locked.revoked_at = grant.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    return locked
