# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The desk's answer to an online dossier, and the return of a result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Person
from lienthong.core.cases.api import Step, inbox, open_steps_of, tell
from lienthong.modules.onestop.actions.examine import propose_result, send_back
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.moving import go_on, move
from lienthong.modules.onestop.actions.opening import Filing, open_dossier
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    answer_supplement,
    propose_supplement,
)
from lienthong.modules.onestop.enums import Channel, DossierState
from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    PhoneCamera,
    PrintProfile,
    ProcedureVersion,
)
from lienthong.modules.onestop.tests.test_desk_camera import paired, picture, receipt, send
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.testing.jobs import own_store
from lienthong.testing.world import World


@pytest.fixture
def online(world: World, answers: dict[str, Any]) -> Step:
    """An online dossier with an unread paper certificate, waiting at the desk."""
    citizen = world.citizen()
    filing = Filing(
        procedure=ProcedureVersion.objects.get(procedure__code="1.001193"),
        answers=answers | {"birth_proof_kind": "paper_certificate"},
        submitter=Person.objects.get(pk=citizen.person_id or 0),
        channel=Channel.ONLINE,
        files={"birth_certificate": [1]},
    )
    with transaction.atomic():
        dossier = open_dossier(filing, actor=citizen)
        dossier.submitted_at = timezone.now()
        dossier.save()
        move(dossier, DossierState.SUBMITTED)
        tell(dossier.case, "submitted", actor=citizen)
    return open_steps_of(dossier.pk)[0]


@pytest.fixture
def desk(world: World, online: Step) -> Client:
    return sign_in(world)


def check_url(step: Step) -> str:
    return reverse("onestop:officer-check", args=[step.pk])


def test_reception_lists_the_dossier_with_its_eight_hours(desk: Client, online: Step) -> None:
    code = Dossier.objects.get(pk=online.case_id).submission_code
    assert code in desk.get("/can-bo/mot-cua/").content.decode()
    page = desk.get("/can-bo/mot-cua/").content.decode()

    assert "Nộp trên mạng, trả lời trong 8 giờ làm việc" in page
    assert check_url(online) in page
    assert "Đăng ký khai sinh cho Lê Nguyễn Khánh Vy" in page


def test_check_shows_components_deadline_and_promise(desk: Client, online: Step) -> None:
    answer = desk.get(check_url(online))

    page = answer.content.decode()
    assert answer.context["explanation"]["sentence"]
    verdicts = {line["row"].key: line["verdict"] for line in answer.context["lines"]}
    assert verdicts == {"declaration": "accepted", "birth_certificate": "accepted"}
    assert "Nhận bây giờ thì hẹn trả" in page


def test_inbox_names_what_has_no_dossier_code_by_its_submission_code(
    desk: Client, online: Step
) -> None:
    code = Dossier.objects.get(pk=online.case_id).submission_code

    assert code in desk.get("/can-bo/").content.decode()
    panel = desk.get(reverse("officer:panel", args=[online.pk]), headers={"HX-Request": "true"})
    assert code in panel.content.decode()


def test_check_shows_the_declaration_beside_when_no_file_is_readable(
    desk: Client, online: Step
) -> None:
    answer = desk.get(check_url(online))

    papers = answer.context["papers"]
    assert [tab["sheet"].name for tab in papers["tabs"]] == ["Tờ khai điện tử"]
    page = answer.content.decode()
    assert "Lê Nguyễn Khánh Vy" in page
    assert "Chưa gửi tệp" not in page


def accept(**changes: str) -> dict[str, str]:
    verdicts = {"v_declaration": "accepted", "v_birth_certificate": "accepted"}
    return {"act": "accept", "_key": "k1", **verdicts, **changes}


def test_accept_gives_code_and_slip(desk: Client, online: Step) -> None:
    answer = desk.post(check_url(online), accept(v_birth_certificate_originals="1"))

    dossier = Dossier.objects.select_related("case").get()
    slip = DossierPaper.objects.get(kind="01")
    assert answer["Location"] == reverse("onestop:officer-paper-now", args=[slip.pk])
    assert dossier.case.state == "in_process"
    assert str(dossier.case.code).startswith("H50.12-")
    assert dossier.components.get(key="birth_certificate").originals == 1
    again = desk.post(check_url(online), accept(v_birth_certificate_originals="1"))
    assert again["Location"] == answer["Location"]
    assert DossierPaper.objects.count() == 1
    assert desk.get(check_url(online)).status_code == 302


def test_accept_with_a_defect_is_refused_and_kept(desk: Client, online: Step) -> None:
    typed = accept(v_birth_certificate="defective", what_birth_certificate="Ảnh mờ")
    answer = desk.post(check_url(online), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa đạt: Giấy chứng sinh." in page
    assert 'value="Ảnh mờ"' in page
    assert Dossier.objects.get().case.state == "submitted"


def test_one_complete_supplement_notice(desk: Client, online: Step) -> None:
    typed = {
        "act": "supplement",
        "v_declaration": "accepted",
        "v_birth_certificate": "defective",
        "what_birth_certificate": "Chụp lại rõ dấu",
        "what_content": "Sửa ngày sinh của mẹ",
        "reason": "Ảnh mờ.",
    }
    assert desk.post(check_url(online), typed | {"reason": ""}).status_code == 422
    answer = desk.post(check_url(online), typed)

    dossier = Dossier.objects.get()
    notice = dossier.supplements.get()
    assert [(d.name, d.what) for d in notice.defects.all()] == [
        ("Giấy chứng sinh", "Chụp lại rõ dấu"),
        ("Nội dung kê khai", "Sửa ngày sinh của mẹ"),
    ]
    assert dossier.case.state == "intake_supplement"
    page = desk.get(answer["Location"]).content.decode()
    assert page.count("BỔ SUNG, HOÀN THIỆN HỒ SƠ") == 2
    assert "Sửa ngày sinh của mẹ" in page
    assert "Đang chờ người dân" in desk.get("/can-bo/mot-cua/").content.decode()


def test_not_accepted_needs_reason_and_ground(desk: Client, online: Step) -> None:
    missing = desk.post(check_url(online), {"act": "refuse", "refusal": "Đã giải quyết rồi."})
    assert missing.status_code == 422
    assert "Ghi căn cứ pháp lý." in missing.content.decode()
    assert "Đã giải quyết rồi." in missing.content.decode()

    typed = {"act": "refuse", "refusal": "Đã giải quyết.", "legal_basis": "60/2014/QH13, Điều 16"}
    answer = desk.post(check_url(online), typed)

    assert Dossier.objects.get().case.state == "not_accepted"
    page = desk.get(answer["Location"]).content.decode()
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN" in page
    assert "60/2014/QH13, Điều 16" in page


def test_stale_version_is_said_on_the_page(desk: Client, online: Step) -> None:
    answer = desk.post(check_url(online), accept(version="99"))

    assert answer.status_code == 409
    assert "Người khác vừa thay đổi" in answer.content.decode()


def test_other_units_and_roles_stay_out(world: World, online: Step) -> None:
    stranger = sign_in(world, ward=world.other)
    assert stranger.get(check_url(online)).status_code == 404
    assert stranger.post(check_url(online), accept()).status_code == 404
    assert sign_in(world, "leader").get(check_url(online)).status_code == 403
    assert Dossier.objects.get().case.state == "submitted"


def test_supplement_asked_by_the_unit_is_sent_and_taken(
    world: World, desk: Client, online: Step
) -> None:
    desk.post(check_url(online), accept())
    officer = world.officer("civil_status_officer")
    missing = [Missing("birth_certificate", "Nộp trang sau")]
    step = inbox(officer).steps[0]
    propose_supplement(step, missing=missing, reason="Thiếu trang sau.", actor=officer)
    dossier = Dossier.objects.select_related("case").get()
    send = open_steps_of(dossier.pk)[0]
    page = desk.get(check_url(send)).content.decode()
    assert "Nộp trang sau" in page

    desk.post(check_url(send), {"act": "send", "_key": "k2"})
    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.state == "supplement"

    notice = dossier.supplements.get()
    given = {notice.defects.get().pk: Answer("Đã gửi trang sau", files=(7,))}
    answer_supplement(dossier, answers=Answers(given), actor=world.citizen())
    take = open_steps_of(dossier.pk)[0]
    brought = reverse("onestop:officer-brought", args=[dossier.pk])
    assert desk.get(brought)["Location"] == reverse("onestop:officer-case", args=[dossier.pk])
    assert "Đã gửi trang sau" in desk.get(check_url(take)).content.decode()
    answer = desk.post(check_url(take), {"act": "accept_supplement", "_key": "k3"})

    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.state == "in_process"
    paper = dossier.components.get(key=notice.defects.get().component_key)
    assert (paper.state, paper.source, 7 in paper.files) == ("accepted", "upload", True)
    assert DossierPaper.objects.filter(kind="01").count() == 2
    assert "giay" in answer["Location"]


@pytest.fixture
def ready(world: World, desk: Client, online: Step) -> Step:
    """The result is issued (without its PDF) and lies at the desk."""
    desk.post(check_url(online), accept(v_birth_certificate_originals="1"))
    officer = world.officer("civil_status_officer")
    propose_result(inbox(officer).steps[0], comment="Đủ.", actor=officer)
    dossier = Dossier.objects.select_related("case").get()
    for outcome in ("sign", "issue"):
        with transaction.atomic():
            step = open_steps_of(dossier.pk)[0]
            if outcome == "issue":
                move(dossier, DossierState.GRANTED)
            go_on(dossier, step, outcome, actor=officer)
    return open_steps_of(dossier.pk)[0]


def give(**changes: str) -> dict[str, str]:
    typed = {"act": "return", "_key": "k9", "method": "desk", "taker_name": "Trần Thị Mỹ Duyên"}
    return typed | {"originals_returned": "on", "signature": "M10 10L20 30L40 12"} | changes


def test_return_at_the_counter_with_signature(world: World, desk: Client, ready: Step) -> None:
    url = reverse("onestop:officer-return", args=[ready.pk])
    assert "Giấy chứng sinh" in desk.get(url).content.decode()

    unsigned = desk.post(url, give(signature="<script>"))
    assert unsigned.status_code == 422
    assert "Người nhận cần ký." in unsigned.content.decode()
    kept = desk.post(url, give(originals_returned=""))
    assert "Đánh dấu khi đã trả lại bản chính." in kept.content.decode()

    PrintProfile.objects.create(unit=world.ward.desk, at_once=True)
    answer = desk.post(url, give())
    handed = Dossier.objects.get().result.handed_out
    assert answer["Location"] == f"/can-bo/mot-cua/?in=ket-qua-{ready.case_id}"
    paper = reverse("onestop:officer-result-receipt", args=[ready.case_id])
    assert f'src="{paper}?khung"' in desk.get(answer["Location"]).content.decode()
    assert "print-bar" not in desk.get(f"{paper}?khung").content.decode()
    assert handed.signature == "M10 10L20 30L40 12"
    assert handed.taker_name == "Trần Thị Mỹ Duyên"
    assert handed.originals_returned
    assert Dossier.objects.get().case.state == "returned"


def test_return_by_keyboard_or_into_the_store(desk: Client, ready: Step) -> None:
    url = reverse("onestop:officer-return", args=[ready.pk])
    assert desk.post(url, give(method="")).status_code == 422
    answer = desk.post(url, give(signature="", signed_on_paper="on"))

    assert answer.status_code == 302
    assert Dossier.objects.get().result.handed_out.signature == "paper"


def test_return_is_for_the_desk_of_the_unit(world: World, ready: Step) -> None:
    url = reverse("onestop:officer-return", args=[ready.pk])

    assert sign_in(world, ward=world.other).get(url).status_code == 404
    assert sign_in(world, "clerk").get(url).status_code == 403


def test_sent_back_dossier_is_looked_at_again_and_handed_on(
    world: World, desk: Client, online: Step
) -> None:
    desk.post(check_url(online), accept())
    officer = world.officer("civil_status_officer")
    send_back(inbox(officer).steps[0], reason="Tên mẹ khác căn cước.", actor=officer)
    step = open_steps_of(online.case_id)[0]
    url = check_url(step)

    page = desk.get(url)
    assert "Tên mẹ khác căn cước." in page.content.decode()
    refused = desk.post(url, {"act": "resubmit", "comment": ""})
    assert refused.status_code == 422
    assert "Ghi đã kiểm tra lại điều gì." in refused.content.decode()
    done = desk.post(url, {"act": "resubmit", "comment": "Đã sửa theo căn cước."})

    assert done.status_code == 302
    assert [s.node for s in open_steps_of(online.case_id)] == ["examine"]


def test_insufficient_supplement_is_asked_again_for_the_same_items(
    world: World, desk: Client, online: Step
) -> None:
    desk.post(check_url(online), accept())
    officer = world.officer("civil_status_officer")
    propose_supplement(
        inbox(officer).steps[0],
        missing=[Missing("birth_certificate", "Ảnh bị mờ.")],
        reason="Không đọc được.",
        actor=officer,
    )
    desk.post(check_url(open_steps_of(online.case_id)[0]), {"act": "send"})
    dossier = Dossier.objects.get(pk=online.case_id)
    defect = dossier.supplements.get().defects.get()
    answer_supplement(
        dossier, answers=Answers({defect.pk: Answer(text="Đây.")}), actor=world.citizen()
    )
    url = check_url(open_steps_of(online.case_id)[0])

    refused = desk.post(url, {"act": "still_missing", "reason": "Vẫn mờ."})
    assert refused.status_code == 422
    desk.post(url, {"act": "still_missing", "again": defect.pk, "reason": "Vẫn mờ."})

    again = dossier.supplements.latest("pk")
    assert (again.reason, again.defects.get().component_key) == ("Vẫn mờ.", "birth_certificate")
    dossier.case.refresh_from_db()
    assert dossier.case.state == DossierState.SUPPLEMENT


def test_pages_photographed_at_the_check_join_the_component(
    desk: Client, online: Step, world: World, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    start = {"dossier": str(online.case_id)}
    panel = desk.post("/can-bo/mot-cua/dien-thoai/", start).content.decode()
    camera = PhoneCamera.objects.get()
    phone = paired(camera)
    text = receipt(camera, picture("red"), Path(settings.FILE_STORE), slot="birth_certificate")
    assert send(phone, camera, text) == 302
    number = camera.photos.get().file_version_id
    address = f"/can-bo/mot-cua/dien-thoai/{camera.pk}/"
    assert desk.post(address, {"camera_act": "add"}).status_code == 200

    component = Dossier.objects.get(pk=online.case_id).components.get(key="birth_certificate")
    assert component.files == [1, number]
    assert "birth_certificate" in {slot["key"] for slot in camera.slots}
    assert "<svg" in panel
    other = sign_in(world, ward=world.other)
    assert other.post("/can-bo/mot-cua/dien-thoai/", start).status_code == 404


def test_papers_brought_to_the_desk_are_noted_then_checked(desk: Client, online: Step) -> None:
    defective = {"v_birth_certificate": "defective", "what_birth_certificate": "Mang bản chính."}
    asked = {"act": "supplement", "v_declaration": "accepted", "reason": "Ảnh mờ.", "_key": "b1"}
    desk.post(check_url(online), defective | asked)
    dossier = Dossier.objects.select_related("case").get()
    case_url = reverse("onestop:officer-case", args=[dossier.pk])
    brought = reverse("onestop:officer-brought", args=[dossier.pk])
    assert brought in desk.get(case_url).content.decode()
    assert "Mang bản chính." in desk.get(brought).content.decode()

    item = dossier.supplements.get().defects.get()
    empty = desk.post(brought, {f"answer_{item.pk}": " ", "_key": "b2"})
    assert empty.status_code == 422
    assert "Hãy bổ sung: Giấy chứng sinh." in empty.content.decode()
    desk.post(brought, {f"answer_{item.pk}": "Đã xem 1 bản chính.", "_key": "b3"})

    (step,) = open_steps_of(dossier.pk)
    item.refresh_from_db()
    assert (step.node, item.answer_text) == ("intake", "Đã xem 1 bản chính.")
    assert brought not in desk.get(case_url).content.decode()
