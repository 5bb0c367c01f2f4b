# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A role that ends holds until the day before, gives nothing from the day on, keeps its history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lienthong.core.access.actions.delegate import (
    NewDelegation,
    assign_delegation,
    make_delegation,
    move_delegation_end,
)
from lienthong.core.access.actions.grant import NewGrant, give_role, grant_role
from lienthong.core.access.actions.roles import change_role, end_role, keep_role, make_role
from lienthong.core.access.api import (
    Grant,
    GrantScope,
    Role,
    holders_between,
    holders_of,
    keepers_of,
    may,
    revoke_grant,
)
from lienthong.core.access.panels.grants import HELD_ROLES, LAST_GRANT
from lienthong.core.access.permissions import GRANT, KEEP_ROLES
from lienthong.core.access.tests.conftest import EXAMINE, START, Places, acting, grant, officer
from lienthong.core.accounts.api import Account, deactivate_account
from lienthong.core.units.api import Membership, Position, PositionVersion, end_post
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import mark_of
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, StaleVersion

pytestmark = pytest.mark.covers("13")
AHEAD = 10


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


def said(offset: int) -> str:
    return f"{day(offset):%d/%m/%Y}"


@pytest.fixture
def keeper(places: Places, position: Position) -> Account:
    """Keeps roles and gives them everywhere, through one role."""
    account = officer("keeper", places.ward, position)
    codes = [KEEP_ROLES.code, GRANT.code]
    keeps = Role.objects.create(code="keeper", title="Quản trị", permissions=codes)
    grant(account, keeps, places.ward, GrantScope.ALL)
    return account


def test_role_gives_its_rights_the_day_before_and_none_on_the_day_and_after(
    keeper: Account, places: Places, position: Position, role: Role
) -> None:
    an, binh = officer("an", places.ward, position), officer("binh", places.ward, position)
    post = Position.objects.create(code="khac")
    PositionVersion.objects.create(position=post, title="Khác", valid_from=day(-9))
    cuc = officer("cuc", places.division, post)
    grant(an, role, places.ward, GrantScope.UNIT)
    by_post = NewGrant(role, GrantScope.UNIT, day(0), position=post)
    grant_role(places.division, asked=by_post, actor=acting(keeper))
    asked = NewDelegation(binh.pk, day(0), day(AHEAD + 5), "Nghỉ", "1/UQ", role.pk)
    make_delegation(places.ward, asked=asked, actor=acting(an))
    before = Account.objects.get(pk=an.pk).access_epoch

    end_role(role, since=day(AHEAD), actor=acting(keeper))

    assert Account.objects.get(pk=an.pk).access_epoch > before, "remembered rights are dropped"
    for who in (an, binh, cuc):
        held = [may(acting(who, days=AHEAD + n), EXAMINE) for n in (-1, 0, 1)]
        assert held == [True, False, False], who
    (own,) = acting(an).holdings
    assert own.until == day(AHEAD).isoformat()
    units = [places.ward.pk, places.division.pk]
    for n, found in ((-1, [an, cuc]), (0, []), (1, [])):
        assert holders_of(role.code, units, on=day(AHEAD + n)) == found
        assert keepers_of(EXAMINE.code, units, on=day(AHEAD + n)) == found
    assert list(Grant.objects.filter(role=role, revoked_at=None).on(day(AHEAD))) == []
    assert Grant.objects.filter(role=role, revoked_at=None).count() == 3, "history stays"


def test_end_that_is_to_come_moves_and_is_withdrawn_but_not_what_has_ended(
    keeper: Account, places: Places, position: Position, role: Role
) -> None:
    an = officer("an", places.ward, position)
    grant(an, role, places.ward, GrantScope.UNIT)
    seen = mark_of(role)

    end_role(role, since=day(AHEAD), seen=seen, actor=acting(keeper))
    with pytest.raises(StaleVersion):
        end_role(role, since=day(1), seen=seen, actor=acting(keeper))
    end_role(role, since=day(2), actor=acting(keeper))
    assert not may(acting(an, days=2), EXAMINE)
    keep_role(role, actor=acting(keeper))

    assert Role.objects.get(pk=role.pk).valid_to is None
    assert may(acting(an, days=2), EXAMINE)
    with pytest.raises(IllegalState):
        keep_role(role, actor=acting(keeper))
    with pytest.raises(InvalidInput) as past:
        end_role(role, since=day(-1), actor=acting(keeper))
    assert set(past.value.fields) == {"ends"}
    with pytest.raises(NotAllowed):
        end_role(role, since=day(1), actor=acting(an))
    end_role(role, since=day(0), actor=acting(keeper))
    assert not may(acting(an), EXAMINE)
    role.refresh_from_db()
    told = f"Vai trò này đã kết thúc từ ngày {said(0)}."
    with pytest.raises(IllegalState, match=told):
        keep_role(role, actor=acting(keeper))
    with pytest.raises(IllegalState, match=told):
        end_role(role, since=day(3), actor=acting(keeper))
    with pytest.raises(IllegalState, match=told):
        change_role(role, title="Khác", permissions=[], actor=acting(keeper))


def test_role_is_given_until_the_day_before_its_end_and_refused_with_the_day_after(
    keeper: Account, places: Places, position: Position, role: Role
) -> None:
    an, binh = officer("an", places.ward, position), officer("binh", places.ward, position)
    end_role(role, since=day(AHEAD), actor=acting(keeper))
    role.refresh_from_db()
    told, acts = f"Vai trò này kết thúc từ ngày {said(AHEAD)}.", acting(keeper)

    for first, end, field in ((AHEAD, None, "role"), (AHEAD + 1, None, "role"), (0, 11, "until")):
        until = None if end is None else day(end)
        asked = NewGrant(role, GrantScope.UNIT, day(first), until, account=binh)
        with pytest.raises(InvalidInput) as refused:
            grant_role(places.ward, asked=asked, actor=acts)
        assert refused.value.fields == {field: told}
    with pytest.raises(InvalidInput) as system:
        give_role(
            places.ward, account=an, role=role, scope=GrantScope.UNIT, valid_from=day(AHEAD),
            actor=acts,
        )  # fmt: skip
    assert system.value.fields == {"role": told}
    assert not Grant.objects.filter(role=role).exists()
    last = NewGrant(role, GrantScope.UNIT, day(AHEAD - 1), day(AHEAD), account=an)
    grant_role(places.ward, asked=last, actor=acts)
    assert [may(acting(an, days=n), EXAMINE) for n in (AHEAD - 1, AHEAD)] == [True, False]


def test_delegation_is_refused_from_the_end_of_the_role_with_the_day(
    keeper: Account, places: Places, position: Position, role: Role
) -> None:
    an, binh = officer("an", places.ward, position), officer("binh", places.ward, position)
    grant(an, role, places.ward, GrantScope.UNIT)
    end_role(role, since=day(AHEAD), actor=acting(keeper))
    told = {"last": f"Vai trò “{role.title}” kết thúc từ ngày {said(AHEAD)}."}

    def asked(first: int, last: int, role_id: int | None = role.pk) -> NewDelegation:
        return NewDelegation(binh.pk, day(first), day(last), "Nghỉ", "1/UQ", role_id)

    for first, last in ((0, AHEAD), (AHEAD, AHEAD), (AHEAD + 1, AHEAD + 2)):
        with pytest.raises(InvalidInput) as own:
            make_delegation(places.ward, asked=asked(first, last), actor=acting(an))
        assert own.value.fields == told
        with pytest.raises(InvalidInput) as put_down:
            assign_delegation(places.ward, giver=an, asked=asked(first, last), actor=acting(keeper))
        assert put_down.value.fields == told
    with pytest.raises(InvalidInput) as post:
        make_delegation(places.ward, asked=asked(0, AHEAD, None), actor=acting(an))
    assert post.value.fields == told
    made = make_delegation(places.ward, asked=asked(0, AHEAD - 1), actor=acting(an))
    with pytest.raises(InvalidInput) as longer:
        move_delegation_end(made, last_day=day(AHEAD), actor=acting(keeper))
    assert longer.value.fields == told
    held = [may(acting(binh, days=AHEAD + n), EXAMINE) for n in (-1, 0, 1)]
    assert held == [True, False, False]


def test_last_role_that_keeps_the_platform_cannot_end_now_or_when_the_other_one_does(
    keeper: Account, places: Places, position: Position
) -> None:
    last = Role.objects.get(code="keeper")

    def refused(role: Role, since: int) -> str:
        with pytest.raises(InvalidInput) as told:
            end_role(role, since=day(since), actor=acting(keeper))
        role.refresh_from_db()
        assert set(told.value.fields) == {"ends"}
        return told.value.fields["ends"]

    assert f"Từ ngày {said(3)}" in refused(last, 3)
    assert "“Quản lý vai trò”" in refused(last, 3)
    other = make_role("hai", title="Hai", permissions=[KEEP_ROLES.code], actor=acting(keeper))
    chief = Position.objects.create(code="truong")
    second = officer("second", places.ward, chief)
    Grant.objects.create(
        position=chief, role=other, unit=places.ward, scope=GrantScope.ALL, valid_from=day(-1)
    )
    assert "“Phân quyền”" in refused(last, 3), "roles could be kept, but given by nobody"
    both = [KEEP_ROLES.code, GRANT.code]
    change_role(other, title="Hai", permissions=both, actor=acting(keeper))
    second.is_active = False
    second.save()
    assert "“Quản lý vai trò”" in refused(last, 3), "who is switched off keeps nothing"
    second.is_active = True
    second.save()
    Membership.objects.filter(account=second).update(valid_to=day(8))
    assert f"Từ ngày {said(8)}" in refused(last, 8)
    Membership.objects.filter(account=second).update(valid_to=None)

    end_role(other, since=day(6), actor=acting(keeper))

    assert f"Từ ngày {said(6)}" in refused(last, 3), "from that day nobody would be left"
    assert last.valid_to is None
    keep_role(other, actor=acting(keeper))
    end_role(last, since=day(3), actor=acting(keeper))
    assert [may(acting(keeper, days=n), KEEP_ROLES) for n in (2, 3)] == [True, False]
    assert "“Quản lý vai trò”" in refused(other, 5)


def test_last_role_that_keeps_the_platform_does_not_lose_the_right_to(
    keeper: Account, places: Places, position: Position
) -> None:
    last, both = Role.objects.get(code="keeper"), [KEEP_ROLES.code, GRANT.code]

    with pytest.raises(InvalidInput) as told:
        change_role(last, title="Khác", permissions=[GRANT.code], actor=acting(keeper))

    assert "“Quản lý vai trò”" in told.value.fields["permissions"]
    last.refresh_from_db()
    assert (last.title, last.permissions) == ("Quản trị", both)
    other = make_role("hai", title="Hai", permissions=both, actor=acting(keeper))
    second = officer("second", places.ward, position)
    grant(second, other, places.ward, GrantScope.ALL)
    change_role(last, title="Khác", permissions=[GRANT.code], actor=acting(keeper))
    assert [may(acting(who), KEEP_ROLES) for who in (keeper, second)] == [False, True]


def test_last_officer_who_keeps_the_platform_is_neither_revoked_nor_locked(
    keeper: Account, places: Places, position: Position
) -> None:
    system, only = Actor.platform("kiểm thử"), Grant.objects.get(account=keeper)
    told = f"từ ngày {said(0)} không còn ai giữ quyền “Quản lý vai trò” trên toàn hệ thống"

    with pytest.raises(IllegalState, match=told):
        revoke_grant(only, actor=acting(keeper))
    with pytest.raises(IllegalState, match=told):
        deactivate_account(keeper, actor=system)

    assert LAST_GRANT.tell(only, system) == [
        f"Thu hồi vai trò này thì {told}. Hãy giao quyền ấy cho người khác trước."
    ]
    assert told in " ".join(HELD_ROLES.tell(keeper, system))
    assert may(acting(keeper), KEEP_ROLES)
    second = officer("second", places.ward, position)
    until = NewGrant(only.role, GrantScope.ALL, day(0), day(7), account=second)
    ends = grant_role(places.ward, asked=until, actor=acting(keeper))
    with pytest.raises(IllegalState, match=f"từ ngày {said(7)} không còn ai"):
        revoke_grant(only, actor=acting(keeper))
    Grant.objects.filter(pk=ends.pk).update(valid_to=None)
    assert LAST_GRANT.tell(only, system) == []
    revoke_grant(only, actor=acting(keeper))
    with pytest.raises(IllegalState, match=told):
        deactivate_account(second, actor=system)
    assert not may(acting(keeper), KEEP_ROLES)
    assert may(acting(second), KEEP_ROLES)


def test_post_that_alone_keeps_the_platform_does_not_end(
    keeper: Account, places: Places, position: Position
) -> None:
    own, chief = Grant.objects.get(account=keeper), Position.objects.create(code="truong")
    officer("second", places.division, chief)
    post = Membership.objects.get(position=chief)
    asked = NewGrant(own.role, GrantScope.ALL, day(0), position=chief)
    grant_role(places.ward, asked=asked, actor=acting(keeper))
    system = Actor.platform("kiểm thử")

    end_post(post, last_day=day(9), actor=system)
    with pytest.raises(IllegalState, match=f"từ ngày {said(10)} không còn ai giữ quyền"):
        revoke_grant(own, actor=system)
    Membership.objects.filter(pk=post.pk).update(valid_to=None)
    revoke_grant(own, actor=system)
    with pytest.raises(IllegalState, match=f"từ ngày {said(3)} không còn ai giữ quyền"):
        end_post(post, last_day=day(2), actor=system)

    assert Membership.objects.get(pk=post.pk).valid_to is None


def test_holders_of_a_role_between_days_are_named_and_posted_and_lent(
    places: Places, position: Position, role: Role
) -> None:
    an, binh = officer("an", places.ward, position), officer("binh", places.other, position)
    post = Position.objects.create(code="khac")
    cuc = officer("cuc", places.division, post)
    officer("dung", places.other, post)
    grant(an, role, places.ward, GrantScope.UNIT)
    asked = NewDelegation(binh.pk, day(2), day(3), "Nghỉ", "1/UQ", role.pk)
    Membership.objects.create(account=binh, unit=places.ward, position=position, valid_from=START)
    make_delegation(places.ward, asked=asked, actor=acting(an))
    Grant.objects.create(
        position=post, role=role, unit=places.ward, scope=GrantScope.UNIT, valid_from=day(4)
    )

    assert [holders_between(role, day(a), day(b)) for a, b in ((0, 2), (0, 3), (4, 5))] == [
        [an], [an, binh], [an, cuc]
    ]  # fmt: skip
    an.is_active = False
    an.save()
    assert holders_between(role, day(4), None) == [cuc], "whoever is locked is not told"
