# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How far a grant reaches, and which refusal somebody outside it reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.access.actions.roles import make_role
from lienthong.core.access.api import Grant, GrantScope, Role, may, reach, reachable_unit_ids
from lienthong.core.access.permissions import GRANT, KEEP_ROLES
from lienthong.core.access.queries.may import AccessAuthoriser
from lienthong.core.access.queries.reach import Reach, covers, reach_of
from lienthong.core.access.tests.conftest import EXAMINE, Places, acting, grant, officer
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Position
from lienthong.kernel.actor import Actor, ActorKind, Holding
from lienthong.kernel.errors import DomainError, NotAllowed, OutOfScope
from lienthong.kernel.permissions import PUBLIC, SIGNED_IN, Audience, Permission, Scope
from lienthong.kernel.views import may_hold

FILE = Permission("access.sample.file", "Nộp", "Chỉ để thử.", audience=Audience.CITIZEN)
UNITS = ("province", "ward", "division", "other")


@pytest.mark.covers("12")
@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        (GrantScope.OWN, set()),
        (GrantScope.UNIT, {"ward"}),
        (GrantScope.SUBTREE, {"ward", "division"}),
        (GrantScope.ALL, {"province", "ward", "division", "other"}),
    ],
)
def test_grant_reaches_as_far_as_its_scope(
    scope: GrantScope, reached: set[str], places: Places, position: Position, role: Role
) -> None:
    account = officer("an", places.ward, position)
    grant(account, role, places.ward, scope)
    actor = acting(account)

    assert {name for name in UNITS if may(actor, EXAMINE, places.thing(name))} == reached
    assert may(actor, EXAMINE)


def test_own_scope_when_the_thing_is_in_ones_hands_then_allows(
    places: Places, position: Position, role: Role
) -> None:
    account = officer("an", places.ward, position)
    grant(account, role, places.ward, GrantScope.OWN)
    actor = acting(account)

    assert may(actor, EXAMINE, places.thing("ward", holders=(account.pk,)))
    assert not may(actor, EXAMINE, places.thing("ward", holders=(account.pk + 1,)))


def test_what_concerns_everything_is_not_given_by_a_unit(
    places: Places, position: Position
) -> None:
    account = officer("an", places.province, position)
    keeps = Role.objects.create(
        code="keeper", title="Giữ vai trò", permissions=[KEEP_ROLES.code, GRANT.code]
    )
    below = grant(account, keeps, places.province, GrantScope.SUBTREE)
    actor = acting(account)

    assert (actor.holds(KEEP_ROLES.code), may_hold(actor, KEEP_ROLES)) == (False, False)
    assert not may(actor, KEEP_ROLES)
    assert reachable_unit_ids(reach(actor, KEEP_ROLES)) == frozenset()
    assert may(actor, GRANT, places.thing("ward"))
    with pytest.raises(NotAllowed):
        make_role("khac", title="Khác", permissions=[], actor=actor)
    below.scope = GrantScope.ALL
    below.save()
    everywhere = acting(Account.objects.get(pk=account.pk))
    assert may(everywhere, KEEP_ROLES)
    assert make_role("khac", title="Khác", permissions=[], actor=everywhere).code == "khac"


def refusal(actor: Actor, subject: object, permission: Permission = EXAMINE) -> type[DomainError]:
    with pytest.raises(DomainError) as caught:
        AccessAuthoriser().authorise(actor, permission, subject)
    return caught.type


def test_refusal_outside_the_scope_is_not_found_and_inside_it_not_allowed(
    places: Places, position: Position, role: Role, manager_role: Role
) -> None:
    account = officer("an", places.ward, position)
    grant(account, manager_role, places.ward, GrantScope.UNIT)
    actor = acting(account)

    assert refusal(actor, places.thing("other")) is OutOfScope
    assert refusal(actor, places.thing("ward")) is NotAllowed
    assert refusal(actor, None) is NotAllowed


def test_refusal_when_nobody_or_a_citizen_asks_for_an_officers_right(places: Places) -> None:
    citizen = Actor(kind=ActorKind.CITIZEN, account_id=1, person_id=1)

    assert refusal(Actor.anonymous(), places.thing("ward")) is NotAllowed
    assert refusal(citizen, places.thing("ward")) is OutOfScope
    assert refusal(citizen, None) is NotAllowed


def test_citizens_have_what_is_their_own_and_officers_no_citizens_right() -> None:
    class Own:
        def owner_person_ids(self) -> set[int]:
            return {7}

    owner = Actor(kind=ActorKind.CITIZEN, account_id=1, person_id=7)
    stranger = owner.acting(person_id=8)
    clerk = Actor(kind=ActorKind.OFFICER, account_id=2, person_id=7)

    assert may(owner, FILE, Own())
    assert may(stranger, FILE)
    assert refusal(stranger, Own(), FILE) is OutOfScope
    assert refusal(clerk, Own(), FILE) is NotAllowed


def test_platform_and_public_pages_need_no_grant(places: Places) -> None:
    assert may(Actor.platform("thử"), EXAMINE, places.thing("ward"))
    assert may(Actor.anonymous(), PUBLIC)
    assert not may(Actor.anonymous(), SIGNED_IN)


def test_reachable_units_are_those_that_may_answers_yes_for(
    places: Places, position: Position, role: Role
) -> None:
    account = officer("an", places.ward, position)
    grant(account, role, places.other, GrantScope.UNIT)
    grant(account, role, places.ward, GrantScope.SUBTREE)
    everything = reachable_unit_ids(reach(Actor.platform("thử"), EXAMINE))

    mixed = reach(
        acting(account).acting(
            holdings=(
                Holding("r", frozenset({EXAMINE.code}), Scope.UNIT, places.other.pk),
                Holding("r", frozenset({EXAMINE.code}), Scope.SUBTREE, places.ward.pk),
            )
        ),
        EXAMINE,
    )

    assert everything is None
    assert set(reachable_unit_ids(mixed)) == {
        places.other.pk,
        places.ward.pk,
        places.division.pk,
    }


def test_grant_to_a_position_reaches_whoever_holds_it_there(
    places: Places, position: Position, role: Role
) -> None:
    first = officer("an", places.ward, position)
    second = officer("binh", places.other, position)
    Grant.objects.create(
        position=position,
        unit=places.ward,
        role=role,
        scope=GrantScope.UNIT,
        valid_from=timezone.localdate(),
    )

    assert may(acting(first), EXAMINE, places.thing("ward"))
    assert not may(acting(second), EXAMINE, places.thing("ward"))


def test_grant_is_dated_on_both_ends(places: Places, position: Position, role: Role) -> None:
    account = officer("an", places.ward, position)
    today = timezone.localdate()
    Grant.objects.create(
        account=account,
        role=role,
        unit=places.ward,
        scope=GrantScope.UNIT,
        valid_from=today,
        valid_to=today + timedelta(days=2),
    )

    held = [may(acting(account, days=day), EXAMINE) for day in (-1, 0, 1, 2)]

    assert held == [False, True, True, False]


scopes = st.sampled_from([Scope.OWN, Scope.UNIT])
holdings = st.lists(
    st.builds(
        Holding,
        role=st.just("r"),
        permissions=st.just(frozenset({EXAMINE.code})),
        scope=scopes,
        unit_id=st.integers(1, 6),
    ),
    max_size=5,
)


@given(held=holdings, more=holdings, units=st.sets(st.integers(1, 6)))
def test_more_grants_never_reach_less(
    held: list[Holding], more: list[Holding], units: set[int]
) -> None:
    if covers(reach_of(held), units):
        assert covers(reach_of([*held, *more]), units)


def test_nothing_is_covered_by_no_grant() -> None:
    assert not Reach(False, frozenset(), frozenset())
    assert not covers(reach_of([]), {1})
