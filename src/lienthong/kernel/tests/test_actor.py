# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

from lienthong.kernel.actor import Actor, ActorKind, Holding, in_whose_name
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import PUBLIC, Scope

LEAD = Holding("leader", frozenset({"a.b.c", "a.b.d"}), Scope.UNIT, unit_id=1, role_id=1)
LENT = Holding("clerk", frozenset({"a.b.c"}), Scope.UNIT, unit_id=1, role_id=2, from_account_id=9)


def test_platform_says_for_what_it_acts() -> None:
    actor = Actor.platform("tính lại hạn")

    assert (actor.is_platform, actor.is_signed_in, actor.is_officer) == (True, False, False)
    assert actor.purpose == "tính lại hạn"


def test_holdings_are_found_by_permission() -> None:
    actor = Actor(kind=ActorKind.OFFICER, account_id=4, holdings=(LEAD, LENT))

    assert list(actor.holdings_with("a.b.c")) == [LEAD, LENT]
    assert list(actor.holdings_with("a.b.d")) == [LEAD]
    assert actor.holds("a.b.d")
    assert not actor.holds("a.b.e")


def test_using_a_permission_of_ones_own_is_not_acting_for_another() -> None:
    actor = Actor(
        kind=ActorKind.OFFICER,
        account_id=4,
        holdings=(LEAD, LENT),
        on_behalf_of_id=9,
        on_behalf_of_name="Văn thư",
    )

    assert actor.using("a.b.c").on_behalf_of_id is None
    assert actor.using("a.b.d").on_behalf_of_name == ""
    assert actor.using("x.y.z") == actor


def test_using_a_lent_permission_is_acting_for_the_lender() -> None:
    lent = replace(LENT, from_name="Trần Thị Văn")
    other = replace(LENT, permissions=frozenset({"a.b.e"}), from_account_id=8)
    actor = Actor(kind=ActorKind.OFFICER, account_id=4, holdings=(other, lent), on_behalf_of_id=8)

    used = actor.using("a.b.c")

    assert (used.on_behalf_of_id, used.on_behalf_of_name) == (9, "Trần Thị Văn")
    assert actor.using("a.b.e").on_behalf_of_id == 8


def test_using_keeps_a_name_that_no_delegation_gave() -> None:
    actor = Actor(kind=ActorKind.OFFICER, account_id=4, holdings=(LEAD,), on_behalf_of_id=7)

    assert actor.using("a.b.c").on_behalf_of_id == 7


def test_reading_what_ones_own_rights_open_is_reading_for_oneself() -> None:
    lent = replace(LENT, from_name="Trần Thị Văn", from_place="Văn phòng, Văn thư")
    actor = Actor(kind=ActorKind.OFFICER, account_id=4, holdings=(LEAD, lent)).for_holding(lent)

    own = in_whose_name(actor, lambda one: one.holds("a.b.c"))

    assert (own.on_behalf_of_id, own.on_behalf_of_name, own.on_behalf_of_place) == (None, "", "")
    assert own.on_behalf_until is None
    assert own.holdings == (LEAD, lent)


def test_reading_what_only_a_lender_opens_is_reading_in_that_lenders_name() -> None:
    lent = replace(LENT, from_place="Văn phòng, Văn thư")
    other = replace(LENT, permissions=frozenset({"a.b.e"}), from_account_id=8)
    actor = Actor(kind=ActorKind.OFFICER, account_id=4, holdings=(LEAD, other, lent))
    without = replace(actor, holdings=(other, lent))

    used = in_whose_name(without, lambda one: one.holds("a.b.c"))

    assert (used.on_behalf_of_id, used.on_behalf_of_place) == (9, "Văn phòng, Văn thư")
    assert in_whose_name(without, lambda one: one.holds("a.b.e")).on_behalf_of_id == 8
    both = in_whose_name(without, lambda one: one.holds("a.b.e") and one.holds("a.b.c"))
    assert both.on_behalf_of_id == 8


def test_acting_changes_a_copy() -> None:
    actor = Actor(kind=ActorKind.CITIZEN, account_id=4)

    changed = actor.acting(purpose="tra cứu")

    assert (actor.purpose, changed.purpose, changed.account_id) == ("", "tra cứu", 4)


def test_refusals_carry_a_code_for_machines_and_words_for_people() -> None:
    refusal = InvalidInput(fields={"name": "Ghi tên."}, code="name_missing")

    assert (refusal.code, refusal.fields) == ("name_missing", {"name": "Ghi tên."})
    assert str(refusal) == "Còn chỗ cần sửa."
    assert str(OutOfScope("Không có hồ sơ này.")) == "Không có hồ sơ này."


def test_form_keys_are_never_the_same() -> None:
    keys = {form_key() for _ in range(1000)}

    assert len(keys) == 1000
    assert min(len(key) for key in keys) >= 20


def test_permission_lies_in_the_app_of_its_code() -> None:
    assert PUBLIC.module == "kernel"
