# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry at the counter: what is typed, scanned, kept, received and printed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    Payment,
    PrintProfile,
    Receipt,
)
from lienthong.modules.onestop.tests.work import text_of
from lienthong.testing.world import Ward, World

CARD = (
    "044194003812|201234567|Trần Thị Mỹ Duyên|08031994|Nữ|"
    "Tổ dân phố 6, Phường Đồng Hới, Quảng Trị|20052021"
)
WARD = "Phường Đồng Hới, tỉnh Quảng Trị"


def sign_in(world: World, role: str = "one_stop_officer", ward: Ward | None = None) -> Client:
    client = Client()
    client.force_login(world.account(role, ward=ward))
    return client


def form(**changes: Any) -> dict[str, Any]:
    """The whole form as the browser would send it, complete."""
    typed: dict[str, Any] = {
        "_key": "mot-lan",
        "act": "receive",
        "person_full_name": "Trần Thị Mỹ Duyên",
        "person_personal_id": "044194003812",
        "person_phone": "0912345486",
        "person_date_of_birth": "08031994",
        "person_gender": "female",
        "person_residence": "Tổ dân phố 6, Phường Đồng Hới, Quảng Trị",
        "procedure": "dang-ky-khai-sinh",
        "procedure_text": "Đăng ký khai sinh",
        "procedure_for": "Đăng ký khai sinh",
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": "18880",
        "child_full_name": "Lê Nguyễn Khánh Vy",
        "child_date_of_birth": "15112026",
        "child_sex": "female",
        "birth_place_kind": "facility",
        "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
        "birth_proof_kind": "electronic_certificate",
        "child_ethnicity": "01",
        "child_nationality": "VN",
        "child_hometown_division": "18880",
        "mother_full_name": "Trần Thị Mỹ Duyên",
        "mother_date_of_birth": "08/03/1994",
        "mother_personal_id": "044194003812",
        "mother_residence_division": "18880",
        "parents_marriage": "registered_in_country",
        "father_declared": "no",
        "mother_ethnicity": "01",
        "mother_nationality": "VN",
        "result_delivery": "desk",
        "c_declaration": "1",
    }
    return {name: value for name, value in (typed | changes).items() if value is not None}


@pytest.fixture
def desk(world: World) -> Client:
    return sign_in(world)


URL = "/can-bo/mot-cua/quay/"


def test_empty_form_has_four_blocks_and_no_date(desk: Client) -> None:
    page = desk.get(URL).content.decode()

    for key in ("F2", "F3", "F4", "F6"):
        assert f'data-key="{key}"' in page
    assert "Chưa có ngày hẹn" in page
    assert "cấp khi nhận" in page


def test_scanned_card_fills_the_person_and_the_mother(desk: Client) -> None:
    typed = {
        "scan": CARD,
        "procedure_text": "khai sinh",
        "submitter_relation": "mother",
        "child_date_of_birth": "15112026",
    }
    answer = desk.post(URL, typed)

    sheet = answer.context["sheet"]
    assert answer.status_code == 200
    assert sheet.person["full_name"] == "Trần Thị Mỹ Duyên"
    assert sheet.person["date_of_birth"] == "08/03/1994"
    assert sheet.person["gender"] == "female"
    assert sheet.version.procedure.code == "1.001193"
    assert sheet.typed.answers["mother_personal_id"] == "044194003812"
    assert sheet.typed.answers["mother_date_of_birth"] == "1994-03-08"
    assert "Đồng Hới" in sheet.typed.answers["mother_residence"]["division_text"]
    assert sheet.typed.answers["mother_residence"]["detail"] == "Tổ dân phố 6"
    assert answer.context["next"] == "id_person_phone"


def test_changed_relation_takes_the_offered_answers_back(desk: Client) -> None:
    made = ["mother_full_name", "mother_personal_id", "mother_date_of_birth"]
    answer = desk.post(URL, form(act="refresh", submitter_relation="father", _made=made))

    answers = answer.context["sheet"].typed.answers
    assert "mother_full_name" not in answers
    assert "mother_personal_id" not in answers


def test_unreadable_scan_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(URL, form(act="refresh", scan="|||"))

    page = answer.content.decode()
    assert "Không đọc được mã này" in page
    assert 'value="Lê Nguyễn Khánh Vy"' in page


def test_receive_accepts_and_leads_to_the_slip(desk: Client) -> None:
    answer = desk.post(URL, form())

    dossier = Dossier.objects.select_related("case").get()
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("onestop:officer-paper-now", args=[slip.pk])
    assert dossier.channel == "desk"
    assert dossier.delivery == "desk"
    assert dossier.case.state == "in_process"
    assert dossier.contact["phone"] == "0912345486"
    counts = {row.key: (row.originals, row.state) for row in dossier.components.all()}
    assert counts["declaration"] == (1, "accepted")
    assert counts["birth_certificate"] == (0, "given")
    page = desk.get(answer["Location"]).content.decode()
    assert page.count("GIẤY TIẾP NHẬN HỒ SƠ") == 2
    assert "Liên 1: lưu" in page
    assert dossier.code in page
    assert f"Đã nhận hồ sơ {dossier.code}." in page


def test_same_key_twice_is_one_dossier(desk: Client) -> None:
    first = desk.post(URL, form())
    second = desk.post(URL, form())

    assert Dossier.objects.count() == 1
    assert second["Location"] == first["Location"]


def test_fee_is_due_taken_receipted_and_printed(world: World, desk: Client) -> None:
    late = {"copies_requested": "2"}
    shown = desk.post(URL, form(act="refresh", **late))
    due = shown.context["sheet"].due
    assert due == 16_000

    wrong = desk.post(URL, form(cash="10.000", **late))
    assert wrong.status_code == 422
    assert "Số tiền không khớp" in wrong.content.decode()
    assert not Dossier.objects.exists()

    PrintProfile.objects.create(unit=world.ward.desk, at_once=True)
    answer = desk.post(URL, form(cash="16.000", **late))
    assert Payment.objects.get().amount == due
    receipt, dossier = Receipt.objects.get(), Dossier.objects.get()
    assert answer["Location"].endswith(f"&in=bien-lai-{receipt.pk}")
    shown = desk.get(answer["Location"])
    assert receipt.code in text_of(shown)
    paper = reverse("onestop:officer-fee-receipt", args=[dossier.pk])
    assert [slip.url for slip in shown.context["slips"]][1:] == [paper]
    assert text_of(desk.get(f"{paper}?khung")).count(receipt.code) >= 3
    elsewhere = sign_in(world, ward=world.other)
    assert elsewhere.get(f"{URL}?in=bien-lai-{receipt.pk}").status_code == 404


def test_missing_answers_are_named_and_nothing_is_lost(desk: Client) -> None:
    answer = desk.post(URL, form(child_full_name="", person_phone=""))

    page = answer.content.decode()
    targets = {problem["target"] for problem in answer.context["errors"]}
    assert answer.status_code == 422
    assert "id_child_full_name" in targets
    assert "id_person_phone" in targets
    assert 'value="044194003812"' in page
    assert not Dossier.objects.exists()


def test_missing_paper_is_refused_by_name(desk: Client) -> None:
    answer = desk.post(URL, form(birth_proof_kind="paper_certificate"))

    targets = {problem["target"] for problem in answer.context["errors"]}
    assert answer.status_code == 422
    assert "id_c_birth_certificate" in targets
    assert not Dossier.objects.exists()


def test_scanned_dossier_code_opens_the_dossier(desk: Client) -> None:
    desk.post(URL, form())
    dossier = Dossier.objects.select_related("case").get()

    answer = desk.post(URL, {"scan": f"http://127.0.0.1:8000/tra-cuu/{dossier.code}"})

    assert answer["Location"] == reverse("onestop:officer-case", args=[dossier.pk])


def test_scanned_code_of_a_dossier_elsewhere_reads_as_one_that_nobody_has(
    world: World, desk: Client
) -> None:
    desk.post(URL, form())
    dossier = Dossier.objects.select_related("case").get()
    elsewhere = Client()
    elsewhere.force_login(world.account("one_stop_officer", ward=world.other))

    answers = [elsewhere.post(URL, {"scan": code}) for code in (dossier.code, "H50.99-260101-0001")]

    for answer, code in zip(answers, (dossier.code, "H50.99-260101-0001"), strict=True):
        assert answer.status_code == 200
        assert f"Ở nơi bạn làm không có hồ sơ {code}." in text_of(answer)


def test_only_the_desk_may_receive(world: World, desk: Client) -> None:
    assert sign_in(world, "clerk").get(URL).status_code == 403
    assert Client().get(URL).status_code == 302

    desk.post(URL, form())
    slip = DossierPaper.objects.get()
    stranger = sign_in(world, ward=world.other)
    for name in ("officer-paper", "officer-paper-now"):
        assert stranger.get(reverse(f"onestop:{name}", args=[slip.pk])).status_code == 404
    control = reverse("onestop:officer-paper-control", args=[slip.dossier_id])
    assert stranger.get(control).status_code == 404
    assert "Thẩm tra" in desk.get(control).content.decode()


def test_number_of_sets_is_kept_and_printed(desk: Client) -> None:
    desk.post(URL, form(sets="2"))

    dossier = Dossier.objects.get()
    assert dossier.set_count == 2
    assert dossier.papers.get(kind="01").data["sets"] == 2
