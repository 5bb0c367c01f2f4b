# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The actor: one query, from the chosen post, remembered until rights change."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from lienthong.core.access.api import POST_KEY, Grant, GrantScope, Role, actors_for, load_actor, may
from lienthong.core.access.tests.conftest import EXAMINE, Places, acting, grant, officer
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Membership, Position
from lienthong.kernel.actor import ActorKind


@pytest.fixture
def account(places: Places, position: Position, role: Role) -> Account:
    """Serves in both wards, with the role in the second only."""
    made = officer("an", places.ward, position)
    officer("an", places.other, position, is_main=False)
    grant(made, role, places.other, GrantScope.UNIT)
    made.refresh_from_db()
    return made


@pytest.mark.covers("5")
def test_actor_when_loaded_then_takes_one_query_and_then_none(account: Account) -> None:
    caches["process"].clear()

    with CaptureQueriesContext(connection) as first:
        acting_again = [account_actor(account)]
    with CaptureQueriesContext(connection) as second:
        acting_again.append(account_actor(account))

    assert (len(first), len(second)) == (1, 0)
    assert acting_again[0] == acting_again[1]


def test_actors_of_several_are_those_of_each_and_take_one_query(
    account: Account, places: Places, position: Position, role: Role
) -> None:
    second = officer("binh", places.other, position)
    Grant.objects.create(
        position=position, role=role, unit=places.ward, scope=GrantScope.SUBTREE,
        valid_from=account.grants.get().valid_from,
    )  # fmt: skip
    third = Account.objects.create_user("cuc", kind="officer")
    caches["process"].clear()
    each = [account_actor(one) for one in (account, second, third)]
    caches["process"].clear()

    with CaptureQueriesContext(connection) as asked:
        together = actors_for([account, second, third])

    assert (list(together.values()), len(asked)) == (each, 1)
    assert [len(one.holdings) for one in together.values()] == [1, 0, 0]


def account_actor(account: Account) -> object:
    from lienthong.core.access.api import actor_for

    return actor_for(account)


def test_actor_acts_from_the_main_post_unless_another_is_chosen(
    account: Account, places: Places
) -> None:
    second = Membership.objects.get(account=account, unit=places.other)

    main, chosen = acting(account), acting(account, post=second.pk)

    assert (main.unit_id, main.unit_name, main.position) == (
        places.ward.pk,
        "phuong-1",
        "Chuyên viên",
    )
    assert (chosen.unit_id, chosen.agency_id) == (places.other.pk, places.other.pk)
    assert [post.unit_id for post in main.posts] == [places.ward.pk, places.other.pk]


@pytest.mark.covers("12")
def test_rights_follow_the_post(account: Account, places: Places) -> None:
    second = Membership.objects.get(account=account, unit=places.other)
    thing = places.thing("other")

    assert not may(acting(account), EXAMINE, thing)
    assert may(acting(account, post=second.pk), EXAMINE, thing)


def test_post_of_somebody_else_is_ignored(
    account: Account, places: Places, position: Position
) -> None:
    officer("binh", places.province, position)
    foreign = Membership.objects.get(account__username="binh")

    assert acting(account, post=foreign.pk).unit_id == places.ward.pk


def test_rights_are_read_anew_when_they_change(account: Account, places: Places) -> None:
    second = Membership.objects.get(account=account, unit=places.other)
    assert acting(account, post=second.pk).holdings

    account.grants.all().delete()

    assert acting(account, post=second.pk).holdings == ()


def test_actor_of_a_request_carries_address_key_and_post(account: Account, places: Places) -> None:
    second = Membership.objects.get(account=account, unit=places.other)
    request = RequestFactory().post("/", {"_key": "k1"}, REMOTE_ADDR="10.1.2.3")
    request.user, request.session = account, SessionStore()
    request.session[POST_KEY] = second.pk

    actor = load_actor(request)

    assert (actor.kind, actor.account_id) == (ActorKind.OFFICER, account.pk)
    assert (actor.address, actor.idempotency_key) == ("10.1.2.3", "k1")
    assert actor.unit_id == places.other.pk


def test_officer_without_a_post_has_no_unit_and_no_rights(db: None) -> None:
    account = Account.objects.create_user("moi", kind="officer")

    actor = acting(account)

    assert (actor.unit_id, actor.posts, actor.holdings) == (None, (), ())
