# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest

from lienthong.core.accounts.api import (
    AccountKind,
    CitizenClaims,
    PersonFacts,
    citizen_account,
    receive_citizen,
    register_person,
)
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
FACTS = PersonFacts(full_name="Trần Thị Mai", personal_id="044195990074")
CLAIMS = CitizenClaims(subject="s1", facts=FACTS, identity_level=2)


def test_receive_citizen_when_new_makes_an_account_without_password(platform: Actor) -> None:
    account = receive_citizen(CLAIMS, actor=platform)
    assert account.kind == AccountKind.CITIZEN
    assert account.has_usable_password() is False
    assert account.get_full_name() == "Trần Thị Mai"
    assert FACTS.personal_id not in account.username


def test_receive_citizen_when_registered_at_the_counter_uses_that_person(platform: Actor) -> None:
    person = register_person(FACTS, actor=platform)
    account = receive_citizen(CLAIMS, actor=platform)
    assert account.person == person
    assert citizen_account(person.pk) == account


def test_receive_citizen_when_name_changed_follows(platform: Actor) -> None:
    first = receive_citizen(CLAIMS, actor=platform)
    renamed = replace(CLAIMS, facts=replace(FACTS, full_name="Trần Thị Mai Anh"))
    again = receive_citizen(renamed, actor=platform)
    assert (again.pk, again.display_name) == (first.pk, "Trần Thị Mai Anh")


def test_receive_citizen_by_an_officer_is_refused() -> None:
    with pytest.raises(NotAllowed):
        receive_citizen(CLAIMS, actor=Actor(kind=ActorKind.OFFICER, account_id=1))
