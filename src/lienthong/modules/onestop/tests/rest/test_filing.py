# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A connected system files for somebody who agreed, follows it, and is refused in words."""

from __future__ import annotations

import hashlib
import time
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.utils import timezone

from lienthong.core.accounts.api import Mandate, Person
from lienthong.core.audit.api import AuditRecord
from lienthong.core.cases.api import events_of, open_steps_of
from lienthong.core.documents.api import FileVersion
from lienthong.kernel import permits
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.intake import (
    ComponentCheck,
    Missing,
    accept_dossier,
    request_intake_supplement,
)
from lienthong.modules.onestop.models import Dossier, PartnerFiling
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.modules.onestop.panels.work_words import event_line
from lienthong.modules.onestop.queries.dossiers import own_dossiers
from lienthong.testing.api import Caller, caller
from lienthong.testing.jobs import store_in
from lienthong.testing.office_files import blank_pdf
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("15")
MOTHER, FATHER = "044194003812", "044091001234"


@pytest.fixture
def answers(answers: dict[str, Any]) -> dict[str, Any]:
    """Those of an ordinary birth, with what only the online form asks."""
    unasked = {key for key in answers if key.startswith("submitter_")} - {"submitter_relation"}
    kept = {key: told for key, told in answers.items() if key not in unasked | {"birth_place"}}
    return kept | {"father_declared": True}


@pytest.fixture
def hospital(world: World) -> Caller:
    cache.clear()
    return caller("benh-vien", unit=world.ward.agency)


def filing(answers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    agreed = (timezone.now() - timedelta(hours=2)).isoformat()
    said: dict[str, Any] = {
        "procedure": "1.001193",
        "submitter": {
            "full_name": "Trần Thị Mỹ Duyên",
            "personal_id": MOTHER,
            "phone": "0912345486",
        },
        "consent": {"given_at": agreed, "manner": "one_time_code", "reference": "BV-2026-118"},
        "answers": deepcopy(answers),
        "external_code": "BV-0042",
    }
    return said | changes


def upload(hospital: Caller, slot: str, folder: Path, data: bytes = b"") -> str:
    """What the edge answers for a file that was sent under the permit of the API."""
    data = data or blank_pdf(1)
    asked = {"procedure": "1.001193", "slot": slot}
    answer = hospital.post("/uploads", asked, key=f"tep-{slot}-{len(data)}")
    assert answer.status_code == 201, answer.content
    (signed,) = parse_qs(urlsplit(answer.json()["url"]).query)["permit"]
    permit = permits.read(permits.UploadPermit, signed, django_settings.SECRET_KEY, now=time.time())
    name = permits.new_id()
    place = permits.quarantine_folder(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(data)
    receipt = permits.UploadReceipt(
        id=permits.new_id(),
        account=permit.account,
        draft=permit.draft,
        slot=permit.slot,
        stored=name,
        name="giay-chung-sinh.pdf",
        media_type="application/pdf",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        expires=int(time.time()) + 60,
    )
    return permits.sign(receipt, django_settings.SECRET_KEY)


def test_a_dossier_is_filed_once_and_belongs_to_the_citizen(
    world: World, hospital: Caller, answers: dict[str, Any], tmp_path: Path, settings: Any
) -> None:
    store_in(tmp_path, settings)
    paper = answers | {"birth_proof_kind": "paper_certificate"}
    said = filing(paper)
    said["files"] = {
        "birth_certificate_file": [upload(hospital, "birth_certificate_file", tmp_path)]
    }

    first = hospital.post("/dossiers", said, key="nop-ho-so-1")
    again = hospital.post("/dossiers", said, key="nop-ho-so-1")
    twin = hospital.post("/dossiers", filing(answers), key="nop-ho-so-2")
    changed = hospital.post("/dossiers", filing(answers), key="nop-ho-so-1")

    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert first.json() == again.json()
    assert first.json()["state"] == "submitted"
    assert (twin.status_code, twin.json()["code"]) == (409, "already_filed")
    assert (changed.status_code, changed.json()["code"]) == (409, "key_reused")
    dossier = Dossier.objects.get()
    assert dossier.submission_code == first.json()["submission_code"]
    assert dossier.submitter == Person.objects.get(personal_id=MOTHER)
    assert own_dossiers(world.citizen()).get() == dossier
    component = dossier.components.get(key="birth_certificate")
    (kept,) = FileVersion.objects.filter(pk__in=component.files).select_related("file")
    assert (kept.file.owner_kind, kept.file.owner_id) == ("onestop.dossier", dossier.pk)
    filed = PartnerFiling.objects.get()
    assert (filed.app_text, filed.external_code) == ("benh-vien", "BV-0042")
    record = AuditRecord.objects.get(subject_id=dossier.pk, permission="onestop.dossier.file_for")
    assert record.actor_text.startswith("benh-vien")
    (sent,) = [one for one in events_of(dossier.pk) if one.kind == "submitted"]
    assert "BV-2026-118" in event_line(sent)["text"]
    assert "mã dùng một lần" in event_line(sent)["text"]
    told = timeline(dossier)[0]
    assert told["title"] == "benh-vien đã nộp hồ sơ cho bạn"
    assert told["text"].startswith("Người nộp đồng ý lúc")


def test_a_filed_dossier_is_followed_by_who_filed_it(
    world: World, hospital: Caller, answers: dict[str, Any]
) -> None:
    other = caller("benh-vien-khac", unit=world.ward.agency)
    code = hospital.post("/dossiers", filing(answers), key="theo-doi-1").json()["submission_code"]
    second = filing(answers, external_code="")
    assert hospital.post("/dossiers", second, key="theo-doi-2").status_code == 201
    step = open_steps_of(Dossier.objects.get(submission_code=code).pk)[0]
    desk = world.officer("one_stop_officer")
    missing = [Missing("birth_certificate", "Ảnh mờ, chụp lại.")]
    request_intake_supplement(step, missing=missing, reason="Thiếu giấy", actor=desk)

    seen = hospital.get(f"/dossiers/{code.lower()}").json()
    page = hospital.get("/filings", {"limit": 1}).json()
    rest = hospital.get("/filings", {"limit": 1, "cursor": page["next"]}).json()

    assert (seen["state"], seen["external_code"]) == ("intake_supplement", "BV-0042")
    assert seen["asked"][0]["what"] == "Ảnh mờ, chụp lại."
    assert [event["kind"] for event in seen["events"]] == ["submitted", "supplement_requested"]
    assert seen["agency"] == "UBND phường Đồng Hới"
    assert [row["external_code"] for row in (*page["items"], *rest["items"])] == ["", "BV-0042"]
    assert rest["next"] == ""
    assert other.get(f"/dossiers/{code}").status_code == 404
    assert other.get("/filings").json()["items"] == []


def test_everything_wrong_is_named_at_once_and_nothing_is_kept(
    world: World, hospital: Caller, answers: dict[str, Any]
) -> None:
    del answers["child_full_name"]
    answers |= {"child_sex": "khác", "mother_date_of_birth": 7, "la": "x"}
    said = filing(answers)
    said["submitter"] |= {"full_name": "Lê Thị Khác"}
    said["consent"] |= {"given_at": (timezone.now() - timedelta(days=31)).isoformat()}
    said["files"] = {"birth_certificate_file": ["sai"]}
    no_files = {key: value for key, value in said.items() if key != "files"}

    forged = hospital.post("/dossiers", said, key="sai-khoa-1").json()
    wrong = hospital.post("/dossiers", no_files, key="sai-khoa-2").json()

    assert forged["fields"] == {
        "files.birth_certificate_file": "Biên nhận tệp không đúng hoặc đã quá hai giờ."
    }
    assert set(wrong["fields"]) == {
        "submitter.full_name",
        "consent.given_at",
        "answers.la",
        "answers.mother_date_of_birth",
        "answers.child_sex",
        "answers.child_full_name",
    }
    assert wrong["fields"]["answers.la"] == "Biểu mẫu không có câu hỏi này."
    bad: list[tuple[dict[str, Any], str]] = [
        ({"procedure": "9.999999"}, "procedure"),
        ({"consent": said["consent"] | {"given_at": "2026-11-20T10:00:00"}}, "consent.given_at"),
        ({"submitter": {"full_name": "A", "personal_id": "١٢٣"}}, "submitter.personal_id"),
        ({"external_code": "mã có dấu"}, "external_code"),
        ({"la": 1}, "la"),
        ({"answers": {"registry_place": {"division": "99999"}}}, "answers.registry_place"),
        ({"answers": []}, "answers"),
    ]
    for number, (change, field) in enumerate(bad):
        refused = hospital.post("/dossiers", filing(answers) | change, key=f"sai-{number}-khoa")
        assert refused.status_code == 422, (field, refused.content)
        assert field in refused.json()["fields"], (field, refused.json())
    assert not Dossier.objects.exists()
    assert not PartnerFiling.objects.exists()


def test_only_where_and_for_whom_it_was_allowed(
    world: World, hospital: Caller, answers: dict[str, Any]
) -> None:
    elsewhere = caller("noi-khac", unit=world.other.agency)
    narrow = Caller(hospital.app)
    narrow.fetch_token("cases.read")
    stranger = filing(answers)
    stranger["submitter"] = {"full_name": "Lê Quang Thắng", "personal_id": FATHER}

    outside = elsewhere.post("/dossiers", filing(answers), key="ngoai-don-vi")

    assert (outside.status_code, outside.json()["code"]) == (403, "not_allowed")
    assert narrow.post("/dossiers", filing(answers), key="thieu-pham-vi").json()["code"] == (
        "insufficient_scope"
    )
    refused = hospital.post("/dossiers", stranger, key="nguoi-khac-1").json()
    assert set(refused["fields"]) == {"answers.mother_personal_id"}
    asked = {"procedure": "1.001193", "slot": "x"}
    slotless = hospital.post("/uploads", asked, key="khong-cho").json()["fields"]
    assert slotless == {"slot": "Biểu mẫu không có chỗ gửi tệp này."}


AGENT = {"full_name": "Nguyễn Thị Bích", "personal_id": "044188002211"}


def behalf_answers(answers: dict[str, Any]) -> dict[str, Any]:
    """What the form asks of somebody who files in another's place."""
    return {
        "submitter_relation": "representative",
        "submitter_full_name": AGENT["full_name"],
        "submitter_personal_id": AGENT["personal_id"],
        "submitter_residence": answers["registry_place"],
    }


def ground_of_mother() -> dict[str, Any]:
    """The mother authorised the agent five days ago."""
    return {
        "basis": "authorisation",
        "principal_name": "Trần Thị Mỹ Duyên",
        "personal_id": MOTHER,
        "gender": "female",
        "number": "12/2026",
        "valid_from": (timezone.localdate() - timedelta(5)).isoformat(),
    }


def test_who_acts_for_another_needs_ground_and_paper(
    world: World, hospital: Caller, answers: dict[str, Any], tmp_path: Path, settings: Any
) -> None:
    store_in(tmp_path, settings)
    agent, answers = AGENT, answers | behalf_answers(answers)
    ground = ground_of_mother()
    files = {"mandate_file": [upload(hospital, "mandate_file", tmp_path)]}
    groundless = hospital.post(
        "/dossiers", filing(answers, submitter=agent, files=files), key="khong-can-cu"
    )
    paperless = hospital.post(
        "/dossiers", filing(answers, submitter=agent, behalf=ground), key="khong-giay-to"
    )
    wrong = ground | {"personal_id": "044199999999"}
    other = hospital.post(
        "/dossiers",
        filing(answers, submitter=agent, behalf=wrong, files=files),
        key="nguoi-khac-2",
    )
    done = hospital.post(
        "/dossiers", filing(answers, submitter=agent, behalf=ground, files=files), key="co-can-cu"
    )

    assert set(groundless.json()["fields"]) == {"behalf"}
    assert set(paperless.json()["fields"]) == {"files.mandate_file"}
    assert set(other.json()["fields"]) == {"behalf"}
    assert done.status_code == 201, done.content
    dossier, mandate = Dossier.objects.get(), Mandate.objects.get()
    assert (mandate.state, mandate.document_name) == ("declared", "12/2026")
    assert mandate.document_id in dossier.components.get(key="mandate").files
    assert dossier.in_place_of.startswith("nộp thay Trần Thị Mỹ Duyên")
    (step,) = open_steps_of(dossier.pk)
    checks = {
        component.key: ComponentCheck(state="accepted") for component in dossier.components.all()
    }
    with pytest.raises(InvalidInput) as refused:
        accept_dossier(step, checks=checks, actor=world.officer("one_stop_officer"))
    assert set(refused.value.fields) == {"basis"}


def test_the_form_tells_what_to_send(world: World, hospital: Caller) -> None:
    form = hospital.get("/procedures/1.001193/form").json()
    by_key = {question["key"]: question for question in form["questions"]}

    assert by_key["child_full_name"]["required"] == "always"
    assert [one["value"] for one in by_key["child_sex"]["options"]] == ["male", "female"]
    assert by_key["registry_place"]["kind"] == "address"
    slot = by_key["birth_certificate_file"]
    assert (slot["kind"], slot["max_files"], slot["max_mb"]) == ("file", 4, 20)
    assert slot["show_if"]["and"]
    assert by_key["submitter_personal_id"]["meaning"] == "submitter.personal_id"
    assert hospital.get("/procedures/9.999999/form").status_code == 404
