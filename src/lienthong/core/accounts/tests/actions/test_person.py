# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date

import pytest

from lienthong.core.accounts.api import Person, PersonFacts, person_by_personal_id, register_person
from lienthong.core.accounts.events import PersonChanged, PersonRegistered
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.events import Event

pytestmark = pytest.mark.django_db
MAI = PersonFacts(
    full_name="Trần Thị Mai", personal_id="044195990074", date_of_birth=date(1995, 12, 5)
)


def test_register_person_when_new_adds_and_records(platform: Actor, heard: list[Event]) -> None:
    person = register_person(MAI, actor=platform)
    assert person_by_personal_id(" 044195990074 ") == person
    assert heard == [PersonRegistered(person_id=person.pk)]
    record = AuditRecord.objects.get(subject_kind="accounts.person", subject_id=person.pk)
    assert record.permission == "accounts.person.register"


def test_register_person_when_known_fills_gaps_only(platform: Actor, heard: list[Event]) -> None:
    first = register_person(MAI, actor=platform)
    told = replace(MAI, full_name="Trần Mai", phone="0900000001")
    again = register_person(told, actor=platform)
    assert again.pk == first.pk
    assert (again.full_name, again.phone) == ("Trần Thị Mai", "0900000001")
    assert heard[-1] == PersonChanged(person_id=first.pk, fields=("phone",))


def test_register_person_when_authoritative_replaces(platform: Actor) -> None:
    register_person(MAI, actor=platform)
    told = replace(MAI, full_name="Trần Thị Mai Anh", phone="")
    assert register_person(told, authoritative=True, actor=platform).full_name == told.full_name


def test_register_person_without_number_adds_each_time(platform: Actor) -> None:
    nameless = PersonFacts(full_name="Hồ Thị Pỉ")
    persons = [register_person(nameless, actor=platform) for _ in range(2)]
    assert [person.personal_id for person in persons] == [None, None]
    assert Person.objects.count() == 2


def test_register_person_without_name_is_refused(platform: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        register_person(PersonFacts(full_name=" "), actor=platform)
    assert "full_name" in refused.value.fields


def test_register_person_by_a_citizen_is_refused() -> None:
    citizen = Actor(kind=ActorKind.CITIZEN, account_id=1, person_id=1)
    with pytest.raises(NotAllowed):
        register_person(MAI, actor=citizen)
    assert not Person.objects.exists()
