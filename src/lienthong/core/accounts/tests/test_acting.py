# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Children and mandates: what can be declared, who sees and ends it, when it is no good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.accounts.actions.children import add_child, remove_child
from lienthong.core.accounts.actions.mandates import (
    attach_mandate_document,
    declare_mandate,
    end_mandate,
    settle_mandate,
)
from lienthong.core.accounts.domain.acting import (
    ActingRules,
    ChildFacts,
    MandateFacts,
    birthday,
    child_problems,
    mandate_problems,
    settled,
)
from lienthong.core.accounts.models import Account, Child, Mandate, Person
from lienthong.core.accounts.queries import (
    child_of,
    children_of,
    mandate_of,
    mandates_of,
    mandates_over,
    refusal_to_act,
)
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

TODAY = date(2026, 11, 20)
RULES = ActingRules(adult_age=18, open_ended_years=1)
MINE, HERS = "044194003812", "044160000001"
CHILD = ChildFacts("Lê Nguyễn Khánh Vy", date(2026, 11, 15), "female")
PAPER = MandateFacts(
    basis="authorisation",
    principal_name="Nguyễn Thị Hoa",
    personal_id=HERS,
    valid_from=date(2026, 11, 1),
    valid_to=date(2027, 1, 31),
    gender="female",
)


def citizen(name: str, number: str) -> Actor:
    person = Person.objects.create(full_name=name, personal_id=number)
    account = Account.objects.create_user(f"cd-{number}", kind="citizen", person=person)
    return Actor(kind=ActorKind.CITIZEN, account_id=account.pk, person_id=person.pk, name=name)


@pytest.fixture
def duyen(db: None) -> Actor:
    return citizen("Trần Thị Mỹ Duyên", MINE)


@pytest.fixture
def hoa(db: None) -> Actor:
    return citizen("Nguyễn Thị Hoa", HERS)


def person(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id or 0)


def today_paper(**changes: Any) -> MandateFacts:
    """An authorisation that is good today."""
    today = timezone.localdate()
    return replace(
        PAPER, valid_from=today - timedelta(10), valid_to=today + timedelta(90), **changes
    )


def declared(actor: Actor, **changes: Any) -> Mandate:
    mandate = declare_mandate(person(actor), facts=today_paper(**changes), actor=actor)
    return attach_mandate_document(mandate, file_version_id=7, name="giay.pdf", actor=actor)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"full_name": "  "}, {"full_name": "missing"}),
        ({"full_name": "a" * 20_000}, {"full_name": "name"}),
        ({"full_name": "<script>alert(1)</script>"}, {"full_name": "name"}),
        ({"date_of_birth": date(2026, 11, 21)}, {"date_of_birth": "future"}),
        ({"date_of_birth": TODAY}, {}),
        ({"date_of_birth": None}, {"date_of_birth": "date"}),
        ({"date_of_birth": date(2008, 11, 20)}, {"date_of_birth": "adult"}),
        ({"date_of_birth": date(2008, 11, 21)}, {}),
        ({"personal_id": "12345"}, {"personal_id": "personal_id"}),
        ({"personal_id": "\u0660" * 12}, {"personal_id": "personal_id"}),
    ],
)
def test_what_can_be_said_of_a_child(changes: dict[str, Any], wrong: dict[str, str]) -> None:
    assert child_problems(replace(CHILD, **changes), today=TODAY, rules=RULES) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"valid_to": date(2026, 11, 19)}, {"valid_to": "expired"}),
        ({"valid_to": TODAY}, {}),
        ({"valid_to": date(2026, 10, 1)}, {"valid_to": "before_start"}),
        ({"valid_from": date(2026, 11, 21)}, {"valid_from": "not_yet"}),
        ({"valid_from": None}, {"valid_from": "date"}),
        ({"personal_id": ""}, {"personal_id": "personal_id"}),
        ({"personal_id": MINE}, {"personal_id": "oneself"}),
        ({"principal_name": "x" * 20_000}, {"principal_name": "name"}),
        ({"principal_name": "<b>Hoa</b>"}, {"principal_name": "name"}),
        ({"number": "9" * 81}, {"number": "number"}),
        ({"scope": ("1.001193",) * 51}, {"scope": "scope"}),
        ({"principal_kind": "organisation"}, {"tax_code": "tax_code"}),
        ({"principal_kind": "organisation", "tax_code": "3100123456"}, {}),
        ({"basis": "legal_rep"}, {"basis": "basis_kind"}),
        ({"basis": "guardian", "principal_kind": "organisation"}, {"basis": "basis_kind"}),
        ({"basis": "parent", "date_of_birth": date(2015, 1, 1), "personal_id": ""}, {}),
        ({"basis": "parent", "date_of_birth": date(2000, 1, 1)}, {"date_of_birth": "adult"}),
        ({"basis": "parent", "date_of_birth": date(2027, 1, 1)}, {"date_of_birth": "future"}),
    ],
)
def test_what_can_be_said_of_a_mandate(changes: dict[str, Any], wrong: dict[str, str]) -> None:
    mandate = replace(PAPER, **changes)
    assert mandate_problems(mandate, own_number=MINE, today=TODAY, rules=RULES) == wrong


def test_the_end_that_the_law_gives() -> None:
    assert settled(replace(PAPER, valid_to=None), RULES).valid_to == date(2027, 10, 31)
    parent = replace(PAPER, basis="parent", date_of_birth=date(2015, 5, 8))
    assert settled(parent, RULES).valid_to == date(2033, 5, 7)
    guardian = replace(PAPER, basis="guardian", valid_to=None)
    assert settled(guardian, RULES).valid_to is None
    assert birthday(date(2008, 2, 29), 18) == date(2026, 2, 28)


def test_three_children_on_one_account_and_nobody_elses(duyen: Actor, hoa: Actor) -> None:
    today = timezone.localdate()
    names = ["Lê An", "Lê Bình", "Lê Chi"]
    made = [
        add_child(
            person(duyen),
            facts=ChildFacts(name, today - timedelta(days=400 * (3 - place))),
            actor=duyen,
        )
        for place, name in enumerate(names)
    ]
    assert [child.full_name for child in children_of(duyen.person_id)] == names
    assert children_of(hoa.person_id).count() == 0
    with pytest.raises(OutOfScope):
        child_of(hoa, made[0].pk)
    with pytest.raises(OutOfScope):
        remove_child(made[0], actor=hoa)
    with pytest.raises(OutOfScope):
        add_child(person(duyen), facts=CHILD, actor=hoa)
    remove_child(made[1], actor=duyen)
    assert [child.full_name for child in children_of(duyen.person_id)] == ["Lê An", "Lê Chi"]


def test_a_child_from_a_dossier_stands_once_and_names_it(duyen: Actor) -> None:
    facts = replace(CHILD, date_of_birth=timezone.localdate())
    source = "Hồ sơ H50.12-261120-0042, ngày 20/11/2026"
    first = add_child(person(duyen), facts=facts, source_id=9, source=source, actor=duyen)
    again = add_child(person(duyen), facts=facts, source_id=9, source=source, actor=duyen)
    assert (first.pk, first.source, first.source_text) == (
        again.pk,
        "birth_registration",
        source,
    )
    remove_child(first, actor=duyen)
    assert add_child(person(duyen), facts=facts, source_id=9, actor=duyen).pk != first.pk


def test_a_child_born_tomorrow_is_refused_in_plain_words(duyen: Actor) -> None:
    facts = replace(CHILD, date_of_birth=timezone.localdate() + timedelta(1))
    with pytest.raises(InvalidInput) as refused:
        add_child(person(duyen), facts=facts, actor=duyen)
    assert refused.value.fields == {"date_of_birth": "Ngày sinh này chưa tới. Hãy xem lại."}
    assert Child.objects.count() == 0


def test_mandate_of_an_expired_paper_is_refused(duyen: Actor) -> None:
    old = today_paper()
    old = replace(old, valid_to=timezone.localdate() - timedelta(1))
    with pytest.raises(InvalidInput) as refused:
        declare_mandate(person(duyen), facts=old, actor=duyen)
    assert refused.value.fields == {"valid_to": "Giấy đã hết hạn nên không dùng được."}
    assert Mandate.objects.count() == 0


def test_both_sides_see_a_mandate_and_a_stranger_does_not(duyen: Actor, hoa: Actor) -> None:
    mandate = declared(duyen)
    stranger = citizen("Lê Quang Thắng", "044091001234")
    assert list(mandates_of(duyen.person_id)) == list(mandates_over(hoa.person_id)) == [mandate]
    assert list(mandates_over(stranger.person_id)) == []
    assert mandate_of(hoa, mandate.pk) == mandate
    with pytest.raises(OutOfScope):
        mandate_of(stranger, mandate.pk)
    with pytest.raises(OutOfScope):
        end_mandate(mandate, actor=stranger)
    with pytest.raises(OutOfScope):
        attach_mandate_document(mandate, file_version_id=8, name="x.pdf", actor=hoa)
    with pytest.raises(NotAllowed):
        end_mandate(mandate, actor=Actor(kind=ActorKind.OFFICER, account_id=1))
    mandate.refresh_from_db()
    assert (mandate.state, mandate.document_id) == ("declared", 7)


def test_who_has_no_number_stands_over_nobody(db: None) -> None:
    nobody = Person.objects.create(full_name="Không số")
    Mandate.objects.create(
        representative=nobody, basis="parent", principal_name="Con", valid_from=TODAY
    )
    assert list(mandates_over(nobody.pk)) == []


def test_the_principal_revokes_at_once(duyen: Actor, hoa: Actor) -> None:
    mandate = end_mandate(declared(duyen), actor=hoa)
    assert mandate.state == "revoked"
    assert refusal_to_act(mandate, "1.001193", on=timezone.localdate()) == (
        "Nguyễn Thị Hoa đã thu hồi việc cho bạn làm thay."
    )
    assert end_mandate(mandate, actor=duyen).state == "revoked"


def test_the_desk_settles_the_ground_once(duyen: Actor) -> None:
    officer = Actor(kind=ActorKind.OFFICER, name="Nguyễn Văn Lực", unit_name="Một cửa Đồng Hới")
    mandate = declared(duyen)
    with pytest.raises(InvalidInput):
        settle_mandate(mandate, accepted=False, reason=" ", actor=officer)
    confirmed = settle_mandate(mandate, accepted=True, reason="", actor=officer)
    assert confirmed.state == "confirmed"
    assert confirmed.decided_by_text == "Nguyễn Văn Lực, Một cửa Đồng Hới"
    with pytest.raises(IllegalState):
        attach_mandate_document(confirmed, file_version_id=8, name="x.pdf", actor=duyen)
    rejected = settle_mandate(confirmed, accepted=False, reason="Giấy giả", actor=officer)
    assert rejected.state == "rejected"
    with pytest.raises(IllegalState):
        settle_mandate(rejected, accepted=True, reason="", actor=officer)


def test_days_scope_and_paper_refuse_in_plain_words(duyen: Actor) -> None:
    today = timezone.localdate()
    mandate = declared(duyen, scope=("1.001193",))
    assert refusal_to_act(mandate, "1.001193", on=today) == ""
    assert refusal_to_act(mandate, "1.001612", on=today) == (
        "Nguyễn Thị Hoa không giao cho bạn làm thủ tục này."
    )
    last = mandate.valid_to
    assert last is not None
    assert refusal_to_act(mandate, "1.001193", on=last) == ""
    assert refusal_to_act(mandate, "1.001193", on=last + timedelta(1)) == (
        f"Căn cứ bạn làm thay Nguyễn Thị Hoa đã hết hạn ngày {last:%d/%m/%Y}."
    )
    bare = declare_mandate(person(duyen), facts=today_paper(), actor=duyen)
    assert refusal_to_act(bare, "1.001193", on=today).startswith("Chưa có tệp giấy tờ")
