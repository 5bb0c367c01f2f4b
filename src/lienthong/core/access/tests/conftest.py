# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A province over two wards; the first has a division. Officers are made as tests need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import (
    Membership,
    Position,
    PositionVersion,
    Unit,
    UnitKind,
    UnitVersion,
    rebuild_closure,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission

START = date(2025, 7, 1)
EXAMINE = Permission("access.sample.examine", "Xem xét", "Chỉ để thử.")


@dataclass(frozen=True)
class Thing:
    """Something of some units, perhaps in somebody's hands."""

    units: frozenset[int]
    holders: frozenset[int] = frozenset()

    def scope_unit_ids(self) -> frozenset[int]:
        return self.units

    def owner_account_ids(self) -> frozenset[int]:
        return self.holders


@dataclass(frozen=True)
class Places:
    """The units of the small tree."""

    province: Unit
    ward: Unit
    division: Unit
    other: Unit

    def thing(self, *names: str, holders: tuple[int, ...] = ()) -> Thing:
        units = frozenset(getattr(self, name).pk for name in names)
        return Thing(units, frozenset(holders))


def unit(code: str, parent: Unit | None, agency: Unit | None = None) -> Unit:
    made = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit=made,
        agency=agency or made,
        parent=parent,
        kind=UnitKind.COMMUNE,
        level="commune",
        name=f"Đơn vị {code}",
        short_name=code,
        valid_from=START,
    )
    return made


@pytest.fixture
def places(db: None) -> Places:
    province = unit("tinh", None)
    ward = unit("phuong-1", province)
    made = Places(province, ward, unit("phong", ward, ward), unit("phuong-2", province))
    rebuild_closure()
    return made


@pytest.fixture
def position(db: None) -> Position:
    made = Position.objects.create(code="chuyen-vien")
    PositionVersion.objects.create(position=made, title="Chuyên viên", valid_from=START)
    return made


@pytest.fixture
def role(db: None) -> Role:
    codes = [EXAMINE.code, "access.delegation.make"]
    return Role.objects.create(code="examiner", title="Người xem xét", permissions=codes)


@pytest.fixture
def manager_role(db: None) -> Role:
    codes = ["access.grant.manage"]
    return Role.objects.create(code="manager", title="Quản trị", permissions=codes)


def officer(name: str, where: Unit, position: Position, *, is_main: bool = True) -> Account:
    account, _ = Account.objects.get_or_create(
        username=name, defaults={"kind": "officer", "display_name": name}
    )
    Membership.objects.create(
        account=account, unit=where, position=position, valid_from=START, is_main=is_main
    )
    return account


def grant(account: Account, role: Role, where: Unit, scope: GrantScope) -> Grant:
    return Grant.objects.create(
        account=account, role=role, unit=where, scope=scope, valid_from=START
    )


def acting(account: Account, *, post: int | None = None, days: int = 0) -> Actor:
    """The account as an actor, read anew, so many days from today."""
    account.refresh_from_db()
    return actor_for(account, post=post, day=timezone.localdate() + timedelta(days=days))
