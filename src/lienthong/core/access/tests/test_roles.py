# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles that are made and changed, and roles given to people and to positions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from lienthong.core.access.actions.grant import NewGrant, grant_role
from lienthong.core.access.actions.roles import change_role, make_role
from lienthong.core.access.api import Grant, GrantScope, Role, may, revoke_grant
from lienthong.core.access.permissions import GRANT, KEEP_ROLES
from lienthong.core.access.tests.conftest import EXAMINE, Places, acting, grant, officer
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Position
from lienthong.kernel.directories import mark_of
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, StaleVersion

pytestmark = pytest.mark.covers("13")


@pytest.fixture
def keeper(places: Places, position: Position) -> Account:
    """Keeps roles everywhere, gives them in the ward and below."""
    account = officer("keeper", places.ward, position)
    keeps = Role.objects.create(code="keeper", title="Giữ vai trò", permissions=[KEEP_ROLES.code])
    gives = Role.objects.create(code="giver", title="Giao vai trò", permissions=[GRANT.code])
    grant(account, keeps, places.ward, GrantScope.ALL)
    grant(account, gives, places.ward, GrantScope.SUBTREE)
    return account


def test_a_changed_role_holds_at_once_for_everybody_who_has_it(
    keeper: Account, places: Places, position: Position
) -> None:
    made = make_role("xem", title="Người xem", permissions=[], actor=acting(keeper))
    reader = officer("reader", places.ward, position)
    grant(reader, made, places.ward, GrantScope.UNIT)
    seen = mark_of(made)
    assert not may(acting(reader), GRANT)

    changed = change_role(
        made, title="Quản lý", permissions=[GRANT.code, GRANT.code], seen=seen, actor=acting(keeper)
    )

    assert (changed.title, changed.permissions) == ("Quản lý", [GRANT.code])
    assert may(acting(reader), GRANT, places.thing("ward"))
    with pytest.raises(StaleVersion):
        change_role(made, title="Khác", permissions=[], seen=seen, actor=acting(keeper))
    with pytest.raises(InvalidInput) as taken:
        make_role("xem", title="Khác", permissions=[], actor=acting(keeper))
    assert set(taken.value.fields) == {"code"}
    with pytest.raises(InvalidInput) as strange:
        change_role(made, title="Khác", permissions=["khong.co.dau"], actor=acting(keeper))
    assert strange.value.fields == {"permissions": "Không có quyền: khong.co.dau."}
    with pytest.raises(NotAllowed):
        make_role("khac", title="Khác", permissions=[], actor=acting(reader))
    assert Role.objects.get(pk=made.pk).title == "Quản lý"


def test_a_role_is_given_to_a_person_or_a_position_within_ones_own_reach(
    keeper: Account, places: Places, position: Position, role: Role
) -> None:
    today = timezone.localdate()
    an, binh = officer("an", places.ward, position), officer("binh", places.division, position)
    asked = NewGrant(role, GrantScope.UNIT, today, today + timedelta(days=2), account=an)
    by_post = NewGrant(role, GrantScope.UNIT, today, position=position)

    given = grant_role(places.ward, asked=asked, actor=acting(keeper))
    grant_role(places.division, asked=by_post, actor=acting(keeper))

    assert may(acting(an), EXAMINE, places.thing("ward"))
    assert not may(acting(an, days=2), EXAMINE)
    assert may(acting(binh), EXAMINE, places.thing("division"))
    for changes, field in (
        ({"account": an, "position": position}, "account"),
        ({"account": None}, "account"),
        ({}, "account"),
        ({"valid_from": today - timedelta(days=9), "valid_to": None}, "account"),
        ({"account": binh, "valid_to": today}, "until"),
    ):
        with pytest.raises(InvalidInput) as refused:
            grant_role(places.ward, asked=replace(asked, **changes), actor=acting(keeper))
        assert set(refused.value.fields) == {field}
    wide = replace(asked, account=binh, scope=GrantScope.ALL)
    with pytest.raises(NotAllowed):
        grant_role(places.ward, asked=wide, actor=acting(keeper))
    an.is_active = False
    an.save()
    with pytest.raises(InvalidInput):
        grant_role(places.division, asked=asked, actor=acting(keeper))
    revoke_grant(given, actor=acting(keeper))
    with pytest.raises(IllegalState):
        revoke_grant(given, actor=acting(keeper))
    assert Grant.objects.filter(revoked_at=None, role=role).count() == 1
