# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving, delegating and taking back roles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lienthong.core.access.api import (
    Grant,
    GrantKind,
    GrantScope,
    Role,
    give_role,
    may,
    revoke_grant,
)
from lienthong.core.access.tests.conftest import EXAMINE, Places, acting, grant, officer
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Membership, Position
from lienthong.kernel.errors import NotAllowed, OutOfScope


@pytest.fixture
def chief(places: Places, position: Position, role: Role) -> Account:
    """Holds the role in the ward directly."""
    account = officer("chief", places.ward, position)
    grant(account, role, places.ward, GrantScope.UNIT)
    return account


@pytest.fixture
def deputy(places: Places, position: Position) -> Account:
    return officer("deputy", places.ward, position)


@pytest.fixture
def manager(places: Places, position: Position, manager_role: Role) -> Account:
    """Manages rights in the ward only."""
    account = officer("manager", places.ward, position)
    grant(account, manager_role, places.ward, GrantScope.UNIT)
    return account


def test_revoked_grant_ends_at_once(chief: Account, manager: Account, places: Places) -> None:
    held = Grant.objects.get(account=chief)
    assert may(acting(chief), EXAMINE)

    revoke_grant(held, actor=acting(manager))

    assert not may(acting(chief), EXAMINE)


def test_manager_gives_roles_only_where_they_manage(
    manager: Account, deputy: Account, places: Places, role: Role
) -> None:
    def give(where: str, scope: GrantScope) -> Grant:
        return give_role(
            getattr(places, where),
            account=deputy,
            role=role,
            scope=scope,
            valid_from=timezone.localdate(),
            actor=acting(manager),
        )

    with pytest.raises(OutOfScope):
        give("other", GrantScope.UNIT)
    for wider in (GrantScope.SUBTREE, GrantScope.ALL):
        with pytest.raises(NotAllowed):
            give("ward", wider)
    assert not may(acting(deputy), EXAMINE)

    give("ward", GrantScope.UNIT)

    assert may(acting(deputy), EXAMINE, places.thing("ward"))


def test_manager_of_a_subtree_may_give_the_subtree(
    places: Places, position: Position, role: Role, manager_role: Role, deputy: Account
) -> None:
    manager = officer("top", places.province, position)
    grant(manager, manager_role, places.province, GrantScope.SUBTREE)

    give_role(
        places.ward,
        account=deputy,
        role=role,
        scope=GrantScope.SUBTREE,
        valid_from=timezone.localdate(),
        actor=acting(manager),
    )

    assert may(acting(deputy), EXAMINE, places.thing("division"))


@pytest.mark.parametrize(
    "broken",
    [
        {"account": None, "position": None},
        {"kind": GrantKind.DELEGATION},
        {"valid_to": date(2025, 1, 1)},
        {"valid_from": date(1800, 1, 1)},
    ],
)
def test_grant_when_it_makes_no_sense_then_the_table_refuses(
    broken: dict[str, Any], chief: Account, places: Places, role: Role
) -> None:
    fields = {"account": chief, "valid_from": date(2025, 7, 1), "scope": GrantScope.UNIT} | broken

    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(role=role, unit=places.ward, **fields)


def epoch(account: Account) -> int:
    account.refresh_from_db()
    return account.access_epoch


@pytest.mark.covers("12")
def test_epoch_rises_with_every_change_of_rights(
    chief: Account, deputy: Account, places: Places, role: Role, position: Position
) -> None:
    seen = [epoch(chief)]

    def note() -> None:
        seen.append(epoch(chief))

    Grant.objects.filter(account=chief).update(valid_to=date(2030, 1, 1))
    note()
    Role.objects.filter(pk=role.pk).update(permissions=[])
    note()
    Membership.objects.filter(account=chief).update(valid_to=date(2030, 1, 1))
    note()
    Grant.objects.create(
        position=position,
        unit=places.ward,
        role=role,
        scope=GrantScope.UNIT,
        valid_from=date(2025, 7, 1),
    )
    note()
    Grant.objects.filter(account=chief).delete()
    note()

    assert seen == sorted(set(seen)), "every step must raise it"
    assert epoch(deputy) > 1, "holders of the position are meant too"
