# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Household business over HTTP: the citizen's form, its rules of names, the counter, its groups."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import CaseData
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.queries.procedures import search_procedures
from lienthong.modules.onestop.tests.citizen import PLACE, Citizen, errors, hidden
from lienthong.modules.onestop.tests.samples import BUSINESS, PERMIT
from lienthong.modules.onestop.tests.test_desk_counter import URL, sign_in
from lienthong.testing.world import World

SLUG = "dang-ky-ho-kinh-doanh"
PAGES: dict[str, dict[str, str]] = {
    "start": {
        "business_kind": "individual",
        "submitter_role": "owner",
        "business_address_division": PLACE,
        "business_address_detail": "12 Hùng Vương",
    },
    "owner": {
        "owner_full_name": "Trần Thị Mỹ Duyên",
        "owner_date_of_birth_day": "8",
        "owner_date_of_birth_month": "3",
        "owner_date_of_birth_year": "1994",
        "owner_sex": "female",
        "owner_personal_id": "044194003812",
    },
    "owner_places": {
        "owner_ethnicity": "01",
        "owner_nationality": "VN",
        "owner_permanent_residence_division": PLACE,
        "owner_residence_division": PLACE,
    },
    "business_name": {"business_own_name": "Bánh Mì Cô Ba"},
    "business_contact": {"business_phone": "0912345486"},
    "main_work": {"main_industry": "5610", "regulated_industry": "no"},
    "other_work": {
        "other_industries.count": "1",
        "other_industries.0.other_industry": "4711",
    },
    "money": {"business_capital": "50.000.000", "business_workers": "2"},
    "tax": {"tax_method": "declaration", "tax_notice_elsewhere": "no"},
    "delivery": {"contact_phone": "0912345486", "result_delivery": "store"},
}


@pytest.fixture
def owner(world: World) -> Citizen:
    account = Account.objects.get(person__personal_id="044194003812")
    return Citizen(account, slug=SLUG, pages=PAGES)


def test_citizen_when_all_pages_are_answered_then_submitted_with_fee_and_promise(
    world: World, owner: Citizen
) -> None:
    address = owner.fill(owner.start())
    review = owner.get(address)
    assert "50.000" in review
    assert "mức thu chờ xác nhận" in review

    response = owner.send(address)

    dossier = Dossier.objects.get(submission_code=response["Location"].split("/")[2])
    assert (dossier.state, dossier.variant) == ("submitted", "individual")
    assert dossier.case.agency_id == world.ward.agency.pk
    stored = CaseData.objects.get(pk=dossier.pk).data
    assert [row["other_industry"] for row in stored["other_industries"]] == ["4711"]
    assert "Bánh Mì Cô Ba" in owner.get(f"/ho-so/{dossier.submission_code}/")


@pytest.mark.parametrize(
    "name", ["Công ty Cô Ba", "doanh   nghiệp Ba", "Hộ kinh doanh Cô Ba", "!!!", "B"]
)
def test_name_when_the_law_forbids_it_then_said_and_kept(owner: Citizen, name: str) -> None:
    draft = owner.start()
    address = f"/ban-nhap/{draft.key}/business_name/"

    refused = owner.post(address, {"business_own_name": name, **hidden(owner.get(address))})

    assert refused.status_code == 422
    assert name in refused.content.decode()
    assert "tên riêng" in errors(refused).lower()


def test_family_when_chosen_then_members_and_their_paper_are_asked(owner: Citizen) -> None:
    draft = owner.start()
    address = f"/ban-nhap/{draft.key}/start/"
    typed = PAGES["start"] | {"business_kind": "family"} | hidden(owner.get(address))
    assert owner.post(address, typed).status_code == 302

    assert owner.client.get(f"/ban-nhap/{draft.key}/family/").status_code == 200
    assert "Giấy ủy quyền của người trong nhà" in owner.get(f"/ban-nhap/{draft.key}/papers/")


def test_service_page_when_shown_then_plain_and_found_by_what_people_say(world: World) -> None:
    client = Client()
    page = client.get(f"/thu-tuc/{SLUG}/").content.decode()
    found = {
        text: [version.procedure.code for version in search_procedures(text)]
        for text in ("mở quán ăn", "ban hang online", "xây nhà mới", "cat nha")
    }

    assert "3 ngày làm việc" in page
    assert "168/2025/NĐ-CP" in page
    assert found == {
        "mở quán ăn": [BUSINESS],
        "ban hang online": [BUSINESS],
        "xây nhà mới": [PERMIT],
        "cat nha": [PERMIT],
    }
    assert SLUG in client.get("/thu-tuc/").content.decode()


def counter_form(**changes: Any) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "_key": "mot-lan",
        "act": "receive",
        "person_full_name": "Trần Thị Mỹ Duyên",
        "person_personal_id": "044194003812",
        "person_phone": "0912345486",
        "person_date_of_birth": "08031994",
        "person_gender": "female",
        "person_residence": "Tổ dân phố 6, Phường Đồng Hới, Quảng Trị",
        "procedure": SLUG,
        "procedure_text": "Đăng ký hộ kinh doanh",
        "procedure_for": "Đăng ký hộ kinh doanh",
        "business_kind": "family",
        "submitter_role": "owner",
        "business_address_division": "18880",
        "business_address_detail": "Lô 14 chợ Đồng Hới",
        "owner_sex": "female",
        "owner_ethnicity": "01",
        "owner_nationality": "VN",
        "owner_permanent_residence_division": "18880",
        "business_own_name": "Hải Sản Mai",
        "main_industry": "4722",
        "regulated_industry": "no",
        "other_industries.count": "0",
        "business_capital": "120000000",
        "business_workers": "3",
        "tax_method": "declaration",
        "tax_notice_elsewhere": "no",
        "family_members.count": "1",
        "family_members.0.member_full_name": "Lê Quang Thắng",
        "family_members.0.member_date_of_birth": "01021991",
        "family_members.0.member_personal_id": "044091001234",
        "family_members.0.member_share": "20000000",
        "result_delivery": "desk",
        "c_request": "1",
        "c_family_mandate": "1",
        "c_identity_document": "1",
        "cash": "50000",
    }
    return typed | changes


def test_counter_when_a_family_comes_then_its_members_are_kept_and_the_fee_taken(
    world: World,
) -> None:
    desk = sign_in(world)

    answer = desk.post(URL, counter_form())

    assert answer.status_code == 302, answer.context["errors"]
    dossier = Dossier.objects.get()
    stored = CaseData.objects.get(pk=dossier.pk).data
    assert stored["family_members"][0]["member_full_name"] == "Lê Quang Thắng"
    assert stored["family_members"][0]["member_share"] == 20_000_000
    assert dossier.payment_state == "paid"
    slip = DossierPaper.objects.get(dossier=dossier)
    assert slip.data["time_text"] == "3 ngày làm việc kể từ ngày nhận hồ sơ."


def test_counter_when_a_member_is_added_then_the_form_grows_and_nothing_is_lost(
    world: World,
) -> None:
    desk = sign_in(world)

    grown = desk.post(URL, counter_form(act="", _add="family_members"))
    page = grown.content.decode()

    assert grown.status_code == 200
    assert 'name="family_members.1.member_full_name"' in page
    assert 'value="Lê Quang Thắng"' in page
    assert not Dossier.objects.exists()


def test_counter_when_a_member_lacks_a_number_then_said_at_its_place(world: World) -> None:
    desk = sign_in(world)

    refused = desk.post(URL, counter_form(**{"family_members.0.member_personal_id": ""}))

    assert refused.status_code == 422
    targets = [error["target"] for error in refused.context["errors"]]
    assert any("member_personal_id" in target for target in targets)
