# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving a role or a post away for some days: what is lent, what is refused, what ends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lienthong.core.access.api import (
    Delegation,
    Grant,
    GrantKind,
    GrantScope,
    NewDelegation,
    Role,
    delegations_given,
    delegations_received,
    make_delegation,
    may,
    revoke_delegation,
)
from lienthong.core.access.tests.conftest import EXAMINE, Places, acting, grant, officer
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Membership, Position
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

pytestmark = pytest.mark.covers("3")


@pytest.fixture
def chief(places: Places, position: Position, role: Role) -> Account:
    """Holds the role in the ward directly."""
    account = officer("chief", places.ward, position)
    grant(account, role, places.ward, GrantScope.UNIT)
    return account


@pytest.fixture
def deputy(places: Places, position: Position) -> Account:
    return officer("deputy", places.ward, position)


def lend(giver: Account, taker: Account, places: Places, **changes: Any) -> Delegation:
    """Three days from today of the whole post, unless something else is said."""
    today = timezone.localdate()
    asked: dict[str, Any] = {
        "to_account_id": taker.pk,
        "first_day": today,
        "last_day": today + timedelta(days=2),
        "reason": "Đi công tác",
    } | changes
    return make_delegation(places.ward, asked=NewDelegation(**asked), actor=acting(giver))


def refusal(field: str, *args: Any, **changes: Any) -> str:
    with pytest.raises(InvalidInput) as refused:
        lend(*args, **changes)
    assert not Delegation.objects.exclude(to_account__username="first").exists()
    return refused.value.fields[field]


@pytest.mark.covers("12")
def test_delegation_holds_for_its_days_only_and_says_in_whose_name(
    chief: Account, deputy: Account, places: Places, role: Role
) -> None:
    made = lend(chief, deputy, places, role_id=role.pk, instrument="12/GUQ-UBND")

    held = [may(acting(deputy, days=day), EXAMINE, places.thing("ward")) for day in (-1, 0, 2, 3)]
    actor = acting(deputy)

    assert held == [False, True, True, False]
    assert (actor.on_behalf_of_id, actor.on_behalf_of_name) == (chief.pk, "chief")
    assert actor.on_behalf_until == made.last_day == timezone.localdate() + timedelta(days=2)
    assert may(acting(chief), EXAMINE, places.thing("ward"))
    assert (made.kind, made.instrument_text) == (GrantKind.DELEGATION, "12/GUQ-UBND")


def test_whole_post_lends_every_own_role_but_not_the_right_to_give_rights(
    chief: Account, deputy: Account, places: Places, role: Role, manager_role: Role
) -> None:
    second = Role.objects.create(code="second", title="Thứ hai", permissions=[])
    grant(chief, second, places.ward, GrantScope.SUBTREE)
    grant(chief, manager_role, places.ward, GrantScope.UNIT)

    made = lend(chief, deputy, places)

    lent = {row.role_id: (row.unit_id, row.scope, row.kind) for row in made.grants.all()}
    assert lent == {
        role.pk: (places.ward.pk, GrantScope.UNIT, GrantKind.SUBSTITUTION),
        second.pk: (places.ward.pk, GrantScope.SUBTREE, GrantKind.SUBSTITUTION),
    }
    assert made.post_text == "Chuyên viên, phuong-1"


def test_future_delegation_waits_for_its_first_day(
    chief: Account, deputy: Account, places: Places
) -> None:
    first = timezone.localdate() + timedelta(days=5)
    lend(chief, deputy, places, first_day=first, last_day=first)

    held = [may(acting(deputy, days=day), EXAMINE, places.thing("ward")) for day in (0, 4, 5, 6)]

    assert held == [False, False, True, False]


@pytest.mark.covers("12")
@pytest.mark.parametrize("whole", [True, False])
def test_delegation_is_never_made_from_a_delegation(
    whole: bool, chief: Account, deputy: Account, places: Places, role: Role, position: Position
) -> None:
    lend(chief, deputy, places)
    third = officer("third", places.ward, position)
    asked = {} if whole else {"role_id": role.pk, "instrument": "1/GUQ"}

    with pytest.raises(NotAllowed, match="Không giao lại được"):
        lend(deputy, third, places, **asked)

    assert not Grant.objects.filter(account=third).exists()


@pytest.mark.parametrize("kind", [GrantKind.DELEGATION, GrantKind.SUBSTITUTION])
def test_delegation_from_a_delegation_is_refused_by_the_database_too(
    kind: GrantKind, chief: Account, deputy: Account, places: Places, role: Role
) -> None:
    lend(chief, deputy, places)

    with pytest.raises(IntegrityError, match="direct grant"), transaction.atomic():
        Grant.objects.create(
            account=chief,
            role=role,
            unit=places.ward,
            scope=GrantScope.UNIT,
            kind=kind,
            from_account=deputy,
            valid_from=timezone.localdate(),
        )


def test_delegation_in_another_unit_does_not_exist(
    chief: Account, deputy: Account, places: Places, role: Role
) -> None:
    today = timezone.localdate()
    asked = NewDelegation(deputy.pk, today, today, "Nghỉ phép")

    with pytest.raises(OutOfScope):
        make_delegation(places.other, asked=asked, actor=acting(chief))


def test_role_held_elsewhere_is_not_lent_here(
    chief: Account, deputy: Account, places: Places, role: Role, position: Position
) -> None:
    lender = Role.objects.create(
        code="lender", title="Ủy quyền", permissions=["access.delegation.make"]
    )
    grant(chief, lender, places.other, GrantScope.ALL)
    today = timezone.localdate()
    asked = NewDelegation(deputy.pk, today, today, "Họp", "1/GUQ", role.pk)

    Membership.objects.create(
        account=deputy, unit=places.other, position=position, valid_from=date(2025, 7, 1)
    )
    with pytest.raises(NotAllowed, match="ở đơn vị này"):
        make_delegation(places.other, asked=asked, actor=acting(chief))

    assert not Delegation.objects.exists()


def test_backwards_and_backdated_are_refused_in_plain_words(
    chief: Account, deputy: Account, places: Places
) -> None:
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)

    assert "đã qua" in refusal("first", chief, deputy, places, first_day=yesterday)
    assert "từ ngày bắt đầu" in refusal("last", chief, deputy, places, last_day=yesterday)


def test_oneself_strangers_and_switched_off_are_refused_in_plain_words(
    chief: Account, deputy: Account, places: Places, position: Position
) -> None:
    stranger = officer("stranger", places.other, position)
    gone = officer("gone", places.ward, position)
    Account.objects.filter(pk=gone.pk).update(is_active=False)

    assert "chính bạn" in refusal("to", chief, chief, places)
    assert "cùng cơ quan" in refusal("to", chief, stranger, places)
    assert "cùng cơ quan" in refusal("to", chief, gone, places)


def test_reason_and_instrument_are_asked_for(
    chief: Account, deputy: Account, places: Places, role: Role
) -> None:
    assert "Viết lý do" in refusal("reason", chief, deputy, places, reason="  ")
    assert "Viết lý do" in refusal("reason", chief, deputy, places, reason="x" * 20_000)
    assert "bằng văn bản" in refusal("instrument", chief, deputy, places, role_id=role.pk)
    assert "200 ký tự" in refusal("instrument", chief, deputy, places, instrument="x" * 201)


def test_overlapping_days_are_refused_and_say_who_has_them(
    chief: Account, places: Places, position: Position, deputy: Account
) -> None:
    first = officer("first", places.ward, position)
    made = lend(chief, first, places)
    last = made.valid_to - timedelta(days=1)

    text = refusal("first", chief, deputy, places, first_day=last, last_day=last)
    after = lend(
        chief,
        deputy,
        places,
        first_day=last + timedelta(days=1),
        last_day=last + timedelta(days=1),
    )

    assert "đã giao cho first" in text
    assert after.pk is not None


def test_own_right_that_ends_earlier_bounds_the_delegation(
    chief: Account, deputy: Account, places: Places
) -> None:
    today = timezone.localdate()
    Grant.objects.filter(account=chief).update(valid_to=today + timedelta(days=1))

    assert f"đến {today:%d/%m/%Y}" in refusal("last", chief, deputy, places)


def test_lender_who_loses_the_role_takes_it_from_the_delegate_too(
    chief: Account, deputy: Account, places: Places
) -> None:
    lend(chief, deputy, places)
    assert may(acting(deputy), EXAMINE, places.thing("ward"))

    Grant.objects.filter(account=chief).update(revoked_at=timezone.now())

    assert not may(acting(deputy), EXAMINE, places.thing("ward"))


def test_lender_who_is_switched_off_takes_the_role_too(
    chief: Account, deputy: Account, places: Places
) -> None:
    lend(chief, deputy, places)
    assert may(acting(deputy), EXAMINE, places.thing("ward"))

    Account.objects.filter(pk=chief.pk).update(is_active=False)

    assert not may(acting(deputy), EXAMINE, places.thing("ward"))


def test_lender_by_position_who_leaves_it_takes_the_role_too(
    deputy: Account, places: Places, position: Position, role: Role
) -> None:
    head = Position.objects.create(code="truong-phong")
    position.versions.model.objects.create(
        position=head, title="Trưởng phòng", valid_from=date(2025, 7, 1)
    )
    chief = officer("chief", places.ward, head)
    Grant.objects.create(
        position=head, role=role, scope=GrantScope.UNIT, valid_from=date(2025, 7, 1)
    )
    lend(chief, deputy, places)
    assert may(acting(deputy), EXAMINE, places.thing("ward"))

    Membership.objects.filter(account=chief).update(valid_to=timezone.localdate())

    assert not may(acting(deputy), EXAMINE, places.thing("ward"))


def test_revoked_by_the_giver_ends_at_once_and_frees_the_days(
    chief: Account, deputy: Account, places: Places
) -> None:
    made = lend(chief, deputy, places)

    revoke_delegation(made, actor=acting(chief))

    assert not may(acting(deputy), EXAMINE, places.thing("ward"))
    assert acting(deputy).on_behalf_of_id is None
    with pytest.raises(IllegalState):
        revoke_delegation(made, actor=acting(chief))
    assert lend(chief, deputy, places).pk != made.pk


def test_only_the_giver_takes_back(
    chief: Account, deputy: Account, places: Places, position: Position, role: Role
) -> None:
    made = lend(chief, deputy, places)
    colleague = officer("colleague", places.ward, position)
    grant(colleague, role, places.ward, GrantScope.UNIT)
    stranger = officer("stranger", places.other, position)
    grant(stranger, role, places.other, GrantScope.UNIT)

    with pytest.raises(NotAllowed):
        revoke_delegation(made, actor=acting(colleague))
    with pytest.raises(OutOfScope):
        revoke_delegation(made, actor=acting(stranger))

    assert may(acting(deputy), EXAMINE, places.thing("ward"))


def test_lists_of_given_and_received_in_bounded_statements(
    chief: Account,
    deputy: Account,
    places: Places,
    django_assert_num_queries: Any,
) -> None:
    for week in range(3):
        first = timezone.localdate() + timedelta(days=7 * week)
        lend(chief, deputy, places, first_day=first, last_day=first)

    with django_assert_num_queries(3):
        rows = list(delegations_given(chief.pk))
        names = [(str(row.to_account), [g.role.title for g in row.grants.all()]) for row in rows]

    assert names == [("deputy", ["Người xem xét"])] * 3
    assert list(delegations_received(deputy.pk)) == rows
    assert list(delegations_received(chief.pk)) == []


def test_what_was_lent_is_shortened_or_taken_back_after_the_lender_lost_the_role(
    chief: Account, deputy: Account, places: Places
) -> None:
    """The rule against lending on asks when something is lent, not when it ends."""
    made = lend(chief, deputy, places)
    lent = made.grants.get()
    Grant.objects.filter(account=chief).update(revoked_at=timezone.now())
    tomorrow = timezone.localdate() + timedelta(days=1)

    Grant.objects.filter(pk=lent.pk).update(valid_to=tomorrow)
    lent.refresh_from_db()
    assert lent.valid_to == tomorrow
    with pytest.raises(IntegrityError, match="direct grant"), transaction.atomic():
        Grant.objects.filter(pk=lent.pk).update(valid_to=tomorrow + timedelta(days=30))
    Grant.objects.filter(pk=lent.pk).update(revoked_at=timezone.now())
    lent.refresh_from_db()
    assert lent.revoked_at is not None
    with pytest.raises(IntegrityError, match="direct grant"), transaction.atomic():
        Grant.objects.filter(pk=lent.pk).update(revoked_at=None)

    lent.refresh_from_db()
    assert (lent.valid_to, lent.revoked_at is not None) == (tomorrow, True)


def test_giver_takes_back_also_after_losing_the_role_lent(
    chief: Account, deputy: Account, places: Places, role: Role
) -> None:
    second = Role.objects.create(code="second", title="Thứ hai", permissions=[])
    grant(chief, second, places.ward, GrantScope.UNIT)
    made = lend(chief, deputy, places)
    Grant.objects.filter(account=chief, role=second).update(revoked_at=timezone.now())

    revoke_delegation(made, actor=acting(chief))

    assert set(made.grants.values_list("role_id", flat=True)) == {role.pk, second.pk}
    assert not made.grants.filter(revoked_at=None).exists()
