# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rights follow people and units: whoever leaves loses them, whoever continues a unit gets them."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lienthong.core.access.actions.roles import hold_keeping
from lienthong.core.access.enums import GrantKind
from lienthong.core.access.models import Delegation, Grant
from lienthong.core.access.queries.keeping import require_can_leave, require_can_lock
from lienthong.core.accounts.events import AccountDeactivated, AccountEnding
from lienthong.core.units.events import PostEnding, UnitSucceeded
from lienthong.kernel.directories import reopened
from lienthong.kernel.events import project


@project(AccountEnding)
def refuse_last_keeper(event: AccountEnding) -> None:
    """Nobody is switched off without whom nobody could administer the platform."""
    hold_keeping()
    require_can_lock(event.account_id)


@project(PostEnding)
def refuse_last_post(event: PostEnding) -> None:
    """No post ends through which alone somebody can administer the platform."""
    hold_keeping()
    require_can_leave(event.post_id, event.on)


@project(AccountDeactivated)
def end_rights(event: AccountDeactivated) -> None:
    """Grants of the account, and what it lent or was lent, end at once."""
    now = timezone.now()
    own = Q(account_id=event.account_id) | Q(from_account_id=event.account_id)
    Grant.objects.filter(own, revoked_at=None).update(revoked_at=now)
    lent = Q(from_account_id=event.account_id) | Q(to_account_id=event.account_id)
    Delegation.objects.filter(lent, revoked_at=None).update(revoked_at=now)


@project(UnitSucceeded)
def move_rights(event: UnitSucceeded) -> None:
    """Grants in the unit that ended go on in the one that continues it, lent ones too."""
    rows = Grant.objects.filter(unit_id=event.from_unit_id, revoked_at=None, kind=GrantKind.DIRECT)
    for row in rows.on(event.on).select_for_update(of=("self",)).order_by("pk"):
        same = Grant.objects.filter(
            account_id=row.account_id,
            position_id=row.position_id,
            role_id=row.role_id,
            unit_id=event.to_unit_id,
            scope=row.scope,
            revoked_at=None,
        )
        reopened(row, event.on, skip=same.on(event.on).exists(), unit_id=event.to_unit_id)
    for lent in _lent_in(event):
        _lend_on(lent, event)


def _lent_in(event: UnitSucceeded) -> list[Delegation]:
    """What was lent in the unit for longer than it exists."""
    rows = Grant.objects.filter(unit_id=event.from_unit_id, revoked_at=None)
    lent = Delegation.objects.filter(revoked_at=None, valid_to__gt=event.on)
    lent = lent.filter(pk__in=rows.exclude(kind=GrantKind.DIRECT).values("delegation_id"))
    return list(lent.select_for_update(of=("self",)).order_by("pk"))


def _lend_on(lent: Delegation, event: UnitSucceeded) -> None:
    """Whoever stands in goes on doing so in the successor, until the same last day."""
    into = {event.from_unit_id: event.to_unit_id}
    unit_id = into.get(lent.unit_id, lent.unit_id)
    rows = list(lent.grants.filter(revoked_at=None).order_by("pk"))
    if lent.valid_from >= event.on:
        Delegation.objects.filter(pk=lent.pk).update(unit_id=unit_id)
        lent.grants.filter(unit_id=event.from_unit_id).update(unit_id=event.to_unit_id)
        return
    longer = reopened(lent, event.on, unit_id=unit_id)
    for row in rows:
        there = into.get(row.unit_id or 0, row.unit_id)
        reopened(row, event.on, unit_id=there, delegation_id=longer.pk)
