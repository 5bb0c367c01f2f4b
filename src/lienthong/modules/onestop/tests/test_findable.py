# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What of a dossier is found by whom, and that the index can be made anew from the tables."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from lienthong.core.cases.api import Case, CaseEvent, bonds_of, link_case
from lienthong.core.search.api import (
    PUBLIC_TOKEN,
    Family,
    Narrowing,
    above_token,
    find,
    state_token,
    unit_token,
)
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.covers("11")]


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


def everything(world: World) -> dict[Family, list[tuple[int, str, str]]]:
    scope = [above_token(world.province.pk), PUBLIC_TOKEN]
    words = {Family.CASE: "khai sinh", Family.PERSON: "", Family.PROCEDURE: "khai sinh"}
    return {
        family: sorted(  # of one moment: those entered later stand first
            (hit.subject_id, hit.title, hit.line)
            for hit in find(text, scope=scope, family=family, narrowing=Narrowing(("zzall",)))
        )
        for family, text in words.items()
    }


def test_dossier_is_found_by_its_units_and_by_those_above_them_only(
    world: World, dossier: Dossier
) -> None:
    code = str(dossier.code)

    assert [hit.subject_id for hit in find(code, scope=[unit_token(world.ward.agency.pk)])] == [
        dossier.pk
    ]
    assert [hit.subject_id for hit in find(code, scope=[above_token(world.province.pk)])] == [
        dossier.pk
    ]
    assert find(code, scope=[unit_token(world.province.pk)]) == []
    assert find(code, scope=[above_token(world.other.agency.pk)]) == []
    assert find(str(dossier.submission_code), scope=[unit_token(world.ward.agency.pk)])


def test_state_of_a_dossier_is_the_one_it_is_found_by(world: World, dossier: Dossier) -> None:
    scope = [above_token(world.province.pk)]
    now, before = state_token(dossier.case.state), state_token("draft")

    assert find(str(dossier.code), scope=scope, narrowing=Narrowing((now,)))
    assert find(str(dossier.code), scope=scope, narrowing=Narrowing((before,))) == []


def test_who_filed_is_found_by_any_part_of_their_number_and_shown_masked(
    world: World, dossier: Dossier
) -> None:
    person = dossier.submitter
    number = str(person.personal_id)

    (hit,) = find(number[4:9], scope=[above_token(world.province.pk)], family=Family.PERSON)

    assert hit.title == person.full_name
    assert number not in hit.line
    assert find(number, scope=[above_token(world.other.agency.pk)], family=Family.PERSON) == []


def test_index_made_anew_finds_the_same(world: World, dossier: Dossier) -> None:
    before = everything(world)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_searchrow")
    assert not any(everything(world).values())

    call_command("rebuild_search", verbosity=0)

    assert before == everything(world)
    assert all(before.values())


def test_dossier_is_linked_by_the_code_it_has_before_acceptance(
    world: World, answers: dict[str, Any], dossier: Dossier
) -> None:
    waiting, actor = receive(world, answers), world.officer("leader")
    Case.objects.filter(pk=waiting.pk).update(code=None)
    code = str(waiting.submission_code)

    link_case(dossier.case, code=f" {code.lower()} ", kind="related", actor=actor)

    case = Case.objects.get(pk=dossier.pk)
    (link,) = bonds_of(case, actor)["links"]
    assert (link["code"], link["url"].endswith(f"/{waiting.pk}/")) == (code, True)
    told = CaseEvent.objects.get(case_id=dossier.pk, kind="case_linked")
    assert told.data["comment"] == code


def test_dossier_is_not_linked_to_itself_by_the_code_before_acceptance(
    world: World, dossier: Dossier
) -> None:
    code, actor = str(dossier.submission_code), world.officer("leader")

    with pytest.raises(InvalidInput) as refused:
        link_case(dossier.case, code=code, kind="related", actor=actor)

    assert set(refused.value.fields) == {"code"}
    assert not dossier.case.links.exists()
