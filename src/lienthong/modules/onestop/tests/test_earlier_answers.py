# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of earlier dossiers are offered again: agreed to, with source, only one's own."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Case, CaseData
from lienthong.core.forms.api import FormDraft
from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.models import Dossier, Procedure
from lienthong.modules.onestop.queries.earlier import EarlierDossiers, own_answers
from lienthong.modules.onestop.tests.citizen import Citizen, hidden
from lienthong.modules.onestop.tests.samples import BUSINESS, business_answers
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.world import World

MINE = "044194003812"


@pytest.fixture
def duyen(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id=MINE))


@pytest.fixture
def start(world: World) -> str:
    slug = Procedure.objects.get(code=BUSINESS).slug
    return f"/thu-tuc/{slug}/bat-dau/"


def filed(world: World, **changes: Any) -> Dossier:
    return receive(world, business_answers(**changes), procedure=BUSINESS)


def begin(citizen: Citizen, start: str, **choices: str) -> FormDraft:
    response = citizen.post(start, {"_key": form_key(), **choices})
    assert response.status_code == 302
    return FormDraft.objects.get(key=response["Location"].split("/")[2])


def test_agreed_then_own_answer_comes_with_its_dossier_as_source(
    world: World, duyen: Citizen, start: str
) -> None:
    dossier = filed(world)

    draft = begin(duyen, start, reuse="on")

    assert draft.answers["business_address"]["detail"] == "12 Lê Lợi"
    origin = draft.origins["business_address"]
    day = timezone.localdate(dossier.accepted_at)
    assert origin["title"] == f"Hồ sơ {dossier.code}, ngày {day:%d/%m/%Y}"
    assert origin["from"] == "business.address"
    assert origin["source"] == f"earlier_dossier:{dossier.pk}"
    assert origin["consent"].startswith("Đồng ý dùng lại lúc ")
    page = duyen.get(f"/ban-nhap/{draft.key}/{draft.page}/")
    assert origin["title"] in page
    assert "Không đúng? Sửa lại" in page


def test_not_agreed_then_nothing_is_offered(world: World, duyen: Citizen, start: str) -> None:
    filed(world)
    draft = begin(duyen, start)
    assert "business_address" not in draft.answers
    assert draft.origins == {}


def test_start_names_the_dossiers_and_asks(world: World, duyen: Citizen, start: str) -> None:
    assert 'name="reuse"' not in duyen.get(start)
    dossier = filed(world)
    page = duyen.get(start)
    assert 'name="reuse"' in page
    assert "checked" not in page
    assert str(dossier.code) in page


def test_the_newest_dossier_wins(world: World, duyen: Citizen, start: str) -> None:
    filed(world)
    place = {"division": "18880", "division_text": "Phường Đồng Hới", "detail": "9 Quang Trung"}
    newest = filed(world, business_address=place)
    draft = begin(duyen, start, reuse="on")
    assert draft.answers["business_address"]["detail"] == "9 Quang Trung"
    assert draft.origins["business_address"]["source"] == f"earlier_dossier:{newest.pk}"


@pytest.mark.parametrize("state", ["withdrawn", "withdrawal_requested", "not_accepted", "stopped"])
def test_a_dossier_that_does_not_stand_is_never_used(
    world: World, duyen: Citizen, start: str, state: str
) -> None:
    dossier = filed(world)
    Case.objects.filter(pk=dossier.pk).update(state=state)
    assert "business_address" not in begin(duyen, start, reuse="on").answers


def test_other_peoples_dossiers_are_never_used(world: World, start: str) -> None:
    filed(world)
    other = Citizen(Account.objects.get(person__personal_id="044091001234"))
    assert 'name="reuse"' not in other.get(start)
    assert begin(other, start, reuse="on").origins == {}


def test_what_was_said_about_somebody_else_is_left_out() -> None:
    told = {
        "mother.personal_id": MINE,
        "mother.ethnicity": "01",
        "father.personal_id": "044091001234",
        "father.ethnicity": "02",
        "child.full_name": "Lê Nguyễn Khánh Vy",
        "business.capital": 5,
        "business.own_name": "Bánh Mì Cô Ba",
    }
    mine = own_answers(told, MINE, own_things=True)
    assert mine == {
        "person.personal_id": MINE,
        "submitter.personal_id": MINE,
        "person.ethnicity": "01",
        "submitter.ethnicity": "01",
        "business.capital": 5,
    }
    assert "business.capital" not in own_answers(told, MINE, own_things=False)
    assert own_answers(told, "", own_things=False) == {}
    assert set(EarlierDossiers().fills(frozenset({*told, *mine}))) == set(mine), "as authors read"


def test_things_of_the_person_one_filed_for_are_not_used(
    world: World, duyen: Citizen, start: str
) -> None:
    dossier = filed(world)
    dossier.applicant = {"name": "Lê Quang Thắng", "personal_id": "044091001234"}
    dossier.save(update_fields=["applicant"])
    origins = begin(duyen, start, reuse="on").origins
    assert not any(mark["from"].startswith("business.") for mark in origins.values())


def test_national_data_win_over_earlier_answers(world: World, duyen: Citizen, start: str) -> None:
    dossier = filed(world)
    stored = CaseData.objects.get(pk=dossier.pk)
    stored.data = {**stored.data, "owner_full_name": "Tên Cũ"}
    stored.save()
    claims = {"sub": "v-1", "name": "Trần Thị Mỹ Duyên", "personal_id": MINE, "identity_level": 2}
    SocialAccount.objects.create(
        user=duyen.account, provider="vneid", uid="v-1", extra_data={"userinfo": claims}
    )
    draft = begin(duyen, start, reuse="on")
    address = f"/ban-nhap/{draft.key}/{draft.page}/"
    typed = {
        "business_kind": "individual",
        "submitter_role": "owner",
        "business_address_division": "Phường Đồng Hới",
        "business_address_detail": "12 Lê Lợi",
    }
    response = duyen.post(address, typed | hidden(duyen.get(address)))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.answers["owner_full_name"] == "Trần Thị Mỹ Duyên"
    assert draft.origins["owner_full_name"]["source"] == "vneid"
    assert draft.answers["owner_sex"] == "female"
    assert draft.origins["owner_sex"]["source"] == f"earlier_dossier:{dossier.pk}"


def test_origin_is_kept_in_the_dossier_only_while_the_answer_stands(
    world: World, duyen: Citizen, start: str
) -> None:
    filed(world)
    draft = begin(duyen, start, reuse="on")
    address = f"/ban-nhap/{draft.key}/{draft.page}/"
    typed = {"business_kind": "individual", "submitter_role": "owner"}
    changed = typed | {
        "business_address_division": "Phường Đồng Hới",
        "business_address_detail": "77 Trần Phú",
    }
    response = duyen.post(address, hidden(duyen.get(address)) | changed)
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.answers["business_address"]["detail"] == "77 Trần Phú"
    assert "business_address" not in draft.origins
