# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What spares the desk typing: known people, usual answers, cards, short codes, one key for all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lienthong.core.accounts.api import Person
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.desk_rules import desk_rule
from lienthong.modules.onestop.tests.test_desk_counter import URL, form, sign_in
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

FATHER = (
    "044094990037|191121222|Nguyễn Văn Hùng|12031994|Nam|"
    "152 đường Lý Thường Kiệt, Phường Đồng Hới, Quảng Trị|20052021"
)


@pytest.fixture
def desk(world: World) -> Client:
    return desk_with_one(world)


def desk_with_one(world: World) -> Client:
    """The desk, which has received one dossier of Trần Thị Mỹ Duyên."""
    once("received at the desk", lambda: _received(world))
    return sign_in(world)


def _received(world: World) -> None:
    assert sign_in(world).post(URL, form()).status_code == 302


def sheet(client: Client, **typed: Any) -> Any:
    return client.post(URL, typed).context["sheet"]


@pytest.mark.parametrize("digits", ["3812", "044194003812", "345486", "0912 345 486"])
def test_last_digits_of_number_or_phone_bring_person_and_contact(desk: Client, digits: str) -> None:
    found = sheet(desk, scan=digits)

    assert found.person["full_name"] == "Trần Thị Mỹ Duyên"
    assert found.person["phone"] == "0912345486"
    assert found.known.told.startswith(Dossier.objects.get().code)


def test_card_of_a_known_person_brings_the_last_phone(desk: Client) -> None:
    card = "044194003812||Trần Thị Mỹ Duyên|08031994|Nữ|Tổ dân phố 6, Phường Đồng Hới|20052021"

    assert sheet(desk, scan=card).person["phone"] == "0912345486"


def test_another_wards_desk_finds_nobody(desk: Client, world: World) -> None:
    other = sign_in(world, ward=world.other)

    found = sheet(other, scan="3812")
    chosen = sheet(other, choose_person=str(Person.objects.get(personal_id="044194003812").pk))

    assert (found.known, found.people, found.is_new) == (None, [], True)
    assert chosen.person["full_name"] == ""


@pytest.mark.parametrize("digits", ["381", "9999", "%3812", "______"])
def test_few_foreign_or_wild_characters_find_nobody(desk: Client, digits: str) -> None:
    found = sheet(desk, scan=digits)

    assert found.known is None
    assert found.people == []
    assert found.scan_failed


def test_two_people_with_the_same_digits_are_offered_to_choose_from(desk: Client) -> None:
    second = form(
        _key="hai", person_full_name="Lê Văn Ba", person_personal_id="044090013812",
        person_phone="0988000111",
    )  # fmt: skip
    assert desk.post(URL, second).status_code == 302
    found = sheet(desk, scan="3812")

    assert {one.person.full_name for one in found.people} == {"Trần Thị Mỹ Duyên", "Lê Văn Ba"}
    assert found.person["full_name"] == ""
    chosen = sheet(desk, choose_person=str(Person.objects.get(full_name="Lê Văn Ba").pk))
    assert chosen.person["phone"] == "0988000111"


@pytest.mark.parametrize("text", ["1", "ks", "KS", "1.001193"])
def test_procedure_by_place_in_the_list_short_code_or_code(desk: Client, text: str) -> None:
    found = sheet(desk, procedure_text=text)

    assert found.version.procedure.code == "1.001193"
    assert found.recent[0].procedure.code == "1.001193"


def test_known_answers_say_where_they_come_from_and_are_not_asked(desk: Client) -> None:
    found = sheet(desk, scan="3812", procedure_text="ks")
    again = sheet(
        desk,
        **{f"person_{name}": value for name, value in found.person.items()},
        procedure_text="ks",
        submitter_relation="mother",
    )
    known = {line.key: line for section in again.typed.sections for line in section.known}

    code = Dossier.objects.get().code
    assert known["birth_situation"].source == "thường gặp"
    assert known["mother_full_name"].source == "ô người nộp"
    assert code in known["mother_ethnicity"].source
    assert again.typed.answers["child_ethnicity"] == "01"
    assert "father_full_name" not in again.typed.answers


def test_scanned_card_fills_all_questions_about_the_father(desk: Client) -> None:
    found = sheet(desk, **form(act="refresh", father_declared="yes", father_full_name=FATHER))

    answers = found.typed.answers
    assert answers["father_full_name"] == "Nguyễn Văn Hùng"
    assert answers["father_personal_id"] == "044094990037"
    assert answers["father_date_of_birth"] == "1994-03-12"
    assert answers["father_residence"]["detail"] == "152 đường Lý Thường Kiệt"
    assert answers["mother_full_name"] == "Trần Thị Mỹ Duyên"


def test_one_key_marks_every_paper_seen_but_not_what_data_replace(desk: Client) -> None:
    found = sheet(desk, **form(act="refresh", c_declaration=None, seen="all"))

    given = {line.spec.key: line.given for line in found.components}
    assert given["declaration"] is True
    assert given["birth_certificate"] is False
    assert found.settled == len(found.components)


def test_one_key_takes_exactly_what_is_due(desk: Client) -> None:
    late = form(act="refresh", child_date_of_birth="01012026", exact="1", cash="1")

    assert sheet(desk, **late).cash == "8000"


def test_wordings_of_the_desk_are_offered_again(desk: Client) -> None:
    found = sheet(desk, **form(act="refresh"))
    lines = {line.key: line for section in found.typed.sections for line in section.lines}

    assert lines["birth_facility"].recall == ("Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",)


def test_unknown_procedure_has_no_short_cuts() -> None:
    assert desk_rule("9.999999") == desk_rule("8.888888")
    assert desk_rule("9.999999").short == ""
