# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""After sending: tracking for everybody and the owner, supplement, withdrawal, rating, files."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from PIL import Image

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import open_steps_of
from lienthong.core.documents.api import FileVersion
from lienthong.kernel import permits
from lienthong.modules.onestop.actions.intake import (
    ComponentCheck,
    Missing,
    accept_dossier,
    request_intake_supplement,
)
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import Citizen, hidden
from lienthong.testing.jobs import own_store
from lienthong.testing.world import World


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


@pytest.fixture
def other(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044091001234"))


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    own_store(tmp_path, settings)
    return Path(settings.FILE_STORE)


def accept(world: World, dossier: Dossier) -> Dossier:
    checks = {row.key: ComponentCheck(state="accepted") for row in dossier.components.all()}
    step = open_steps_of(dossier.pk)[0]
    return accept_dossier(step, checks=checks, actor=world.officer("one_stop_officer"))


def ask(world: World, dossier: Dossier) -> int:
    notice = request_intake_supplement(
        open_steps_of(dossier.pk)[0],
        missing=[Missing("declaration", "Tên bệnh viện chưa khớp với giấy chứng sinh.")],
        reason="Tờ khai chưa khớp.",
        actor=world.officer("one_stop_officer"),
    )
    return int(notice.defects.get().pk)


def quarantined(store: Path, citizen: Citizen, *, draft: str, slot: str, name: str) -> str:
    """What the edge would send back for a small picture: a signed receipt."""
    return received(store, citizen.account.pk, draft=draft, slot=slot, name=name)


def received(store: Path, account_id: int, *, draft: str, slot: str, name: str) -> str:
    """A picture that the edge keeps for an account, as a signed receipt."""
    folder = permits.quarantine_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    stored = folder / f"{permits.new_id()}.jpg"
    Image.new("RGB", (600, 400), "white").save(stored, "JPEG")
    body = stored.read_bytes()
    receipt = permits.UploadReceipt(
        id=permits.new_id(),
        account=str(account_id),
        draft=draft,
        slot=slot,
        stored=stored.name,
        name=name,
        media_type="image/jpeg",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        expires=int(time.time()) + 60,
    )
    return permits.sign(receipt, django_settings.SECRET_KEY)


def test_everybody_sees_completion_and_nothing_else(world: World, mother: Citizen) -> None:
    dossier = accept(world, mother.submit())
    page = Client().get(f"/tra-cuu/{dossier.case.code}/").content.decode()
    assert re.search(r"Đã xong \d+\s%", page)
    for hidden_word in ("Khánh Vy", "Mỹ Duyên", "khai sinh cho", "Thẩm tra", "Hẹn trả", "Lệ phí"):
        assert hidden_word not in page
    assert dossier.submission_code not in page


def test_lookup_leads_from_field_to_code_and_says_what_is_wrong(world: World) -> None:
    client = Client()
    led = client.get("/tra-cuu/?ma= h50.12-261120-0042 ")
    assert led["Location"] == "/tra-cuu/H50.12-261120-0042/"
    assert "Mã này chưa đúng" in client.get("/tra-cuu/?ma=abc").content.decode()
    missing = client.get("/tra-cuu/H50.12-261120-0042/")
    assert missing.status_code == 404
    assert "Không có hồ sơ mang mã" in missing.content.decode()
    assert missing["Cache-Control"] == "private, no-store"


def test_lookups_from_one_address_are_limited(world: World) -> None:
    cache.clear()
    client = Client()
    answers = [client.get("/tra-cuu/H50.12-261120-0042/").status_code for _turn in range(62)]
    assert answers.count(404) == 60
    assert answers[-1] == 429


def test_owner_sees_leaf_strip_and_acceptance_slip(world: World, mother: Citizen) -> None:
    dossier = accept(world, mother.submit())
    page = mother.get(f"/ho-so/{dossier.case.code}/")
    assert 'class="leaf"' in page
    assert "Vì sao là ngày" in page
    assert 'class="strip' in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page
    assert "Thẩm tra, soạn giấy khai sinh" in page
    assert mother.get(f"/ho-so/{dossier.submission_code}/").count(dossier.code) >= 1


def test_accepted_dossier_is_still_nobody_elses(
    world: World, mother: Citizen, other: Citizen
) -> None:
    dossier = accept(world, mother.submit())
    paper = dossier.papers.get()
    for path in ("", f"giay/{paper.pk}/", "ket-qua/", "rut/", "danh-gia/", "tep/1/"):
        other.get(f"/ho-so/{dossier.case.code}/{path}", status=404)
        assert Client().get(f"/ho-so/{dossier.case.code}/{path}").status_code == 302
    assert "Đăng nhập để xem" in Client().get(f"/tra-cuu/{dossier.case.code}/").content.decode()


def test_supplement_is_answered_item_by_item(world: World, mother: Citizen, store: Path) -> None:
    dossier = mother.submit()
    defect = ask(world, dossier)
    code = dossier.submission_code
    assert "Bạn cần bổ sung 1 mục" in mother.get(f"/ho-so/{code}/")
    address = f"/ho-so/{code}/bo-sung/"
    page = mother.get(address)
    assert "Tên bệnh viện chưa khớp" in page
    assert 'action="' in page
    assert "permit=" in page

    refused = mother.post(address, {"_key": hidden(page)["_key"]})
    assert refused.status_code == 422
    assert "Hãy bổ sung: Tờ khai đăng ký khai sinh." in refused.content.decode()

    receipt = quarantined(
        store, mother, draft=f"dossier-{dossier.pk}", slot=str(defect), name="Tờ khai.jpg"
    )
    for _turn in range(2):
        taken = mother.client.get(f"{address}{defect}/?receipt={receipt}")
        assert taken["Location"] == f"{address}#muc-{defect}"
    assert FileVersion.objects.count() == 1
    shown = mother.get(address)
    assert "Tờ khai.jpg" in shown
    version = FileVersion.objects.get()
    _body, headers = mother.file(f"/ho-so/{code}/tep/{version.pk}/")
    assert headers["Content-Type"] == "image/jpeg"

    sent = mother.post(address, {"_key": "bo-sung", f"answer_{defect}": "Đã sửa tên bệnh viện."})
    assert sent["Location"] == f"/ho-so/{code}/"
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.case.state == "submitted"
    answered = dossier.supplements.get().defects.get()
    assert answered.answer_files == [version.pk]
    assert answered.answer_text == "Đã sửa tên bệnh viện."
    assert "Bạn đã bổ sung" in mother.get(f"/ho-so/{code}/")


def test_receipt_of_somebody_else_is_refused(
    world: World, mother: Citizen, other: Citizen, store: Path
) -> None:
    dossier = mother.submit()
    defect = ask(world, dossier)
    stolen = quarantined(
        store, other, draft=f"dossier-{dossier.pk}", slot=str(defect), name="a.jpg"
    )
    address = f"/ho-so/{dossier.submission_code}/bo-sung/{defect}/"
    mother.client.get(f"{address}?receipt={stolen}")
    other.get(f"{address}?receipt={stolen}", status=404)
    assert not FileVersion.objects.exists()


def test_draft_slot_takes_receipt_shows_and_removes(mother: Citizen, store: Path) -> None:
    draft = mother.start()
    mother.changes = {"birth_proof_kind": "paper_certificate"}
    receipt = quarantined(
        store, mother, draft=str(draft.pk), slot="birth_certificate_file", name="Giấy.jpg"
    )
    draft.answers = draft.answers | {
        "birth_situation": "ordinary",
        "birth_proof_kind": "paper_certificate",
    }
    draft.save()
    slot = f"/ban-nhap/{draft.key}/tep/birth_certificate_file/"
    taken = mother.client.get(f"{slot}?receipt={receipt}")
    page = f"/ban-nhap/{draft.key}/birth_paper/"
    assert taken["Location"] == page
    assert "Giấy.jpg" in mother.get(page)
    version = FileVersion.objects.get()
    body, headers = mother.file(f"/ban-nhap/{draft.key}/xem-tep/{version.pk}/")
    assert body.startswith(b"\xff\xd8")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert mother.post(slot, {"remove": str(version.pk), "_key": "bo"}).status_code == 302
    assert "Giấy.jpg" not in mother.get(page)


def test_edge_refusals_are_said_in_words(mother: Citizen, store: Path) -> None:
    draft = mother.start()
    draft.answers = draft.answers | {
        "birth_situation": "ordinary",
        "birth_proof_kind": "paper_certificate",
    }
    draft.save()
    slot = f"/ban-nhap/{draft.key}/tep/birth_certificate_file/"
    response = mother.client.get(f"{slot}?upload_error=too_large", follow=True)
    page = response.content.decode()
    assert "Tệp lớn hơn mức ghi ở ô này." in page
    assert "slot--failed" in page
    assert "slot--failed" not in mother.get(f"/ban-nhap/{draft.key}/birth_paper/")
    response = mother.client.get(f"{slot}?receipt=gia-mao", follow=True)
    assert "Hãy chọn tệp lại." in response.content.decode()


def place_of(page: str) -> str:
    """The first place for files of a page, without what is minted anew each time."""
    found = re.search(r'<section class="upload".*?</section>', page, re.DOTALL)
    assert found is not None
    return re.sub(r'(value|action)="[^"]*"', "", found[0])


def test_place_with_the_file_is_the_answer_where_scripts_put_it_into_the_page(
    mother: Citizen, store: Path
) -> None:
    mother.changes = {"birth_proof_kind": "paper_certificate"}
    draft = mother.start()
    slot_key, page = "birth_certificate_file", f"/ban-nhap/{draft.key}/birth_paper/"
    receipt = quarantined(store, mother, draft=str(draft.pk), slot=slot_key, name="Giấy.jpg")
    mother.fill(draft)
    slot = f"/ban-nhap/{draft.key}/tep/{slot_key}/"

    parts = [mother.get(f"{slot}?receipt={receipt}&_part=1") for _load in range(2)]

    kept = [str(version.pk) for version in FileVersion.objects.all()]
    assert len(kept) == 1
    for part in parts:
        assert part.lstrip().startswith(f'<section class="upload" id="id_{slot_key}"')
        assert "<main" not in part
        assert place_of(part) == place_of(mother.get(page))
    removed = mother.post(slot, hidden(parts[0]) | {"remove": kept[0]})
    assert (removed.status_code, removed["Location"]) == (302, page)
    assert "Giấy.jpg" not in mother.get(page)


def test_place_says_why_a_file_was_not_taken_and_the_page_stays_without_it(
    mother: Citizen, store: Path
) -> None:
    mother.changes = {"birth_proof_kind": "paper_certificate"}
    draft = mother.start()
    mother.fill(draft)
    slot = f"/ban-nhap/{draft.key}/tep/birth_certificate_file/"

    part = mother.get(f"{slot}?upload_error=too_large&_part=1")

    assert "Tệp lớn hơn mức ghi ở ô này." in part
    assert "slot--failed" in part
    assert "slot--failed" not in mother.get(f"/ban-nhap/{draft.key}/birth_paper/")
    no_slot = f"/ban-nhap/{draft.key}/tep/child/?_part=1"
    assert mother.client.get(no_slot).status_code == 404


def test_sent_files_belong_to_the_dossier(world: World, mother: Citizen, store: Path) -> None:
    mother.changes = {"birth_proof_kind": "paper_certificate"}
    draft = mother.start()
    receipt = quarantined(
        store, mother, draft=str(draft.pk), slot="birth_certificate_file", name="Giấy.jpg"
    )
    address = mother.fill(draft)
    slot = f"/ban-nhap/{draft.key}/tep/birth_certificate_file/"
    assert mother.client.get(f"{slot}?receipt={receipt}").status_code == 302
    response = mother.send(address)
    dossier = Dossier.objects.get(submission_code=response["Location"].split("/")[2])
    version = FileVersion.objects.get()
    assert dossier.components.get(key="birth_certificate").files == [version.pk]
    assert (version.file.owner_kind, version.file.owner_id) == ("onestop.dossier", dossier.pk)


def test_withdraw_at_once_before_acceptance(mother: Citizen) -> None:
    dossier = mother.submit()
    address = f"/ho-so/{dossier.submission_code}/rut/"
    page = mother.get(address)
    assert "Hồ sơ dừng ngay." in page
    done = mother.post(address, hidden(page) | {"reason": "Nộp nhầm nơi."})
    assert done.status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).case.state == "withdrawn"
    assert "Hồ sơ đã rút" in mother.get(f"/ho-so/{dossier.submission_code}/")
    mother.get(address, status=409)


def test_withdrawal_after_acceptance_is_asked(world: World, mother: Citizen) -> None:
    dossier = accept(world, mother.submit())
    address = f"/ho-so/{dossier.case.code}/rut/"
    page = mother.get(address)
    assert "Quầy một cửa xác nhận rồi hồ sơ mới dừng." in page
    mother.post(address, hidden(page))
    assert Dossier.objects.get(pk=dossier.pk).case.state == "withdrawal_requested"
    assert "Chờ quầy xác nhận" in mother.get(f"/ho-so/{dossier.case.code}/")


def test_rating_needs_a_level_and_may_be_changed(world: World, mother: Citizen) -> None:
    dossier = accept(world, mother.submit())
    address = f"/ho-so/{dossier.case.code}/danh-gia/"
    refused = mother.post(address, {"_key": "a", "comment": "Nhanh."})
    assert refused.status_code == 422
    assert "Chọn một mức hài lòng." in refused.content.decode()
    assert "Nhanh." in refused.content.decode()
    assert mother.post(address, {"_key": "b", "level": "2", "comment": "Nhanh."}).status_code == 302
    assert mother.post(address, {"_key": "c", "level": "0", "comment": "Chậm."}).status_code == 302
    rating = Dossier.objects.get(pk=dossier.pk).rating
    assert (rating.level, rating.comment) == (0, "Chậm.")


def test_rating_waits_for_an_answer(mother: Citizen) -> None:
    dossier = mother.submit()
    address = f"/ho-so/{dossier.submission_code}/danh-gia/"
    assert mother.post(address, {"_key": "a", "level": "1"}).status_code == 409


def test_result_is_not_there_before_it_is_issued(world: World, mother: Citizen) -> None:
    dossier = accept(world, mother.submit())
    mother.get(f"/ho-so/{dossier.case.code}/ket-qua/", status=404)


def test_pages_stay_within_their_statement_budgets(
    world: World, mother: Citizen, django_assert_max_num_queries: Any
) -> None:
    dossier = accept(world, mother.submit())
    draft = mother.start()
    budgets = {
        f"/ho-so/{dossier.case.code}/": 26,
        "/ho-so/": 8,
        f"/ban-nhap/{draft.key}/start/": 8,
        f"/ban-nhap/{draft.key}/xem-lai/": 18,
        f"/tra-cuu/{dossier.case.code}/": 14,
    }
    for path, most in budgets.items():
        with django_assert_max_num_queries(most):
            mother.get(path)
